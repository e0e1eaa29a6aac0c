package dev.mayfly.session;

import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.prefix.LogPrefix;
import org.jspecify.annotations.Nullable;

/** What a caller names a session by: its id, which only its holder knows, or its handle. Its text shows no id. */
public final class SessionRef {
    private final @Nullable String digest;
    private final @Nullable String handle;

    private SessionRef(@Nullable String digest, @Nullable String handle) {
        this.digest = digest;
        this.handle = handle;
    }

    /** Returns the reference by an id; a text that does not have the form of one names no session. */
    public static SessionRef byId(String id) {
        return new SessionRef(SessionId.isValid(id) ? SessionId.digest(id) : null, null);
    }

    /** Returns the reference by a handle; a text that does not have the form of one names no session. */
    public static SessionRef byHandle(String handle) {
        return new SessionRef(null, ReservedAggregates.isSession(handle) ? handle : null);
    }

    /** Returns the session in an index, or null if it names none that has not ended. */
    @Nullable
    Session in(SessionIndex index, LogPrefix log) {
        String found = handle(index, log);
        long start = found == null ? 0 : SessionFold.start(log, found);
        Session session = start == 0 ? null : index.find(start);
        return session != null && isOf(session.digest()) ? session : null;
    }

    /**
     * Returns the session as a log has it, or null if it names none that has not ended there.
     *
     * @param view the sessions of a log of which {@code log} is a prefix
     */
    public @Nullable Session asOf(SessionView view, LogPrefix log) {
        String found = handle(view.index(), log);
        Session session = found == null ? null : SessionFold.at(log, found);
        return session != null && isOf(session.digest()) ? session : null;
    }

    /**
     * Returns the handle of the session whose handle or last id it is, whether or not it has ended; null for none.
     *
     * @param view the sessions of a log of which {@code log} is a prefix
     */
    public @Nullable String known(SessionView view, LogPrefix log) {
        String found = handle(view.index(), log);
        boolean isKnown = found != null
                && log.version(found) > 0
                && (digest == null || view.index().ids().isLast(log, digest));
        return isKnown ? found : null;
    }

    /** Returns the version of its aggregate, 0 if there is none: how long {@link #asOf} takes. */
    public long version(SessionView view, LogPrefix log) {
        String found = handle(view.index(), log);
        return found == null ? 0 : log.version(found);
    }

    private @Nullable String handle(SessionIndex index, LogPrefix log) {
        return digest == null ? handle : index.ids().handle(log, digest);
    }

    private boolean isOf(String current) {
        return digest == null || digest.equals(current);
    }

    @Override
    public String toString() {
        return handle == null ? "by id" : handle;
    }
}
