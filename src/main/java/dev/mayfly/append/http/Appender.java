package dev.mayfly.append.http;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.http.quarkus.Workers;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Appends from any thread of a request: at once if that does not block, otherwise on a worker. */
@Singleton
public class Appender {
    private final Vertx vertx;

    /** Makes an appender with the workers of a Vert.x instance. */
    public Appender(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Appends to a store; see {@link EventStore#append}.
     *
     * @param onEventLoop whether the caller is on an event loop, where nothing may block
     */
    public CompletionStage<AppendResult> append(EventStore store, Append append, boolean onEventLoop) {
        if (!onEventLoop) {
            return store.append(append);
        }
        Optional<CompletionStage<AppendResult>> appended = store.appendUnlessBusy(append);
        return appended.isPresent() ? appended.get() : appendOnWorker(store, append);
    }

    private CompletionStage<AppendResult> appendOnWorker(EventStore store, Append append) {
        CompletableFuture<AppendResult> result = new CompletableFuture<>();
        Workers.run(vertx, () -> {
                    store.append(append).whenComplete((value, failure) -> {
                        if (failure == null) {
                            result.complete(value);
                        } else {
                            result.completeExceptionally(failure);
                        }
                    });
                })
                .onFailure(result::completeExceptionally);
        return result;
    }
}
