package dev.mayfly.eventstore.aggregate;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.removal.GoneAggregates;
import dev.mayfly.eventstore.removal.PositionSet;
import dev.mayfly.eventstore.removal.Removals;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of a log as of its prefixes, by their ordinals. An aggregate whose events in the prefix have all been
 * removed counts as none.
 */
public final class Aggregates {
    /** The row of the births. */
    public static final int BIRTHS = 1;

    private static final int STEP = 4096;
    /** For how many events of an aggregate there is room at first, because most removals are of few. */
    private static final int FEW = 16;
    /** About what an event takes in columns and indexes, besides its record. */
    private static final long EVENT_BYTES = 150;
    /** About what an aggregate takes besides its events, without its id. */
    private static final long AGGREGATE_BYTES = 150;
    /** How many versions are passed on at once, at the most. */
    private static final int SOME = 1000;

    /**
     * How many aggregates had an event up to a bound.
     *
     * @param bound a position that was the log's last one then
     * @param revision the revision of what was removed
     */
    private record Counted(int bound, int revision, int count) {
        static final Counted NONE = new Counted(0, -1, 0);
    }

    private final Columns columns;
    private final Postings byAggregate;
    private final Postings births;
    private final Removals removals;
    private volatile Counted counted = Counted.NONE;

    /**
     * Makes the reader of a log's aggregates.
     *
     * @param byAggregate the events by aggregate
     * @param births the aggregates' first events
     */
    public Aggregates(Columns columns, Postings byAggregate, Postings births, Removals removals) {
        this.columns = columns;
        this.byAggregate = byAggregate;
        this.births = births;
        this.removals = removals;
    }

    /** Returns the position of an aggregate's last event up to a bound, or 0 if it has none left. */
    public int last(int aggregate, int bound) {
        int last = aggregate == 0 ? 0 : byAggregate.last(aggregate, bound);
        return last > removals.through(aggregate) ? last : 0;
    }

    /** Returns the id of the aggregate whose last event up to a bound is at a position and is left, or null if none's is. */
    public @Nullable String endingAt(int position, int bound) {
        if (removals.contains(position)) {
            return null;
        }
        int aggregate = columns.aggregate.get(position);
        return last(aggregate, bound) == position ? columns.aggregates.text(aggregate) : null;
    }

    /** Returns the position of the first event of an aggregate that is left, up to a bound, or 0 if it has none. */
    public int first(int aggregate, int bound) {
        int through = removals.through(aggregate);
        return through == 0
                ? byAggregate.first(aggregate, bound)
                : new PostingCursor(byAggregate, aggregate, through, bound, true).next();
    }

    /** Returns the version of an aggregate's last event up to a bound, or 0 if it has none left. */
    public int version(int aggregate, int bound) {
        return versionAt(last(aggregate, bound));
    }

    /** Returns the version of the first event of an aggregate that is left, or 0 if it has none. */
    public int firstVersion(int aggregate, int bound) {
        return aggregate == 0 ? 0 : versionAt(first(aggregate, bound));
    }

    /** Returns the version of the event at a position, or 0 for position 0. */
    public int versionAt(int position) {
        return position == 0 ? 0 : columns.records.version(columns.recordAddress(position));
    }

    /** Returns the next version of an aggregate that continues after {@code position}. Writer only. */
    public int nextVersion(int aggregate, int position) {
        return byAggregate.countUpTo(aggregate, position) + removals.base(aggregate) + 1;
    }

    /** Returns the version up to which an aggregate has been used, whether or not its events are left. Writer only. */
    public int usedVersion(int aggregate, int head) {
        return nextVersion(aggregate, head) - 1;
    }

    /** Returns the position of a version of an aggregate that is left. */
    public int positionOfVersion(int aggregate, long version, int bound) {
        int through = removals.through(aggregate);
        int near = byAggregate.lastSliceFirst(aggregate, bound, p -> p <= through || versionAt(p) <= version);
        PostingCursor cursor = new PostingCursor(byAggregate, aggregate, Math.max(near - 1, through), bound, true);
        int position = cursor.next();
        while (position != 0 && versionAt(position) < version) {
            position = cursor.next();
        }
        return position;
    }

    /** Returns the summary of an aggregate that has an event up to a bound. */
    public AggregateSummary summary(int aggregate, int bound) {
        int last = byAggregate.last(aggregate, bound);
        int first = first(aggregate, bound);
        return new AggregateSummary(
                columns.aggregates.text(aggregate),
                columns.aggregateTypes.text(columns.aggregateType.get(aggregate)),
                versionAt(last),
                Rfc3339.instant(columns.timestamp.get(first == 0 ? last : first)),
                Rfc3339.instant(columns.timestamp.get(last)));
    }

    /** Returns the removed events of a prefix. */
    public RemovedEvents removed(int bound) {
        return removals.isNeeded() ? new Removed(bound) : RemovedEvents.NONE;
    }

    /** The removed events up to a position. */
    private final class Removed implements RemovedEvents {
        private final int bound;
        private final PositionSet set;

