package dev.mayfly.sink;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose time passes as fast as its tasks are run. */
final class VirtualLoop implements Loop {
    private record Task(long atNanos, long number, Runnable what) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private long nowNanos;
    private long number;

    @Override
    public void execute(Runnable task) {
        after(0, task);
    }

    @Override
    public void after(long nanos, Runnable task) {
        tasks.add(new Task(nowNanos + nanos, number++, task));
    }

    /** Runs the next task and returns whether there was one. */
    boolean step() {
        Task next = tasks.poll();
        if (next == null) {
            return false;
        }
        nowNanos = next.atNanos();
        next.what().run();
        return true;
    }

    /** Runs tasks until there is none. */
    void run() {
        while (step()) {
            if (number > 5_000_000) {
                throw new AssertionError("it never comes to an end");
            }
        }
    }

    /** Returns the virtual time. */
    long nowNanos() {
        return nowNanos;
    }
}
