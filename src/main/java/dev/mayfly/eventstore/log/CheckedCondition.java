package dev.mayfly.eventstore.log;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.prefix.Positions;
import org.jspecify.annotations.Nullable;

/**
 * The result of an append condition for the first events of a log, found without holding up other appends. Under the
 * lock only the events that came since are left to look at.
 *
 * @param incarnation the history that was looked at
 * @param head the last position that was looked at
 * @param lastMatch the last position up to it whose event matches, or 0 if none does
 */
record CheckedCondition(String incarnation, int head, long lastMatch) {
    /** The number of items up to which a condition may be checked where nothing may take long. */
    private static final int FEW_ITEMS = 256;

    /** The number of events up to which a condition may be checked where nothing may take long. */
    private static final int FEW_EVENTS = 5_000;

    /** Returns the result for all events that a log has now; costs as much as a search. */
    static CheckedCondition of(EventLog log, AppendCondition condition) {
        int head = log.head();
        return new CheckedCondition(
                log.incarnation, head, search(log, head, condition, 0).next());
    }

    /** Returns the same, or null if a condition has so many items or candidates that it may take longer. */
    static @Nullable CheckedCondition ofFew(EventLog log, AppendCondition condition) {
        if (condition.failIfEventsMatch().items().size() > FEW_ITEMS) {
            return null;
        }
        int head = log.head();
        Positions matches = search(log, head, condition, 0);
        return matches.candidates(1) > FEW_EVENTS ? null : new CheckedCondition(log.incarnation, head, matches.next());
    }

    /**
     * Returns the last position whose event matches a condition, or 0 if none does.
     *
     * @param checked what is known already; if null, or of no use any more, all events are looked at
     */
    static long lastMatch(EventLog log, AppendCondition condition, @Nullable CheckedCondition checked) {
        int head = log.head();
        if (checked == null || !checked.isOf(log)) {
            return search(log, head, condition, 0).next();
        }
        long since =
                checked.head < head ? search(log, head, condition, checked.head).next() : 0;
        return since != 0 ? since : checked.lastMatch;
    }

    /**
     * Returns whether it holds for a log as it is now: the same history, in which the match that was found is left. Whatever
     * else is removed or redacted makes no other event match.
     */
    boolean isOf(EventLog now) {
        return incarnation.equals(now.incarnation) && (lastMatch == 0 || !now.removals.contains((int) lastMatch));
    }

    private static Positions search(EventLog log, int head, AppendCondition condition, int checked) {
        Criteria criteria = Criteria.builder()
                .query(condition.failIfEventsMatch())
                .after(Math.max(condition.after(), checked))
                .build();
        return Search.of(log, head, criteria, Sort.POSITION, Order.DESCENDING, 0, 0, condition.work());
    }
}
