package dev.mayfly.projection;

import java.time.Duration;

/** A timer that needs no waiting thread. */
@FunctionalInterface
public interface Pauses {
    /** Runs a short task after the pause. */
    void after(Duration pause, Runnable task);
}
