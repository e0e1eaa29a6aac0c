package dev.mayfly.bootstrap.files;

import io.quarkus.runtime.LaunchMode;

/** Ends the process with exit code 1 when a stop could not do all that it has to. */
public final class FailedStop {
    private static final int EXIT_CODE = 1;

    /** Whether the process is this application's, not that of a test or of the development mode. */
    private static volatile boolean ownsProcess;

    private FailedStop() {}

    /** Says that the process is the application's. */
    public static void ownProcess() {
        ownsProcess = true;
    }

    /**
     * Ends the process now, without what is left of its stop: the exit code that a signal has set before cannot be changed
     * otherwise.
     */
    public static void end() {
        if (ownsProcess && LaunchMode.current() == LaunchMode.NORMAL) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
