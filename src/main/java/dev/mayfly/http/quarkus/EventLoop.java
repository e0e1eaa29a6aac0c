package dev.mayfly.http.quarkus;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * The event loop of a request, in the request's own context: the only way back to it from other threads. Any thread may
 * use it.
 */
public final class EventLoop implements Executor {
    private final Context context;

    private EventLoop(Context context) {
        this.context = context;
    }

    /** Returns the current event loop. */
    public static EventLoop current() {
        return new EventLoop(Vertx.currentContext());
    }

    /** Returns the Vert.x instance that it belongs to. */
    public Vertx vertx() {
        return context.owner();
    }

    /** Runs a task on the event loop: at once if called there, otherwise later. */
    @Override
    public void execute(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            later(task);
        }
    }

    /** Runs a task on the event loop, and always after this call returns. */
    public void later(Runnable task) {
        context.runOnContext(unused -> task.run());
    }

    /** Passes the outcome of a stage to a callback, on the event loop. */
    public <T> void whenComplete(CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> then) {
        var unused = stage.whenComplete((value, failure) -> execute(() -> then.accept(value, failure)));
    }

    /** Returns the outcome of a stage, delivered on the event loop. */
    public <T> Uni<T> uni(CompletionStage<T> stage) {
        return Uni.createFrom().completionStage(stage).emitOn(this);
    }
}
