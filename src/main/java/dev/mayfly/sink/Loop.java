package dev.mayfly.sink;

/** Where a forwarder lives: a thread that does one thing after the other, and a clock. */
public interface Loop {
    /** Runs a task later, after those that were given before. Any thread may ask for it. */
    void execute(Runnable task);

    /** Runs a task when that many nanoseconds are over. */
    void after(long nanos, Runnable task);
}
