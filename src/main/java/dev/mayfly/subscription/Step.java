package dev.mayfly.subscription;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;

/** What a consumer comes upon next on its way along a log. */
public sealed interface Step {
    /** Returns the consumer's checkpoint after the step. */
    Checkpoint checkpoint();

    /**
     * A stretch of the log with its matching events, which may be none.
     *
     * <p>It can be read at any time, by any thread, any number of times.
     *
     * @param log the log up to the end of the stretch
     * @param criteria the criteria, from the beginning of the slice
     * @param checkpoint the end of the stretch
     */
    record Slice(LogPrefix log, Criteria criteria, Checkpoint checkpoint) implements Step {
        /** Returns the positions of the events, ascending. */
        public Positions positions() {
            return log.search(criteria, Sort.POSITION, Order.ASCENDING, 0);
        }

        /** Returns the events, to be looked at by their columns, by ascending position. */
        public EventScan scan() {
            return log.scan(criteria, Sort.POSITION);
        }
    }

    /** Everything that was in the log has been handed over; what follows is new. */
    record CaughtUp(Checkpoint checkpoint) implements Step {}

    /** The log ends before where the consumer stands: there is nothing for it until the log has come there. */
    record Ahead(Checkpoint checkpoint) implements Step {}

    /** The store has a new history: the consumer is at its beginning, and what it derived from the old one is void. */
    record Reset(Checkpoint checkpoint) implements Step {}
}
