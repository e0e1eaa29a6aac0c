package dev.mayfly.subscription;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;

/**
 * A reader of the events of a store that match criteria, from a checkpoint on, in slices that are cheap to read.
 *
 * <p>A slice is a range of the log in which only a limited number of events must be checked. The indexes find rare
 * events over any range; if events must be checked one by one, the range is short. A slice therefore costs at most a
 * few hundred microseconds, whatever the size of the store. For one thread at a time.
 */
public final class CatchUpReader {
    /** The most events of a slice that must be checked. */
    static final int SLICE_EVENTS = 4_096;

    /** The same if the events' contents must be read; few enough to do so without the text index. */
    static final int CONTENT_SLICE_EVENTS = 512;

    /** The most events that {@link #pass} checks. */
    private static final int PASSED_EVENTS = 512;

    private final EventStore store;
    private final Criteria criteria;
    private volatile Checkpoint checkpoint;

    /**
     * Makes a reader that starts after a checkpoint.
     *
     * @param criteria the criteria for events, in every history of the store
     */
    public CatchUpReader(EventStore store, Criteria criteria, Checkpoint checkpoint) {
        this.store = store;
        this.criteria = criteria;
        this.checkpoint = checkpoint;
    }

    /** Returns the reader's checkpoint, after everything that it has returned. Any thread may call this. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Takes a step: over a slice, at most up to the current head, or to the beginning of the new history if the store
     * has one. At the head it stays in place and returns {@link Step.CaughtUp}, beyond the head {@link Step.Ahead}.
     */
    public Step next() {
        LogPrefix log = store.prefix();
        Checkpoint from = checkpoint;
        if (!log.incarnation().equals(from.incarnation())) {
            checkpoint = Checkpoint.beginning(log.incarnation());
            return new Step.Reset(checkpoint);
        }
        if (log.position() <= from.position()) {
            return log.position() < from.position() ? new Step.Ahead(from) : new Step.CaughtUp(from);
        }
        Criteria rest = criteria.startingAfter(from.position());
        LogPrefix slice = slice(log, rest, from.position());
        checkpoint = from.at(slice.position());
        return new Step.Slice(slice, rest, checkpoint);
    }

    /**
     * Moves to the end of a log if it is cheap to see that it has no events for this reader; returns whether it is
     * there now.
     */
    boolean pass(LogPrefix log) {
        Checkpoint from = checkpoint;
        if (!log.incarnation().equals(from.incarnation())) {
            return false;
        }
        if (log.position() > from.position()) {
            if (log.lastCandidate(criteria) > from.position() && !hasNothing(log, from.position())) {
                return false;
            }
            checkpoint = from.at(log.position());
        }
        return true;
    }

    private boolean hasNothing(LogPrefix log, long after) {
        Positions matches = log.search(criteria.startingAfter(after), Sort.POSITION, Order.ASCENDING, 0);
        return matches.candidates(Long.MAX_VALUE) <= PASSED_EVENTS && matches.next() == 0;
    }

    private LogPrefix slice(LogPrefix log, Criteria rest, long from) {
        int most = criteria.readsContents() ? CONTENT_SLICE_EVENTS : SLICE_EVENTS;
        if (log.position() - from <= most) {
            return log;
        }
        long candidates = log.search(rest, Sort.POSITION, Order.ASCENDING, 0).candidates(Long.MAX_VALUE);
        return candidates <= most ? log : log.upTo(from + most);
    }
}
