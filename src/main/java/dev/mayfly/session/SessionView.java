package dev.mayfly.session;

import dev.mayfly.eventstore.prefix.LogPrefix;
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
}
