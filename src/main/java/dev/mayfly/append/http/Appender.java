package dev.mayfly.append.http;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.http.share.ClientWork;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

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
     * @param client who sends it, in whose turn a worker does what takes long
     * @param onEventLoop whether the caller is on an event loop, where nothing may block
     */
    public CompletionStage<AppendResult> append(EventStore store, Append append, String client, boolean onEventLoop) {
        if (!onEventLoop) {
            return store.append(append);
        }
        Optional<CompletionStage<AppendResult>> appended = store.appendUnlessBusy(append);
        return appended.isPresent() ? appended.get() : appendOnWorker(store, append, client);
    }

    private CompletionStage<AppendResult> appendOnWorker(EventStore store, Append append, String client) {
        return ClientWork.run(vertx, client, () -> store.append(append))
                .toCompletionStage()
                .thenCompose(Function.identity());
    }
}
