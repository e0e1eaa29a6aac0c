package dev.mayfly.projection;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A task that runs on an executor on request, on one thread at a time. Any thread may request it. */
final class Turns implements Runnable {
    private final Executor executor;
    private final Runnable task;
    private final AtomicInteger requests = new AtomicInteger();

    Turns(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    /** Requests a run that starts after this call; several requests may lead to one run. */
    void request() {
        if (requests.getAndIncrement() == 0) {
            submit();
        }
    }

    @Override
    public void run() {
        int answered = requests.get();
        try {
            task.run();
        } finally {
            if (requests.addAndGet(-answered) != 0) {
                submit();
            }
        }
    }

    private void submit() {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException shutDown) {
            // The process is stopping, so nothing needs to run.
        }
    }
}
