package dev.mayfly.eventstore.log;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.Postings;
import java.util.Map;
import java.util.Set;

/**
 * The last position of a prefix at which an event can match criteria, according to the last entries of the indexes.
 *
 * <p>An event with one of several values is at or before the last event of any of them; one that matches all criteria
 * is at or before the last of each. Criteria without postings (a text, a time range) rule nothing out.
 *
 * <p>A concurrent writer never makes the result too low. What it adds makes an index's last entry later, and the result
 * is capped at the prefix's end. What it undoes returns to the previous last entry, which is not before the prefix's
 * own. A key that is in no dictionary after the prefix was taken has no event in the prefix.
 */
final class LastCandidate {
    private final EventLog log;
    private final Columns columns;
    private final int bound;

    LastCandidate(EventLog log, int bound) {
        this.log = log;
        this.columns = log.columns;
        this.bound = bound;
    }

    /** Returns the position for criteria. */
    int of(Criteria criteria) {
        int last = (int) Math.max(0, Math.min(bound, criteria.until()));
        for (Map.Entry<Dimension, Set<String>> each : criteria.byDimension().entrySet()) {
            last = Math.min(last, of(each.getKey(), each.getValue()));
        }
        EventQuery query = criteria.query();
        return query == null ? last : Math.min(last, of(query));
    }

    private int of(EventQuery query) {
        if (query.items().isEmpty()) {
            return bound;
        }
        int last = 0;
        for (EventQuery.Item item : query.items()) {
            int ofItem = Math.min(of(Dimension.EVENT_TYPE, item.types()), of(Dimension.TAG, item.tags()));
            last = Math.max(last, ofItem);
        }
        return last;
    }

    private int of(Dimension dimension, Set<String> values) {
        if (values.isEmpty()) {
            return bound;
        }
        if (dimension == Dimension.CAUSATION_ID) {
            return ofCauses(values);
        }
        KeyTable keys = columns.keys(dimension);
        Postings postings = log.postings(dimension);
        boolean all = dimension.isMultiple();
        int last = all ? bound : 0;
        for (String value : values) {
            int row = keys.find(log.key(value));
            int ofValue = row == 0 ? 0 : postings.last(row, bound);
            last = all ? Math.min(last, ofValue) : Math.max(last, ofValue);
        }
        return last;
    }

    private int ofCauses(Set<String> values) {
        int last = 0;
        for (String value : values) {
            int foreign = columns.foreignCauses.find(log.key(value));
            for (int stored : log.ids.all(log.key(value), bound)) {
                last = Math.max(last, log.causes.last(stored));
            }
            last = Math.max(last, foreign == 0 ? 0 : log.causes.last(-foreign));
        }
        return Math.min(last, bound);
    }
}
