package dev.mayfly.session;

import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a store at one moment. Immutable.
 *
 * @param log the log that they were read from
 * @param index those that have not ended there
 * @param nowNanos the time by the store's clock, in nanoseconds since 1970
 */
public record SessionView(LogPrefix log, SessionIndex index, long nowNanos, SessionSettings settings) {
    /** Returns the live session that a caller names, or null; it is never one that has expired. */
    public @Nullable Session live(SessionRef ref) {
        Session session = ref.in(index, log);
        return session != null && session.isLive(nowNanos) ? session : null;
    }

    /** Returns whether a session's events have been removed since the index has read its start, so that it is none any more. */
    boolean isRemoved(Session session) {
        return log.removed().contains(session.startPosition());
    }

    /**
     * Visits the live sessions in the order of their starts, until a visit returns false.
     *
     * @param userId their user, or null for any
     * @param organizationId their organisation, or null for any
     * @param after the start after which to begin
     */
    void forEachLive(@Nullable String userId, @Nullable String organizationId, long after, Predicate<Session> visit) {
        RemovedEvents removed = log.removed();
        index.forEach(
                userId,
                organizationId,
                after,
                session ->
                        !session.isLive(nowNanos) || removed.contains(session.startPosition()) || visit.test(session));
    }
}
