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
            new Trees(
                    SortedTree.empty(Comparator.<Long>naturalOrder()),
                    SortedTree.empty(Named.ORDER),
                    SortedTree.empty(Named.ORDER),
                    SortedTree.empty(Due.ORDER)),
            SessionIds.NONE,
            new Memory(0, 0, 0));

    private final long position;
    private final long cutAt;
    private final Trees trees;
    private final SessionIds ids;
    private final Memory memory;

    /** The sessions in their orders. */
    private record Trees(
            SortedTree<Long, Kept> byStart,
            SortedTree<Named, Boolean> byUser,
            SortedTree<Named, Boolean> byOrganization,
            SortedTree<Due, Boolean> byDue) {}

    /**
     * A session, and when it came to be as it is.
     *
     * @param sharings how often the index had been shared with a fork or a snapshot by then
     */
    private record Kept(Session session, int sharings) {}

    /**
     * What the sessions take.
     *
     * @param usedBytes what they take now
     * @param copiedBytes what sessions took that were shared with a fork or a snapshot, and have changed since
     * @param sharings how often the index has been shared
     */
    private record Memory(long usedBytes, long copiedBytes, int sharings) {
        /** Returns the memory after a change of one session; null for none before, or none now. */
        Memory changed(@Nullable Kept before, @Nullable Session now) {
            long gone = before == null ? 0 : before.session().sizeBytes();
            long more = now == null ? 0 : now.sizeBytes();
            boolean wasShared = before != null && before.sharings() < sharings;
            return new Memory(usedBytes + more - gone, copiedBytes + (wasShared ? gone : 0), sharings);
        }
    }

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

    private SessionIndex(long position, long cutAt, Trees trees, SessionIds ids, Memory memory) {
        this.position = position;
        this.cutAt = cutAt;
        this.trees = trees;
        this.ids = ids;
        this.memory = memory;
    }

    /**
     * Returns the index with which a fork starts. One that ends before this index begins anew, and remembers where it
     * was cut: touches that were not recorded until then are lost.
     */
    @Override
    public DerivedState upTo(long earlier) {
        return earlier >= position ? this : new SessionIndex(0, earlier, EMPTY.trees, EMPTY.ids, EMPTY.memory);
    }

    @Override
    public SessionIndex shared() {
        Memory now = new Memory(memory.usedBytes(), memory.copiedBytes(), memory.sharings() + 1);
        return new SessionIndex(position, cutAt, trees, ids, now);
    }

    @Override
    public long usedBytes() {
        return memory.usedBytes() + ids.sizeBytes();
    }

    @Override
    public long copiedBytes() {
        return memory.copiedBytes();
    }

    /** Returns the ids that sessions were given by a change of id. */
    SessionIds ids() {
        return ids;
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
        return trees.byStart().size();
    }

    /** Returns the session whose first event is at a position, or null if it has ended. */
    @Nullable
    Session find(long startPosition) {
        Kept kept = trees.byStart().find(startPosition);
        return kept == null ? null : kept.session();
    }

    /** Returns when the timer has to look again, in nanoseconds since 1970; {@link Long#MAX_VALUE} for never. */
    long dueNanos() {
        Due first = trees.byDue().first();
        return first == null ? Long.MAX_VALUE : first.nanos();
    }

    /** Returns the session that the timer has to look at first, or null if there is none. */
    @Nullable
    Session firstDue() {
        Due first = trees.byDue().first();
        return first == null ? null : find(first.startPosition());
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
                    trees.byUser(),
                    userId,
                    after,
                    session -> organizationId != null && !organizationId.equals(session.organizationId())
                            || visit.test(session));
        } else if (organizationId != null) {
            forEach(trees.byOrganization(), organizationId, after, visit);
        } else {
            trees.byStart().forEach(after + 1, (start, kept) -> visit.test(kept.session()));
        }
    }

    private void forEach(SortedTree<Named, Boolean> names, String name, long after, Predicate<Session> visit) {
        names.forEach(
                new Named(name, after + 1),
                (key, unused) ->
                        key.name().equals(name) && visit.test(Objects.requireNonNull(find(key.startPosition()))));
    }

    /** Returns the index after the events up to a position, which change no session. */
    SessionIndex at(long later) {
        return new SessionIndex(later, cutAt, trees, ids, memory);
    }

    /** Returns the index, for which where the log was cut has been taken into account. */
    SessionIndex joined() {
        return new SessionIndex(position, 0, trees, ids, memory);
    }

    /** Returns the index as it was before any event was read. */
    SessionIndex restarted() {
        return new SessionIndex(0, cutAt, EMPTY.trees, EMPTY.ids, EMPTY.memory);
    }

    /** Returns the index with other ids that sessions were given by a change of id. */
    SessionIndex with(SessionIds given) {
        return new SessionIndex(position, cutAt, trees, given, memory);
    }

    /** Returns the index with a session in place of the one that started at the same position, if there is one. */
    SessionIndex with(Session session) {
        long start = session.startPosition();
        Kept kept = trees.byStart().find(start);
        Session before = kept == null ? null : kept.session();
        SortedTree<Due, Boolean> due = trees.byDue();
        if (before == null || before.dueNanos() != session.dueNanos()) {
            due = before == null ? due : due.without(new Due(before.dueNanos(), start));
            due = due.with(new Due(session.dueNanos(), start), true);
        }
        Trees next = new Trees(
                trees.byStart().with(start, new Kept(session, memory.sharings())),
                moved(trees.byUser(), start, before == null ? null : before.userId(), session.userId()),
                moved(
                        trees.byOrganization(),
                        start,
                        before == null ? null : before.organizationId(),
                        session.organizationId()),
                due);
        return new SessionIndex(position, cutAt, next, ids, memory.changed(kept, session));
    }

    /** Returns the index without a session, which must be one of its own. */
    SessionIndex without(Session session) {
        long start = session.startPosition();
        Kept kept = trees.byStart().find(start);
        Trees next = new Trees(
                trees.byStart().without(start),
                moved(trees.byUser(), start, session.userId(), null),
                moved(trees.byOrganization(), start, session.organizationId(), null),
                trees.byDue().without(new Due(session.dueNanos(), start)));
        return new SessionIndex(position, cutAt, next, ids, memory.changed(kept, null));
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
