package dev.mayfly.projection;

import java.time.Duration;

/** Lets time pass without a thread that waits. */
@FunctionalInterface
public interface Pauses {
    /** Runs a short task when the pause is over. */
    void after(Duration pause, Runnable task);
}
