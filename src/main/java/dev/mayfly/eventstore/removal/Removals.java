package dev.mayfly.eventstore.removal;

import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The events that a log has removed, and what remains known of the aggregates that they belonged to.
 *
 * <p>Only the oldest events of an aggregate are removed, so for each aggregate the last removed position tells what is
 * left. A log that never removed anything pays one read of a field for each question.
 *
 * <p>One writer, lock-free readers. A reader may learn of a removal at any moment; every removal leaves each aggregate
 * with its newest events, or none.
 */
public final class Removals {
    /** How many births belong to aggregates without events, for prefixes that end at {@code since} or later. */
    private record Empty(int births, int since) {
        static final Empty NONE = new Empty(0, 0);
        static final Empty UNKNOWN = new Empty(0, Integer.MAX_VALUE);
    }

    private final MemoryMeter meter;
    /** By aggregate: the position of its last removed event, 0 for none. */
    private final IntColumn through;
    /** By aggregate: what to add to the number of its events in the postings to get its version. */
    private final IntColumn base;
    /** By aggregate: the revision at which its events were last removed or redacted. */
    private final IntColumn touched;
    /** By aggregate: how many aggregates had been forgotten when it began. */
    private final IntColumn life;
    /** By aggregate that had lost all events: the position of the one with which it began again. */
    private final IntColumn reborn;
    /** By aggregate: the highest version of a redacted event. */
    private final IntColumn redacted;

    /** The aggregates that are in no dictionary any more. */
    private final GoneAggregates gone;

    private volatile @Nullable PositionSet positions;
    private volatile Empty empty = Empty.NONE;
    private volatile int revision;
    private volatile int forgotten;
    private volatile long garbageBytes;
    private volatile RemovedBirths births = RemovedBirths.NONE;

    /** Makes an instance without removals, with {@code meter} counting its memory. */
    public Removals(MemoryMeter meter, long seed) {
        this.meter = meter;
        this.through = new IntColumn(meter);
        this.base = new IntColumn(meter);
        this.touched = new IntColumn(meter);
        this.life = new IntColumn(meter);
        this.reborn = new IntColumn(meter);
        this.redacted = new IntColumn(meter);
        this.gone = new GoneAggregates(meter, seed);
    }

    private Removals(MemoryMeter meter, Removals original, int last) {
        this.meter = meter;
        this.through = original.through.fork(meter);
        this.base = original.base.fork(meter);
        this.touched = original.touched.fork(meter);
        this.life = original.life.fork(meter);
        this.reborn = original.reborn.fork(meter);
        this.redacted = original.redacted.fork(meter);
        this.gone = original.gone.fork(meter, last);
        this.positions = original.positions;
        this.empty = original.empty;
        this.revision = original.revision;
        this.forgotten = original.forgotten;
        this.garbageBytes = original.garbageBytes;
        this.births = original.births;
    }

    /**
     * Returns the removals for a fork with the events up to {@code last}. Neither sees what is removed from the other
     * afterwards. Writer only.
     *
     * @param forkMeter counts the fork's memory, and has counted these already
     * @param cut whether the original has events after {@code last}
     * @param aggregates by position, the aggregate of its event, or 0 if that is not known any more
     * @param lastUpTo returns the last position of an aggregate's events up to {@code last}
     */
    public Removals fork(
            MemoryMeter forkMeter, int last, boolean cut, IntColumn aggregates, IntUnaryOperator lastUpTo) {
        Removals fork = new Removals(forkMeter, this, cut ? last : Integer.MAX_VALUE);
        PositionSet set = positions;
        if (!cut || set == null) {
            return fork;
        }
        int position = set.nextPresent(last + 1);
        while (position != 0) {
            int known = aggregates.nextNonZero(position);
            if (known == position) {
                int aggregate = aggregates.get(position);
                if (fork.through(aggregate) > last) {
                    fork.through.set(aggregate, lastUpTo.applyAsInt(aggregate));
                }
                position = set.nextPresent(position + 1);
            } else {
                position = known < 0 ? 0 : set.nextPresent(known);
            }
        }
        fork.become(set.upTo(last));
        fork.empty = Empty.UNKNOWN;
        fork.garbageBytes = garbageBytes * fork.countUpTo(last) / Math.max(1, set.size());
        return fork;
    }

