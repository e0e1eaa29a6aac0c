package dev.mayfly.eventstore.log;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.Postings;
import java.util.Collection;

/**
 * The last position of a prefix at which an event can stand that meets criteria, told by the last entries of the indexes.
 *
 * <p>An event that has one of several values stands at or before the last event of any of them; one that meets all
 * criteria stands at or before the last of each. What has no postings (a text, a span of time) rules nothing out.
 *
 * <p>A writer at work never makes this too low. What it adds makes an index's last entry later, and that counts no further
 * than to the prefix's end; what it takes back goes down to the last entry that was there before, which is not before the
 * prefix's own. A key that no dictionary knows when the prefix has been taken has no event in it.
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
        last = Math.min(last, ofAny(criteria.aggregateIds(), columns.aggregates, log.byAggregate));
        last = Math.min(last, ofAny(criteria.correlationIds(), columns.correlations, log.byCorrelation));
        last = Math.min(last, ofCauses(criteria.causationIds()));
        last = Math.min(last, ofAny(criteria.userIds(), columns.users, log.byUser));
        last = Math.min(last, ofAny(criteria.organizationIds(), columns.organizations, log.byOrganization));
        last = Math.min(last, ofAny(criteria.eventTypes(), columns.types, log.byType));
        last = Math.min(last, ofAny(criteria.aggregateTypes(), columns.aggregateTypes, log.byAggregateType));
        last = Math.min(last, ofAllTags(criteria.tags()));
        EventQuery query = criteria.query();
        return query == null ? last : Math.min(last, of(query));
    }

    private int of(EventQuery query) {
        if (query.items().isEmpty()) {
            return bound;
        }
        int last = 0;
        for (EventQuery.Item item : query.items()) {
            int ofItem = Math.min(ofAny(item.types(), columns.types, log.byType), ofAllTags(item.tags()));
            last = Math.max(last, ofItem);
        }
        return last;
    }

    private int ofAny(Collection<String> values, KeyTable table, Postings postings) {
        if (values.isEmpty()) {
            return bound;
        }
        int last = 0;
        for (String value : values) {
            last = Math.max(last, of(value, table, postings));
        }
        return last;
    }

    private int ofAllTags(Collection<String> tags) {
        int last = bound;
        for (String tag : tags) {
            last = Math.min(last, of(tag, columns.tags, log.byTag));
        }
        return last;
    }

    private int of(String value, KeyTable table, Postings postings) {
        int row = table.find(log.key(value));
        return row == 0 ? 0 : postings.last(row, bound);
    }

    private int ofCauses(Collection<String> values) {
        if (values.isEmpty()) {
            return bound;
        }
        int last = 0;
        for (String value : values) {
            int stored = log.ids.find(log.key(value), bound);
            int foreign = columns.foreignCauses.find(log.key(value));
            last = Math.max(last, stored == 0 ? 0 : log.causes.last(stored));
            last = Math.max(last, foreign == 0 ? 0 : log.causes.last(-foreign));
        }
        return Math.min(last, bound);
    }
}
