package dev.mayfly.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The stores of one JUnit context and of those around it, and the server that they are in.
 *
 * <p>JUnit keeps all of it, and closes each when its context ends: resources before 5.13, whatever is AutoCloseable since. The
 * deprecated names are those that every JUnit from 5.10 on knows.
 */
@SuppressWarnings("deprecation")
final class TestStores {
    private static final Namespace NAMESPACE = Namespace.create(TestStores.class);

    private final ExtensionContext context;

    /** A store until its context ends. */
    private record Held(MayflyServer server, TestStore store)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            server.delete(store);
        }
    }

    /** A server until all tests end. */
    private record Running(MayflyServer server, Optional<ServerProcess> process)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            process.ifPresent(ServerProcess::stop);
        }
    }

    /** The key of a store: the same order in a context within is for another store. */
    private record Place(String contextId, StoreOrder order) {}

    /** The key of a store's label, which contexts within find too. */
    private record Label(String text) {}

    private TestStores(ExtensionContext context) {
        this.context = context;
    }

    /** Returns the stores that live as long as a context. */
    static TestStores of(ExtensionContext context) {
        return new TestStores(context);
    }

    /** Returns the stores that live as long as the class of a context. */
    static TestStores ofClass(ExtensionContext context) {
        ExtensionContext around = context;
        while (around.getTestMethod().isPresent()) {
            around = around.getParent().orElseThrow();
        }
        return new TestStores(around);
    }

    /** Returns the store that was ordered, made when it is first asked for. */
    TestStore get(StoreOrder order) {
        Place place = new Place(context.getUniqueId(), order);
        return kept().getOrComputeIfAbsent(place, key -> make(order), Held.class)
                .store();
    }

    private Held make(StoreOrder order) {
        MayflyServer server = server();
        Class<?> testClass = context.getRequiredTestClass();
        String test = testClass.getSimpleName()
                + context.getTestMethod().map(method -> "-" + method.getName()).orElse("");
        TestStore parent = kept().get(new Label(order.forkOf()), TestStore.class);
        TestStore made =
                server.make(StoreNames.next(test), order, parent == null ? order.forkOf() : parent.name(), testClass);
        if (!order.label().isEmpty()) {
            kept().put(new Label(order.label()), made);
        }
        return new Held(server, made);
    }

    private MayflyServer server() {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, key -> run(), Running.class)
                .server();
    }

    private Running run() {
        Optional<String> url = setting("mayfly.url", "MAYFLY_URL");
        if (url.isPresent()) {
            return new Running(new MayflyServer(url.get()), Optional.empty());
        }
        String jar = setting("mayfly.jar", "MAYFLY_JAR")
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "Nothing says where Mayfly is. Set mayfly.url or MAYFLY_URL to the address of one that runs,"
                                + " or mayfly.jar or MAYFLY_JAR to its quarkus-run.jar, which is then started"));
        ServerProcess process = ServerProcess.start(jar);
        return new Running(new MayflyServer(process.url()), Optional.of(process));
    }

    private Optional<String> setting(String parameter, String variable) {
        return context.getConfigurationParameter(parameter)
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(value -> !value.isBlank());
    }

    private ExtensionContext.Store kept() {
        return context.getStore(NAMESPACE);
    }
}