    /** Returns the aggregates that are in no dictionary any more. */
    public GoneAggregates gone() {
        return gone;
    }

    /** Returns the removed positions, or null if there are none. */
    public @Nullable PositionSet positions() {
        return positions;
    }

    /** Returns whether the event at a position has been removed. */
    public boolean contains(int position) {
        PositionSet set = positions;
        return set != null && set.contains(position);
    }

    /** Returns how many of the positions up to a bound have been removed. */
    public int countUpTo(int bound) {
        PositionSet set = positions;
        return set == null ? 0 : set.countUpTo(bound);
    }

    /** Returns the last position up to a bound whose event has not been removed, or 0 if there is none. */
    public int previousKept(int bound) {
        PositionSet set = positions;
        return set == null ? bound : set.previousAbsent(bound);
    }

    /** Returns how often something has been removed or redacted. */
    public int revision() {
        return revision;
    }

    /** Returns the position of the last removed event of an aggregate, or 0 if it has none. */
    public int through(int aggregate) {
        return through.getOrZero(aggregate);
    }

    /** Returns what to add to the number of an aggregate's events in the postings to get its version. */
    public int base(int aggregate) {
        return base.getOrZero(aggregate);
    }

    /** Returns the revision at which an aggregate's events were last removed or redacted; 0 if never. */
    public int touched(int aggregate) {
        return touched.getOrZero(aggregate);
    }

    /** Returns how many aggregates had been forgotten when this one began. */
    public int life(int aggregate) {
        return life.getOrZero(aggregate);
    }

    /** Returns about how many bytes the log still has of what was removed or redacted. */
    public long garbageBytes() {
        return garbageBytes;
    }

    /** Counts bytes that the log still has of what was removed or redacted. Writer only. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void addGarbage(long bytes) {
        garbageBytes += bytes;
    }

    /** Returns the aggregate whose removed first event was at a position, or 0 if the log has that event or none. */
    public int bornAt(int position) {
        return births.aggregateAt(position);
    }

    /** Returns how many births belong to aggregates that have no event in a prefix, or -1 if they have to be counted. */
    public int emptyBirths(int bound) {
        Empty now = empty;
        return bound >= now.since() ? now.births() : -1;
    }

    /**
     * Removes events of an aggregate. Writer only.
     *
     * @param removed the positions of its oldest events that are left, ascending, the first {@code count} of the array
     * @param empties whether these are all that it has
     * @param head the last position of the log
     */
    public void remove(int aggregate, int[] removed, int count, boolean empties, int head) {
        if (count > 0) {
            through.setRelease(aggregate, removed[count - 1]);
            PositionSet set = positions;
            become((set == null ? PositionSet.NONE : set).with(removed, count));
        }
        addEmptyBirths(empties ? 1 : 0, head);
        touch(aggregate);
    }

    /** Notes that an event of an aggregate has been redacted. Writer only. */
    public void redact(int aggregate, int version) {
        noteRedacted(aggregate, version);
        touch(aggregate);
    }

    /** Notes that an event of an aggregate came redacted. Writer only. */
    public void noteRedacted(int aggregate, int version) {
        redacted.set(aggregate, Math.max(version, redacted.getOrZero(aggregate)));
        touchedBefore(aggregate);
    }

    /**
     * Counts on from the revision at which another process left the history that is continued, before its events are added.
     * Which aggregates it had affected is not known, so all that show it count as affected by the last one. Writer only.
     */
    public void countFrom(int last) {
        revision = last;
    }

    private void touchedBefore(int aggregate) {
        if (revision > 0) {
            touched.set(aggregate, revision);
        }
    }

    /** Returns the highest version of an aggregate whose event has been redacted, or 0. */
    public int redactedVersion(int aggregate) {
        return redacted.getOrZero(aggregate);
    }

