package dev.mayfly.bootstrap;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.OptionalInt;

/** The entry point of the application. */
@QuarkusMain
public final class Main {
    /**
     * The property that leaves the check of request targets to the application. Quarkus's own check parses each as a
     * {@link java.net.URI} and answers a malformed one with a bare status; ours reports what is wrong, and is cheaper.
     */
    private static final String DISABLE_URI_VALIDATION = "vertx.disableURIValidation";

    private Main() {}

    /**
     * Runs the application until it is told to stop, or answers {@code --help} and {@code --version} without starting
     * it. Unknown arguments end the process with exit code 2.
     */
    public static void main(String... arguments) {
        OptionalInt exitCode = CommandLine.apply(System.out, System.err, arguments);
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        OwnProcess.claim();
        System.setProperty(DISABLE_URI_VALIDATION, "true");
        Quarkus.run();
    }
}
