package dev.mayfly.bootstrap;

import io.quarkus.runtime.LaunchMode;

/** The process that the application runs in, if it runs in one of its own and not in a test's or in development mode. */
final class OwnProcess {
    /** The exit code of a process whose stop could not do everything that it has to. */
    static final int FAILED_STOP = 1;
    /** The exit code of a process that ran out of memory; the same as that of {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int OUT_OF_MEMORY = 3;

    private static volatile boolean owned;

    private OwnProcess() {}

    /** States that the process is the application's. */
    static void claim() {
        owned = true;
    }

    /** Returns whether the process is the application's, so that the application may end it. */
    static boolean isOwned() {
        return owned && LaunchMode.current() == LaunchMode.NORMAL;
    }

    /**
     * Ends the process now, without the rest of its stop, if it is the application's. The exit code that a signal has set
     * cannot be changed in another way.
     */
    static void end(int exitCode) {
        if (isOwned()) {
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