    /** Notes that an aggregate's events have changed. Writer only. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void touch(int aggregate) {
        int next = revision + 1;
        touched.set(aggregate, next);
        revision = next;
    }

    /**
     * Forgets that an aggregate without events ever was: its next version is 1. Writer only.
     *
     * @param inPostings how many events of it are in the postings
     */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void forget(int aggregate, int inPostings) {
        base.set(aggregate, -inPostings);
        if (redacted.getOrZero(aggregate) != 0) {
            redacted.set(aggregate, 0);
        }
        forgotten++;
    }

    /** Marks a run of positions as removed whose events are not known, both ends inclusive. Writer only. */
    public void skip(int from, int to) {
        PositionSet set = positions;
        become((set == null ? PositionSet.NONE : set).withRun(from, to));
    }

    /** Sets the version after which an aggregate continues that has a number of events in the postings. Writer only. */
    public void beginAfter(int aggregate, int version, int inPostings) {
        set(base, aggregate, version - inPostings);
        touchedBefore(aggregate);
    }

    /** Takes over what another log knows of an aggregate besides its events. Writer only. */
    public void take(int aggregate, Removals other, int otherAggregate) {
        set(touched, aggregate, other.touched(otherAggregate));
        set(life, aggregate, other.life(otherAggregate));
        set(redacted, aggregate, other.redactedVersion(otherAggregate));
    }

    /** Takes over what another log of the same history has removed. Writer only. */
    public void take(Removals other) {
        PositionSet set = other.positions;
        if (set != null) {
            become(set);
        }
        revision = other.revision;
        forgotten = other.forgotten;
    }

    /**
     * Sets which aggregates have lost their first events, for a log that has only events that are left. Writer only.
     *
     * @param empties how many births belong to aggregates without events
     * @param head the last position of the log
     */
    public void bear(RemovedBirths all, int empties, int head) {
        meter.add(all.usedBytes() - births.usedBytes());
        births = all;
        empty = all == RemovedBirths.NONE && empties == 0 ? Empty.NONE : new Empty(empties, head);
    }

    /** Counts more births that belong to aggregates without events, or that began again later. Writer only. */
    public void addEmptyBirths(int count, int head) {
        if (empty.since() != Integer.MAX_VALUE) {
            empty = new Empty(empty.births() + count, head);
        }
    }

    /** Notes that an aggregate begins again with the event at a position. Writer only. */
    public void beginAgain(int aggregate, int position) {
        reborn.set(aggregate, position);
    }

    /** Returns whether an aggregate begins again with the event at a position. */
    public boolean beginsAgainAt(int aggregate, int position) {
        return reborn.getOrZero(aggregate) == position;
    }

    /** Returns the position of the event with which an aggregate began again, or 0 if it never did. */
    public int beganAgain(int aggregate) {
        return reborn.getOrZero(aggregate);
    }

    /**
     * Prepares an aggregate without events for its next one. Writer only.
     *
     * @param inPostings how many removed events of it are in the postings
     * @param id its id as UTF-8
     * @return the ordinal under which the version of the aggregate was kept, to be passed to
     *     {@link GoneAggregates#returned} once the event is stored; 0 if it was not
     */
    public int begin(int aggregate, int inPostings, byte[] id) {
        if (forgotten > 0 && life.getOrZero(aggregate) != forgotten) {
            life.set(aggregate, forgotten);
        }
        // A fork of the past may have fewer removed positions than the versions that were removed later.
        int most = countUpTo(Integer.MAX_VALUE - 1) - inPostings;
        if (base.getOrZero(aggregate) > Math.max(0, most)) {
            base.set(aggregate, Math.max(0, most));
        }
        int ordinal = inPostings > 0 ? 0 : gone.find(id);
        if (ordinal != 0) {
            base.set(aggregate, Math.min(gone.version(ordinal), Math.max(0, most)));
        }
        return ordinal;
    }

    /** Returns whether anything has been removed or is known of aggregates without events. */
    public boolean isNeeded() {
        return positions != null || gone.size() > 0;
    }

    private static void set(IntColumn column, int index, int value) {
        if (column.getOrZero(index) != value) {
            column.set(index, value);
        }
    }

    private void become(PositionSet set) {
        PositionSet before = positions;
        meter.add(set.usedBytes() - (before == null ? 0 : before.usedBytes()));
        positions = set;
    }
}
