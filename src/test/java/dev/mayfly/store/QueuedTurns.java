package dev.mayfly.store;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Turns that a test gives. For one thread. */
final class QueuedTurns implements Executor {
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable work) {
        waiting.add(work);
    }

    /** Gives a turn to what waits first. */
    void giveOne() {
        waiting.remove().run();
    }

    /** Gives turns until nothing waits, and returns how many. */
    int giveAll() {
        int given = 0;
        while (!waiting.isEmpty()) {
            giveOne();
            given++;
        }
        return given;
    }

    /** Returns how much waits. */
    int waiting() {
        return waiting.size();
    }
}
