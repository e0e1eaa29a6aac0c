package dev.mayfly.sink;

/** The event loop of a forwarder: a thread that runs one task after another, and a timer. */
public interface Loop {
    /** Runs a task later, after those submitted before. Any thread may call it. */
    void execute(Runnable task);

    /** Runs a task after that many nanoseconds. */
    void after(long nanos, Runnable task);
}
