package dev.mayfly.console;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the browser when it is first needed, gives each test a page, and looks at the page when the test is over. */
final class BrowserExtension
        implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create("dev.mayfly.console");
    private static final String RUNNING = "browser";

    /** The one that this class started; Quarkus loads the class anew for each application that it starts. */
    private static Browser browser;

    private static boolean told;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Installation.find().isPresent()) {
            return ConditionEvaluationResult.enabled("there is a browser");
        }
        if (Boolean.getBoolean("browser.required")) {
            throw new IllegalStateException(Installation.MISSING.replace("skipped", "cannot run"));
        }
        tell();
        return ConditionEvaluationResult.disabled(Installation.MISSING);
    }

    private static synchronized void tell() {
        if (!told) {
            told = true;
            System.err.println(Installation.MISSING);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Page.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context)
                .computeIfAbsent(Page.class, key -> running(context).newPage());
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** Returns the browser, which JUnit closes after the last test. There is one at a time, however often this class is loaded. */
    private static synchronized Browser running(ExtensionContext context) {
        if (browser == null) {
            Store whole = context.getRoot().getStore(NAMESPACE);
            AutoCloseable other = whole.remove(RUNNING, AutoCloseable.class);
            if (other != null) {
                close(other);
            }
            browser = Browser.start(Installation.find().orElseThrow());
            AutoCloseable end = BrowserExtension::stop;
            whole.put(RUNNING, end);
        }
        return browser;
    }

    private static void close(AutoCloseable other) {
        try {
            other.close();
        } catch (Exception e) {
            throw new IllegalStateException("the browser of another class loader did not close", e);
        }
    }

    private static synchronized void stop() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Page page = store(context).get(Page.class, Page.class);
        if (page == null) {
            return;
        }
        String name = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        Optional<Throwable> failure = context.getExecutionException();
        if (failure.isPresent()) {
            String seen = page.report(name);
            failure.get().addSuppressed(new AssertionError(seen));
            return;
        }
        List<String> faults = page.faults();
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    "The page is not clean:\n  " + String.join("\n  ", faults) + "\n" + page.report(name));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        store(context).remove(Page.class);
    }
}