        Removed(int bound) {
            this.bound = bound;
            PositionSet now = removals.positions();
            this.set = now == null ? PositionSet.NONE : now;
        }

        @Override
        public long count() {
            return set.countUpTo(bound);
        }

        @Override
        public boolean contains(long position) {
            return position <= bound && set.contains((int) position);
        }

        @Override
        public @Nullable Run next(long after) {
            int from = after >= bound ? 0 : set.nextPresent((int) after + 1);
            return from == 0 || from > bound ? null : new Run(from, Math.min(bound, set.nextAbsent(from) - 1));
        }

        @Override
        public long versions(long after, Versions sink) {
            return after <= bound ? born((int) after, sink) : unborn((int) (after - bound - 1), sink);
        }

        /** Passes on those of aggregates that are in the dictionary, by the positions of their births. */
        private long born(int after, Versions sink) {
            PostingCursor cursor = new PostingCursor(births, BIRTHS, after, bound, true);
            for (int i = 0; i < SOME; i++) {
                int position = cursor.next();
                if (position == 0) {
                    return unborn(0, sink);
                }
                int aggregate = beganAt(position);
                int version = byAggregate.countUpTo(aggregate, bound) + removals.base(aggregate);
                // One that began several times is passed on at its first birth.
                boolean first = removals.bornAt(position) != 0 || byAggregate.first(aggregate, bound) == position;
                if (first && set.contains(byAggregate.last(aggregate, bound)) && version > 0) {
                    sink.take(GoneAggregates.textOfDigest(columns.aggregates.bytes(aggregate)), version);
                }
                if (i == SOME - 1) {
                    return position;
                }
            }
            return 0;
        }

        /** Passes on those of other aggregates. */
        private long unborn(int after, Versions sink) {
            int next = removals.gone().versions(after, SOME, bound, set.countUpTo(bound), sink);
            return next == 0 ? 0 : bound + 1L + next;
        }
    }

    /**
     * Returns how many aggregates have an event up to a bound. If events up to there were removed, reads those that began
     * after the last bound for which they were counted at the head.
     */
    public long count(int bound, int head, Work work) {
        int born = births.countUpTo(BIRTHS, bound);
        int empty = removals.emptyBirths(bound);
        if (empty >= 0) {
            return born - (long) empty;
        }
        int revision = removals.revision();
        Counted before = counted;
        boolean goesOn = before.revision() == revision && before.bound() <= bound;
        int count = goesOn ? before.count() : 0;
        PostingCursor cursor = new PostingCursor(births, BIRTHS, goesOn ? before.bound() : 0, bound, true);
        for (int position = cursor.next(); position != 0; position = cursor.next()) {
            work.pay(1);
            count += last(bornAt(position), bound) == 0 ? 0 : 1;
        }
        if (bound == head && removals.revision() == revision) {
            counted = new Counted(bound, revision, count);
        }
        return count;
    }

    /** Returns the aggregate that began at a position of the births, or 0 if it began again later. */
    public int bornAt(int position) {
        int aggregate = beganAt(position);
        int again = removals.beganAgain(aggregate);
        return again == 0 || again == position ? aggregate : 0;
    }

    /** Returns the aggregate that began at a position of the births, whether or not it began again later. */
    int beganAt(int position) {
        int removed = removals.bornAt(position);
        return removed == 0 ? columns.aggregate.get(position) : removed;
    }

    /**
     * Removes some of the oldest events of an aggregate, of versions before one. Writer only.
     *
     * @return how many it removed; fewer than at the last call, and finally 0, once there are none left to remove
     */
    public int removeSome(int aggregate, long before, int head) {
        return removeSome(aggregate, head, position -> versionAt(position) < before);
    }

    /** Removes the events of an aggregate up to a position. Writer only. */
    public void removeUpTo(int aggregate, int last, int head) {
        int removed = STEP;
        while (removed == STEP) {
            removed = removeSome(aggregate, head, position -> position <= last);
        }
    }

    private int removeSome(int aggregate, int head, IntPredicate oldest) {
        PostingCursor cursor = new PostingCursor(byAggregate, aggregate, removals.through(aggregate), head, true);
        int[] found = new int[FEW];
        int count = 0;
        long bytes = 0;
        int position = cursor.next();
        while (count < STEP && position != 0 && oldest.test(position)) {
            found = count < found.length ? found : Arrays.copyOf(found, 2 * count);
            found[count++] = position;
            bytes += EVENT_BYTES + columns.records.sizeBytes(columns.recordAddress(position));
            position = cursor.next();
        }
        if (count > 0) {
            removals.addGarbage(bytes + (position == 0 ? AGGREGATE_BYTES : 0));
            removals.remove(aggregate, found, count, position == 0, head);
        }
        return count;
    }

    /** Forgets an aggregate without events: its next version is 1. Writer only. */
    public void forget(int aggregate, int head) {
        removals.forget(aggregate, byAggregate.countUpTo(aggregate, head));
    }
}
