package dev.mayfly.bootstrap;

import io.quarkus.runtime.LaunchMode;

/** The application's own process, as opposed to that of a test or of development mode. */
final class OwnProcess {
    /** The exit code of a process whose shutdown failed in part. */
    static final int FAILED_STOP = 1;
    /** The exit code of a process that ran out of memory; the same as that of {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int OUT_OF_MEMORY = 3;

    private static volatile boolean owned;

    private OwnProcess() {}

    /** Marks the process as the application's. */
    static void claim() {
        owned = true;
    }

    /** Returns whether the process is the application's, so that the application may end it. */
    static boolean isOwned() {
        return owned && LaunchMode.current() == LaunchMode.NORMAL;
    }

    /**
     * Ends the process now, without finishing its shutdown, if it is the application's. There is no other way to change
     * the exit code that a signal has set.
     */
    static void end(int exitCode) {
        if (isOwned()) {
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
