package dev.mayfly.http.quarkus;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * The event loop of a request, in the request's own context: the one way back to it from wherever work has been done. Any
 * thread may use it.
 */
public final class EventLoop implements Executor {
    private final Context context;

    private EventLoop(Context context) {
        this.context = context;
    }

    /** Returns the event loop that this is called on. */
    public static EventLoop current() {
        return new EventLoop(Vertx.currentContext());
    }

    /** Returns the instance that it is a loop of. */
    public Vertx vertx() {
        return context.owner();
    }

    /** Runs a task on the event loop: at once if this is called there, else later. */
    @Override
    public void execute(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            later(task);
        }
    }

    /** Runs a task on the event loop, never before this returns to its caller there. */
    public void later(Runnable task) {
        context.runOnContext(unused -> task.run());
    }

    /** Hands over what a stage ends with, on the event loop. */
    public <T> void whenComplete(CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> then) {
        var unused = stage.whenComplete((value, failure) -> execute(() -> then.accept(value, failure)));
    }

    /** Returns what a stage ends with, told on the event loop. */
    public <T> Uni<T> uni(CompletionStage<T> stage) {
        return Uni.createFrom().completionStage(stage).emitOn(this);
    }
}
