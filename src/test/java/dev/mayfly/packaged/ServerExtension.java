package dev.mayfly.packaged;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Starts the servers of tests over HTTP and tells REST Assured where they are.
 *
 * <p>A JVM keeps the server with default settings and one with others, until a test wants again others or the JVM ends. Quarkus' own
 * extension does the same, but builds the whole application for each start, to find out whether it needs containers beside it.
 */
final class ServerExtension implements BeforeAllCallback, BeforeEachCallback {
    private static final Path LOGS = Path.of("target", "servers");

    private static Server usual;
    private static Server other;
    private static Class<? extends QuarkusTestProfile> otherSettings;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        tell(server(context.getRequiredTestClass()));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        tell(server(context.getRequiredTestClass()));
    }

    private static void tell(Server server) {
        LeanRequests.set();
        RestAssured.baseURI = "http://localhost";
        RestAssured.port = server.address().getPort();
    }

    private static synchronized Server server(Class<?> test) throws IOException {
        Class<? extends QuarkusTestProfile> settings = settings(test);
        if (settings == null) {
            if (usual == null || !usual.isAlive()) {
                usual = start("usual", Map.of());
            }
            return usual;
        }
        if (other == null || otherSettings != settings || !other.isAlive()) {
            if (other != null) {
                other.close();
            }
            other = start(
                    settings.getName(), ReflectionSupport.newInstance(settings).getConfigOverrides());
            otherSettings = settings;
        }
        return other;
    }

    private static Class<? extends QuarkusTestProfile> settings(Class<?> test) {
        for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
            TestProfile profile =
                    AnnotationSupport.findAnnotation(type, TestProfile.class).orElse(null);
            if (profile != null) {
                return profile.value();
            }
        }
        return null;
    }

    private static Server start(String name, Map<String, String> settings) throws IOException {
        Files.createDirectories(LOGS);
        String options = System.getProperty("server.options", "").strip();
        Server server = Server.launch(
                List.of(),
                options.isEmpty() ? List.of() : List.of(options.split(" +")),
                Files.createTempFile(LOGS, name + "-", ".log"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close-" + name));
        return server.started();
    }
}
