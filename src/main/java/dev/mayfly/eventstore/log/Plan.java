package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.Criteria;
import dev.mayfly.eventstore.EventQuery;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.memory.IntColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How to find the events that meet criteria: the criterion with the fewest events gives the candidates, all others are
 * checked against the candidates' columns.
 */
final class Plan {
    /** A way to come by candidates. */
    private record Driver(long count, SourceFactory factory) {}

    private interface SourceFactory {
        Source open(int after, int bound, boolean ascending);
    }

    private final EventLog log;
    private final Columns columns;
    private final List<Matcher> matchers = new ArrayList<>();
    private boolean impossible;
    private Driver driver;
    private Matcher driverMatcher;

    private Plan(EventLog log) {
        this.log = log;
        this.columns = log.columns;
        this.driver = new Driver(Long.MAX_VALUE, Source::range);
    }

    static Plan of(EventLog log, int bound, Criteria criteria) {
        Plan plan = new Plan(log);
        plan.field(criteria.aggregateIds(), plan.columns.aggregates, log.byAggregate, plan.columns.aggregate);
        plan.field(criteria.correlationIds(), plan.columns.correlations, log.byCorrelation, plan.columns.correlation);
        plan.causes(criteria.causationIds(), bound);
        plan.field(criteria.userIds(), plan.columns.users, log.byUser, plan.columns.user);
        plan.field(
                criteria.organizationIds(), plan.columns.organizations, log.byOrganization, plan.columns.organization);
        plan.field(criteria.eventTypes(), plan.columns.types, log.byType, plan.columns.type);
        plan.aggregateTypes(criteria.aggregateTypes());
        plan.tags(criteria.tags());
        plan.query(criteria.query());
        if (criteria.fromNanos() != Long.MIN_VALUE || criteria.toNanos() != Long.MAX_VALUE) {
            plan.matchers.add(Matcher.during(plan.columns, criteria.fromNanos(), criteria.toNanos()));
        }
        return plan;
    }

    /** Returns whether no event can match. */
    boolean isImpossible() {
        return impossible;
    }

    /** Returns about how many candidates there are behind {@code after} up to {@code bound}, at the most. */
    long candidates(int after, int bound) {
        return impossible ? 0 : Math.min(driver.count(), Math.max(0L, (long) bound - after));
    }

    /** Returns the matches behind {@code after} up to {@code bound}, by position. */
    Source matches(int after, int bound, boolean ascending, Matcher further) {
        Source candidates = driver.factory().open(after, bound, ascending);
        List<Matcher> checks = new ArrayList<>(matchers);
        checks.remove(driverMatcher);
        if (further != null) {
            checks.add(further);
        }
        if (checks.isEmpty()) {
            return candidates;
        }
        Matcher all = Matcher.all(checks.toArray(new Matcher[0]));
        return () -> {
            int position = candidates.next();
            while (position != 0 && !all.matches(position)) {
                position = candidates.next();
            }
            return position;
        };
    }

    /** Returns whether the event at a position meets all criteria but the positions' range. */
    Matcher matcher() {
        return Matcher.all(matchers.toArray(new Matcher[0]));
    }

    private void field(Collection<String> values, KeyTable table, Postings postings, IntColumn column) {
        if (!values.isEmpty()) {
            int[] rows = ordinals(table, values);
            require(rows.length > 0, Matcher.oneOf(column, rows), rows(postings, rows));
        }
    }

    private void aggregateTypes(Collection<String> values) {
        if (!values.isEmpty()) {
            int[] rows = ordinals(columns.aggregateTypes, values);
            require(rows.length > 0, Matcher.aggregateType(columns, rows), rows(log.byAggregateType, rows));
        }
    }

