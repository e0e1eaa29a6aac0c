package dev.mayfly.append.http;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.http.share.ClientWork;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Appends from any thread of a request: at once if that does not block, otherwise on a worker. */
@Singleton
public class Appender {
    /** Makes an appender. */
    public Appender() {}

    /**
     * Appends to a store; see {@link EventStore#append}.
     *
     * @param http the request, in whose client's turn a worker does what takes long
     * @param onEventLoop whether the caller is on an event loop, where nothing may block
     */
    public CompletionStage<AppendResult> append(
            EventStore store, Append append, RoutingContext http, boolean onEventLoop) {
        if (!onEventLoop) {
            return store.append(append);
        }
        Optional<CompletionStage<AppendResult>> appended = store.appendUnlessBusy(append);
        return appended.orElseGet(
                () -> ClientWork.stage(http, () -> store.append(append)).thenCompose(Function.identity()));
    }
}
