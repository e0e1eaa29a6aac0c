package dev.mayfly.session.http;

import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.session.SessionRef;
import dev.mayfly.session.Sessions;
import dev.mayfly.session.SessionsFullException;
import dev.mayfly.store.retention.LiveAggregates;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Sessions as aggregates whose events are kept while they are live, and which end before their events are removed. */
@Singleton
class LiveSessions implements LiveAggregates {
    private static final String REASON = "removed";

    private final Sessions sessions;

    LiveSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean isLive(UsedStore store, String aggregateId) {
        return ReservedAggregates.isSession(aggregateId)
                && sessions.of(store).mayBeOpen(SessionRef.byHandle(aggregateId));
    }

    @Override
    public CompletionStage<Void> end(UsedStore store, String aggregateId) {
        if (!ReservedAggregates.isSession(aggregateId)) {
            return CompletableFuture.completedStage(null);
        }
        return sessions.commands(store, new ExpectedVersion.Any(), null)
                .end(SessionRef.byHandle(aggregateId), REASON)
                .thenAccept(ended -> {})
                .exceptionallyCompose(LiveSessions::withoutRoom);
    }

    /** Lets go of events of sessions that there is no room to read: that makes room. */
    private static CompletionStage<Void> withoutRoom(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof SessionsFullException
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.failedStage(failure);
    }
}