    private void causes(Collection<String> values, int bound) {
        if (values.isEmpty()) {
            return;
        }
        List<int[]> effects = new ArrayList<>();
        List<Integer> causes = new ArrayList<>();
        long count = 0;
        for (String value : values) {
            int stored = log.ids.find(log.key(value), bound);
            int foreign = columns.foreignCauses.find(value);
            for (int cause : new int[] {-foreign, stored}) {
                if (cause != 0) {
                    int[] found = log.causes.effects(cause, bound);
                    effects.add(found);
                    causes.add(cause);
                    count += found.length;
                }
            }
        }
        int[] ordinals = causes.stream().mapToInt(Integer::intValue).toArray();
        require(
                count > 0,
                Matcher.oneOf(columns.cause, ordinals),
                new Driver(
                        count,
                        (after, to, ascending) -> Source.union(
                                effects.stream()
                                        .map(found -> Source.array(found, after, to, ascending))
                                        .toList(),
                                ascending)));
    }

    private void tags(Collection<String> values) {
        if (!values.isEmpty()) {
            int[] rows = ordinals(columns.tags, values);
            boolean all = rows.length == values.size();
            Driver candidate = all ? rows(log.byTag, rarest(rows)) : null;
            require(all, Matcher.tags(columns, rows), candidate);
            if (rows.length == 1 && driver == candidate) {
                driverMatcher = matchers.get(matchers.size() - 1);
            }
        }
    }

    private void query(EventQuery query) {
        if (query == null || query.items().isEmpty()) {
            return;
        }
        List<Matcher> alternatives = new ArrayList<>();
        List<Driver> drivers = new ArrayList<>();
        long count = 0;
        for (EventQuery.Item item : query.items()) {
            int[] types = ordinals(columns.types, item.types());
            int[] tags = ordinals(columns.tags, item.tags());
            if (tags.length < item.tags().size()
                    || types.length == 0 && !item.types().isEmpty()) {
                continue;
            }
            List<Matcher> parts = new ArrayList<>();
            if (types.length > 0) {
                parts.add(Matcher.oneOf(columns.type, types));
            }
            if (tags.length > 0) {
                parts.add(Matcher.tags(columns, tags));
            }
            alternatives.add(Matcher.all(parts.toArray(new Matcher[0])));
            Driver byType = rows(log.byType, types);
            Driver byTag = tags.length == 0 ? byType : rows(log.byTag, rarest(tags));
            Driver best = types.length > 0 && byType.count() <= byTag.count() ? byType : byTag;
            drivers.add(best);
            count += best.count();
        }
        require(
                !alternatives.isEmpty(),
                Matcher.any(alternatives.toArray(new Matcher[0])),
                new Driver(
                        count,
                        (after, to, ascending) -> Source.union(
                                drivers.stream()
                                        .map(each -> each.factory().open(after, to, ascending))
                                        .toList(),
                                ascending)));
    }

    /** Adds a criterion, which gives the candidates if it has the fewest so far. */
    private void require(boolean possible, Matcher matcher, Driver candidate) {
        if (!possible) {
            impossible = true;
            return;
        }
        matchers.add(matcher);
        if (candidate.count() < driver.count()) {
            driver = candidate;
            driverMatcher = null;
        }
    }

    private static Driver rows(Postings postings, int... rows) {
        long count = 0;
        for (int row : rows) {
            count += postings.count(row);
        }
        return new Driver(count, (after, bound, ascending) -> {
            List<Source> sources = new ArrayList<>(rows.length);
            for (int row : rows) {
                sources.add(Source.of(new PostingCursor(postings, row, after, bound, ascending)));
            }
            return Source.union(sources, ascending);
        });
    }

    private int rarest(int[] tags) {
        int best = tags[0];
        for (int tag : tags) {
            if (log.byTag.count(tag) < log.byTag.count(best)) {
                best = tag;
            }
        }
        return best;
    }

    private int[] ordinals(KeyTable table, Collection<String> values) {
        return values.stream()
                .mapToInt(value -> table.find(log.key(value)))
                .filter(ordinal -> ordinal != 0)
                .toArray();
    }
}
