package dev.mayfly.http.body;

import dev.mayfly.http.quarkus.Workers;
import dev.mayfly.http.share.ClientTurns;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The threads that process bodies which are too large for an event loop. A client has as many at once as there are
 * processors, because each body takes megabytes of their caches; half as many more are left to others, however long its
 * bodies take. Any thread may use it.
 */
@Singleton
public class BodyWorkers {
    private static final String NAME = "mayfly-bodies";

    private final Vertx vertx;
    private final Executor threads;
    private final ClientTurns turns;

    /** Makes the threads, which start when they are needed. */
    public BodyWorkers(Vertx vertx) {
        int processors = Runtime.getRuntime().availableProcessors();
        int all = processors + (processors + 1) / 2;
        this.vertx = vertx;
        this.threads = Workers.threads(vertx.createSharedWorkerExecutor(NAME, all));
        this.turns = new ClientTurns(all, processors);
    }

    /** Does a client's work in its turn, and delivers its result on the caller's event loop. */
    <T> Future<T> run(String client, Callable<T> work) {
        return Workers.run(vertx, turnsOf(client), work);
    }

    /** Does a client's work in its turn, and completes on the caller's event loop. */
    Future<@Nullable Void> run(String client, Runnable work) {
        return Workers.run(vertx, turnsOf(client), work);
    }

    private Executor turnsOf(String client) {
        return task -> turns.run(client, task, threads);
    }
}
