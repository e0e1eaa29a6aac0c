package dev.mayfly.session;

import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.Authority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Records that sessions have expired.
 *
 * <p>A session that is used moves only its expiry, and not its place in the order of the timer, which looks again when it
 * gets there. Those that have expired are first marked, so that no use can move them any more, and then appended at the
 * versions that they have. If a command comes in between, it has found its session live, and the timer looks again. Of a
 * session whose events have been removed, nothing is recorded.
 */
final class SessionExpiry {
    /** The most sessions that expire in one append, which holds up all others. */
    private static final int MOST = 1_000;

    private SessionExpiry() {}

    /** How far the recording of expiries has got. */
    enum Progress {
        /** There may be more to record. */
        MORE,
        /** Everything that is due is recorded. */
        DONE,
        /** The store takes no more events. */
        REFUSED
    }

    /** Records some of the sessions that have expired by now, in order. */
    static Progress expireSome(SessionKeeper keeper) {
        SessionView view = keeper.view();
        List<Session> expired = new ArrayList<>();
        SessionIndex rest = view.index();
        SessionIndex marked = view.index();
        int looks = 0;
        for (Session first = rest.firstDue();
                first != null && looks < MOST && isDue(first, view.nowNanos());
                first = rest.firstDue()) {
            looks++;
            if (first.dueNanos() < first.expiresNanos()) {
                Session later = first.due();
                rest = rest.with(later);
                marked = marked.with(later);
            } else {
                rest = rest.without(first);
                if (view.isRemoved(first)) {
                    marked = marked.without(first);
                } else {
                    expired.add(first);
                    marked = marked.with(first.asExpiring());
                }
            }
        }
        if (looks == 0 || !SessionKeeper.replace(view, marked)) {
            return looks > 0 ? Progress.MORE : Progress.DONE;
        }
        return expired.isEmpty() ? Progress.MORE : append(keeper, view, expired);
    }

    private static boolean isDue(Session session, long nowNanos) {
        return session.expiring() || session.dueNanos() <= nowNanos;
    }

    private static Progress append(SessionKeeper keeper, SessionView view, List<Session> expired) {
        Append append = SessionBatch.ofAll(
                view,
                expired,
                SessionEvent.EXPIRED,
                Session::expiresNanos,
                SessionEvent.NOTHING,
                Authority.SERVER,
                null);
        try {
            AppendResult result =
                    keeper.store().append(append).toCompletableFuture().join();
            boolean goesOn = result instanceof AppendResult.Appended || result instanceof AppendResult.VersionConflict;
            return goesOn ? Progress.MORE : Progress.REFUSED;
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof StoreDeletedException) {
                return Progress.REFUSED;
            }
            throw failure;
        }
    }
}
