package dev.mayfly.subscription;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;

/** The next step of a consumer through a log. */
public sealed interface Step {
    /** Returns the consumer's checkpoint after the step. */
    Checkpoint checkpoint();

    /**
     * A range of the log with its matching events, possibly none.
     *
     * <p>Any thread may read it at any time and any number of times.
     *
     * @param log the log up to the end of the range
     * @param criteria the criteria, from the beginning of the slice
     * @param checkpoint the end of the range
     */
    record Slice(LogPrefix log, Criteria criteria, Checkpoint checkpoint) implements Step {
        /** Returns the positions of the events, ascending. */
        public Positions positions() {
            return log.search(criteria, Sort.POSITION, Order.ASCENDING, 0);
        }

        /** Returns a scan of the events, by ascending position. */
        public EventScan scan() {
            return log.scan(criteria, Sort.POSITION);
        }
    }

    /** The whole history has been delivered; what follows is new. */
    record CaughtUp(Checkpoint checkpoint) implements Step {}

    /** The consumer's checkpoint lies beyond the head: there is nothing for it until the log gets there. */
    record Ahead(Checkpoint checkpoint) implements Step {}

    /**
     * The store has a new history: the consumer is at its beginning, and everything derived from the old one is void.
     */
    record Reset(Checkpoint checkpoint) implements Step {}
}
