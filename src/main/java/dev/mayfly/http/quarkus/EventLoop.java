package dev.mayfly.http.quarkus;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The event loop of a request, in the request's own context: the only way back to it from other threads. Any thread may
 * use it.
 */
public final class EventLoop implements Executor {
    private final Context context;
    private final LoopTurns.@Nullable Line line;

    private EventLoop(Context context, LoopTurns.@Nullable Line line) {
        this.context = context;
        this.line = line;
    }

    /** Returns the current event loop. */
    public static EventLoop current() {
        return new EventLoop(Vertx.currentContext(), LoopTurns.running());
    }

    /**
     * Returns the current event loop for a request whose answer the framework delivers to it, which is not in the turns of the
     * request's client.
     */
    public static EventLoop of(RoutingContext http) {
        return new EventLoop(Vertx.currentContext(), LoopTurns.of(Connections.channel(http)));
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

    /** Runs a task on the event loop, in the turns of the request's client, and always after this call returns. */
    public void later(Runnable task) {
        LoopTurns.Line turns = line;
        context.runOnContext(unused -> {
            if (turns == null) {
                task.run();
            } else {
                turns.run(() -> inContext(task));
            }
        });
    }

    /** Runs a task on the event loop in the request's context, which may not be the current one in a later turn. */
    private void inContext(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            ((ContextInternal) context).dispatch(task);
        }
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
