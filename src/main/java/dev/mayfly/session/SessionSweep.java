package dev.mayfly.session;

import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.Authority;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is done with many sessions of a store at once, in batches, so that other appends are not held up. Blocks. */
public final class SessionSweep {
    /** The most sessions in one append. */
    private static final int MOST = 1_000;

    private final SessionKeeper keeper;

    SessionSweep(SessionKeeper keeper) {
        this.keeper = keeper;
    }

    /**
     * The result of ending sessions.
     *
     * @param ended how many this call has ended
     * @param refusal why the rest could not be ended, or null if there is none
     */
    public record Ended(long ended, @Nullable AppendResult refusal) {}

    /**
     * Ends the live sessions that have started by now.
     *
     * @param userId their user, or null for all sessions
     * @param except the handle of one that stays, or null
     * @param reason why, or null
     * @param traceparent the request's trace context, or null
     */
    public Ended endAll(
            @Nullable String userId, @Nullable String except, @Nullable String reason, @Nullable String traceparent) {
        long last = keeper.view().log().position();
        long ended = 0;
        int most = MOST;
        while (true) {
            SessionView view = keeper.view();
            List<Session> some = some(
                    view,
                    userId,
                    most,
                    session ->
                            session.startPosition() <= last && !session.handle().equals(except));
            if (some.isEmpty()) {
                keeper.current();
                return new Ended(ended, null);
            }
            AppendResult result = append(SessionBatch.ofAll(
                    view,
                    some,
                    SessionEvent.ENDED,
                    session -> view.nowNanos(),
                    SessionEvent.ended(reason),
                    Authority.OWNER_BEYOND_LIMIT,
                    traceparent));
            if (result instanceof AppendResult.Appended) {
                ended += some.size();
            } else if (result instanceof AppendResult.VersionConflict conflict && !conflict.injected()) {
                // One of them was used meanwhile; a smaller batch is less likely to meet that again.
                most = Math.max(1, most / 2);
            } else {
                return new Ended(ended, result);
            }
        }
    }

    /** Records the last use of every live session, so that a dump has it. */
    void recordTouches() {
        while (true) {
            SessionView view = keeper.view();
            List<Session> some = some(view, null, MOST, session -> session.accessedNanos() != session.recordedNanos());
            if (some.isEmpty()
                    || !(append(SessionBatch.ofAll(
                                    view,
                                    some,
                                    SessionEvent.TOUCHED,
                                    Session::accessedNanos,
                                    SessionEvent.NOTHING,
                                    Authority.SERVER,
                                    null))
                            instanceof AppendResult.Appended)) {
                return;
            }
        }
    }

    private static List<Session> some(SessionView view, @Nullable String userId, int most, Predicate<Session> wanted) {
        List<Session> some = new ArrayList<>();
        view.forEachLive(userId, null, 0, session -> {
            if (wanted.test(session)) {
                some.add(session);
            }
            return some.size() < most;
        });
        return some;
    }

    private AppendResult append(Append append) {
        return keeper.store().append(append).toCompletableFuture().join();
    }
}
