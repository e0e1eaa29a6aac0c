package dev.mayfly.search;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import org.jspecify.annotations.Nullable;

/** What is listed, and in which order; equal listings are the same. */
public sealed interface Listing {
    /**
     * Returns when the event of a mark happened, in nanoseconds since 1970, if the listing is in the order of that;
     * otherwise 0.
     *
     * @param log a prefix that has the event
     */
    default long nanos(LogPrefix log, long mark) {
        return 0;
    }

    /** A listing of events. */
    sealed interface OfEvents extends Listing {
        /**
         * Returns the positions of its events.
         *
         * @param last the mark of the event to continue after, see {@link #mark}; 0 to begin at the beginning
         * @param lastNanos when that event happened, if the listing is in the order of that
         */
        Positions positions(LogPrefix log, long last, long lastNanos);

        /**
         * Returns the mark of the last event of a page, after which the next page starts; never 0.
         *
         * @param last the mark that the page continued after, or 0
         * @param count how many events the page has, at least one
         * @param lastPosition the position of its last event
         */
        long mark(LogPrefix log, long last, int count, long lastPosition);
    }

    /**
     * The events that match criteria.
     *
     * @param criteria the criteria
     * @param sort what they are sorted by
     * @param order the direction
     */
    record Search(Criteria criteria, Sort sort, Order order) implements OfEvents {
        @Override
        public long nanos(LogPrefix log, long mark) {
            return mark == 0 || sort == Sort.POSITION ? 0 : log.timestampNanos(mark);
        }

        @Override
        public Positions positions(LogPrefix log, long last, long lastNanos) {
            return log.search(criteria, sort, order, last, lastNanos);
        }

        @Override
        public long mark(LogPrefix log, long last, int count, long lastPosition) {
            return lastPosition;
        }
    }

    /**
     * The events of one aggregate, by version.
     *
     * @param aggregateId the aggregate
     * @param fromVersion the lowest version, at least 1
     * @param toVersion the highest version; {@link Long#MAX_VALUE} for all
     * @param order the direction
     */
    record History(String aggregateId, long fromVersion, long toVersion, Order order) implements OfEvents {
        @Override
        public Positions positions(LogPrefix log, long last, long lastNanos) {
            long from = last > 0 && order == Order.ASCENDING ? last + 1 : fromVersion;
            long to = last > 0 && order == Order.DESCENDING ? last - 1 : toVersion;
            return from > to ? Positions.NONE : log.history(aggregateId, from, to, order);
        }

        @Override
        public long mark(LogPrefix log, long last, int count, long lastPosition) {
            if (order == Order.ASCENDING) {
                return (last > 0 ? last : fromVersion - 1) + count;
            }
            return (last > 0 ? last : Math.min(toVersion, log.version(aggregateId)) + 1) - count;
        }
    }

    /**
     * Aggregates in the order of their first events.
     *
     * @param aggregateType the type they have, or null for any
     * @param prefix what their ids begin with, or null for anything
     */
    record Aggregates(
            @Nullable String aggregateType, @Nullable String prefix) implements Listing {}
}
