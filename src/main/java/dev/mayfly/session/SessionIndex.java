package dev.mayfly.session;

import dev.mayfly.eventstore.prefix.DerivedState;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that have started and not ended, as of a position of a log: by start, by user, by organisation, and by
 * when the timer has to look at them. An immutable value that shares nearly all of its memory with the one before, so
 * that a fork starts with its parent's at no cost. Any thread may use it.
 */
final class SessionIndex implements DerivedState {
    /** The index of an empty log. */
    static final SessionIndex EMPTY = new SessionIndex(
            0,
            0,
            SortedTree.empty(Comparator.<Long>naturalOrder()),
            SortedTree.empty(Named.ORDER),
            SortedTree.empty(Named.ORDER),
            SortedTree.empty(Due.ORDER));

    private final long position;
    private final long cutAt;
    private final SortedTree<Long, Session> byStart;
    private final SortedTree<Named, Boolean> byUser;
    private final SortedTree<Named, Boolean> byOrganization;
    private final SortedTree<Due, Boolean> byDue;

    /** A session of a user or an organisation. */
    private record Named(String name, long startPosition) {
        static final Comparator<Named> ORDER =
                Comparator.comparing(Named::name).thenComparingLong(Named::startPosition);
    }

    /** A session that the timer has to look at. */
    private record Due(long nanos, long startPosition) {
        static final Comparator<Due> ORDER =
                Comparator.comparingLong(Due::nanos).thenComparingLong(Due::startPosition);
    }

    private SessionIndex(
            long position,
            long cutAt,
            SortedTree<Long, Session> byStart,
            SortedTree<Named, Boolean> byUser,
            SortedTree<Named, Boolean> byOrganization,
            SortedTree<Due, Boolean> byDue) {
        this.position = position;
        this.cutAt = cutAt;
        this.byStart = byStart;
        this.byUser = byUser;
        this.byOrganization = byOrganization;
        this.byDue = byDue;
    }

    /**
     * Returns the index with which a fork starts. One that ends before this index begins anew, and remembers where it
     * was cut: touches that were not recorded until then are lost.
     */
    @Override
    public DerivedState upTo(long earlier) {
        return earlier >= position
                ? this
                : new SessionIndex(0, earlier, EMPTY.byStart, EMPTY.byUser, EMPTY.byOrganization, EMPTY.byDue);
    }

    /** Returns the position of the last event that it takes into account. */
    long position() {
        return position;
    }

    /**
     * Returns the position at which the log was cut from another one, if that is still to be taken into account; else 0.
     */
    long cutAt() {
        return cutAt;
    }

    /** Returns the number of sessions. */
    int size() {
        return byStart.size();
    }

    /** Returns the session whose first event is at a position, or null if it has ended. */
    @Nullable
    Session find(long startPosition) {
        return byStart.find(startPosition);
    }

    /** Returns when the timer has to look again, in nanoseconds since 1970; {@link Long#MAX_VALUE} for never. */
    long dueNanos() {
        Due first = byDue.first();
        return first == null ? Long.MAX_VALUE : first.nanos();
    }

    /** Returns the session that the timer has to look at first, or null if there is none. */
    @Nullable
    Session firstDue() {
        Due first = byDue.first();
        return first == null ? null : byStart.find(first.startPosition());
    }

    /**
     * Visits sessions in the order of their starts, until a visit returns false.
     *
     * @param userId their user, or null for any
     * @param organizationId their organisation, or null for any
     * @param after the start after which to begin
     */
    void forEach(@Nullable String userId, @Nullable String organizationId, long after, Predicate<Session> visit) {
        if (userId != null) {
            forEach(
                    byUser,
                    userId,
                    after,
                    session -> organizationId != null && !organizationId.equals(session.organizationId())
                            || visit.test(session));
        } else if (organizationId != null) {
            forEach(byOrganization, organizationId, after, visit);
        } else {
            byStart.forEach(after + 1, (start, session) -> visit.test(session));
        }
    }

    private void forEach(SortedTree<Named, Boolean> names, String name, long after, Predicate<Session> visit) {
        names.forEach(
                new Named(name, after + 1),
                (key, unused) -> key.name().equals(name)
                        && visit.test(Objects.requireNonNull(byStart.find(key.startPosition()))));
    }

    /** Returns the index after the events up to a position, which change no session. */
    SessionIndex at(long later) {
        return new SessionIndex(later, cutAt, byStart, byUser, byOrganization, byDue);
    }

    /** Returns the index, for which where the log was cut has been taken into account. */
    SessionIndex joined() {
        return new SessionIndex(position, 0, byStart, byUser, byOrganization, byDue);
    }

    /** Returns the index with a session in place of the one that started at the same position, if there is one. */
    SessionIndex with(Session session) {
        long start = session.startPosition();
        Session before = byStart.find(start);
        SortedTree<Due, Boolean> due = byDue;
        if (before == null || before.dueNanos() != session.dueNanos()) {
            due = before == null ? due : due.without(new Due(before.dueNanos(), start));
            due = due.with(new Due(session.dueNanos(), start), true);
        }
        return new SessionIndex(
                position,
                cutAt,
                byStart.with(start, session),
                moved(byUser, start, before == null ? null : before.userId(), session.userId()),
                moved(byOrganization, start, before == null ? null : before.organizationId(), session.organizationId()),
                due);
    }

    /** Returns the index without a session, which must be one of its own. */
    SessionIndex without(Session session) {
        long start = session.startPosition();
        return new SessionIndex(
                position,
                cutAt,
                byStart.without(start),
                moved(byUser, start, session.userId(), null),
                moved(byOrganization, start, session.organizationId(), null),
                byDue.without(new Due(session.dueNanos(), start)));
    }

    private static SortedTree<Named, Boolean> moved(
            SortedTree<Named, Boolean> names, long start, @Nullable String before, @Nullable String now) {
        if (Objects.equals(before, now)) {
            return names;
        }
        SortedTree<Named, Boolean> rest = before == null ? names : names.without(new Named(before, start));
        return now == null ? rest : rest.with(new Named(now, start), true);
    }
}
