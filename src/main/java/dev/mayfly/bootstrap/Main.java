package dev.mayfly.bootstrap;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.OptionalInt;

/** Starts the application. */
@QuarkusMain
public final class Main {
    /**
     * Leaves the check of request targets to the application. Quarkus' own check parses each as a {@link java.net.URI}
     * and answers a malformed one with nothing but a status; ours says what is wrong, and is cheaper.
     */
    private static final String DISABLE_URI_VALIDATION = "vertx.disableURIValidation";

    private Main() {}

    /**
     * Runs the application until it is asked to stop, or answers {@code --help} and {@code --version} without a start.
     * Unknown arguments end the process with exit code 2.
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
