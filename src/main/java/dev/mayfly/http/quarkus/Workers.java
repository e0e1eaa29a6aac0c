package dev.mayfly.http.quarkus;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.impl.ContextInternal;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The worker threads for work that grows with a store or may block, and so must not run on an event loop.
 *
 * <p>An idle worker refers to its last task until it gets another one, which may never happen. All work for a worker
 * therefore goes through this class, whose tasks forget their work when they begin and their result when it has been
 * delivered. Otherwise a deleted store or a large answer could stay in memory for as long as a worker is idle. Any
 * thread may call any method.
 */
public final class Workers {
    private Workers() {}

    /** Does work on a worker, and delivers its result on the caller's event loop. */
    public static <T> Future<T> run(Vertx vertx, Callable<T> work) {
        return run(task -> vertx.executeBlocking(task, false), work);
    }

    /** Does work on one of the given workers, and delivers its result on the caller's event loop. */
    public static <T> Future<T> run(WorkerExecutor workers, Callable<T> work) {
        return run(task -> workers.executeBlocking(task, false), work);
    }

    /** Does work without a result on a worker, and completes on the caller's event loop. */
    public static Future<@Nullable Void> run(Vertx vertx, Runnable work) {
        return run(vertx, withoutResult(work));
    }

    /** Does work without a result on one of the given workers, and completes on the caller's event loop. */
    public static Future<@Nullable Void> run(WorkerExecutor workers, Runnable work) {
        return run(workers, withoutResult(work));
    }

    /** Does work on threads that something else chooses among the workers, and delivers its result on the caller's event loop. */
    public static <T> Future<T> run(Vertx vertx, Executor threads, Callable<T> work) {
        return run(
                task -> {
                    Promise<@Nullable Void> done = ((ContextInternal) vertx.getOrCreateContext()).promise();
                    threads.execute(() -> {
                        try {
                            done.complete(task.call());
                        } catch (Throwable failure) {
                            done.fail(failure);
                        }
                    });
                    return done.future();
                },
                work);
    }

    /** Does work without a result on threads that something else chooses, and completes on the caller's event loop. */
    public static Future<@Nullable Void> run(Vertx vertx, Executor threads, Runnable work) {
        return run(vertx, threads, withoutResult(work));
    }

    /** Returns some workers as the threads of an order that something else has. */
    public static Executor threads(WorkerExecutor workers) {
        return task -> {
            AtomicReference<@Nullable Runnable> held = new AtomicReference<>(task);
            workers.executeBlocking(withoutResult(() -> taken(held).run()), false);
        };
    }

    /** Does work on a worker without waiting for its end. */
    public static void execute(Runnable work) {
        AtomicReference<@Nullable Runnable> held = new AtomicReference<>(work);
        Infrastructure.getDefaultWorkerPool().execute(() -> taken(held).run());
    }

    /**
     * Does work on a worker again and again, never twice at a time: ticks during work that takes longer are left out.
     *
     * @return the timer's id, to cancel it
     */
    public static long periodically(Vertx vertx, long periodMillis, Runnable work) {
        AtomicBoolean busy = new AtomicBoolean();
        Runnable tick = () -> {
            try {
                work.run();
            } finally {
                busy.set(false);
            }
        };
        return vertx.setPeriodic(periodMillis, unused -> {
            if (busy.compareAndSet(false, true)) {
                execute(tick);
            }
        });
    }

    private static <T> Future<T> run(
            Function<Callable<@Nullable Void>, Future<@Nullable Void>> workers, Callable<T> work) {
        AtomicReference<@Nullable Callable<T>> held = new AtomicReference<>(work);
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        Future<T> done = workers.apply(() -> {
                    result.set(taken(held).call());
                    return null;
                })
                .map(unused -> result.getAndSet(null));
        LoopTurns.Line turns = LoopTurns.running();
        return turns == null || Vertx.currentContext() == null ? done : inTurns(done, turns);
    }

    /** Returns a future that completes in the turns of the client that has begun the work. */
    private static <T> Future<T> inTurns(Future<T> work, LoopTurns.Line turns) {
        Promise<T> inTurn = ContextInternal.current().promise();
        work.onComplete(done -> turns.run(() -> inTurn.handle(done)));
        return inTurn.future();
    }

    private static <W> W taken(AtomicReference<@Nullable W> held) {
        return Objects.requireNonNull(held.getAndSet(null), "the work was done before");
    }

    private static Callable<@Nullable Void> withoutResult(Runnable work) {
        return () -> {
            work.run();
            return null;
        };
    }
}
