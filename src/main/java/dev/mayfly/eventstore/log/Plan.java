package dev.mayfly.eventstore.log;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.content.Candidates;
import dev.mayfly.eventstore.content.ContentPlan;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.removal.PositionSet;
import dev.mayfly.eventstore.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A plan for finding the events that meet criteria: the criterion with the fewest events provides the candidates, and
 * the others are checked against the candidates' columns. Each candidate is paid for as a step of work.
 */
final class Plan {
    /**
     * The limit to which the effects of a cause are counted, one by one; a cause with more is assumed to have very
     * many.
     */
    private static final int COUNTED_EFFECTS = 1024;

    private static final Dimension[] IN_METADATA = Dimension.IN_METADATA.toArray(Dimension[]::new);

    private static final long MANY = Integer.MAX_VALUE;

    /** How many comparisons with an item of a query cost as much as a candidate's other checks. */
    private static final int COMPARISONS_OF_CANDIDATE = 16;

    /** A source of candidates, with their approximate number. */
    private record Driver(long count, SourceFactory factory) {}

    private interface SourceFactory {
        Source open(int after, int bound, boolean ascending);
    }

    private final EventLog log;
    private final Columns columns;
    private final Work work;
    private final List<Matcher> matchers = new ArrayList<>();
    private boolean impossible;
    private Driver driver;
    private @Nullable Matcher driverMatcher;
    /** Kept separate to run last, because it costs the most. */
    private @Nullable Matcher contentMatcher;
    /** How many times a candidate's usual cost it takes to check one. */
    private long weight = 1;

    private Plan(EventLog log, Work work) {
        this.log = log;
        this.work = work;
        this.columns = log.columns;
        this.driver = new Driver(Long.MAX_VALUE, this::range);
    }

    static Plan of(EventLog log, int bound, Criteria criteria, Work work) {
        Plan plan = new Plan(log, work);
        plan.field(Dimension.AGGREGATE_ID, criteria);
        plan.field(Dimension.CORRELATION_ID, criteria);
        plan.causes(criteria.values(Dimension.CAUSATION_ID), bound);
        for (Dimension dimension : IN_METADATA) {
            plan.field(dimension, criteria);
        }
        plan.field(Dimension.EVENT_TYPE, criteria);
        plan.aggregateTypes(criteria.values(Dimension.AGGREGATE_TYPE));
        plan.tags(criteria.values(Dimension.TAG));
        plan.query(criteria.query(), bound - Math.max(0, criteria.after()));
        if (criteria.fromNanos() != Long.MIN_VALUE || criteria.toNanos() != Long.MAX_VALUE) {
            plan.matchers.add(Matcher.during(plan.columns, criteria.fromNanos(), criteria.toNanos()));
        }
        return plan;
    }

    /** Returns whether no event can match. */
    boolean isImpossible() {
        return impossible;
    }

    /** Returns an approximate upper bound of the number of candidates after {@code after} up to {@code bound}. */
    long candidates(int after, int bound) {
        return impossible ? 0 : Math.min(driver.count(), Math.max(0L, (long) bound - after));
    }

    /** Returns how many times as long as usual it takes to check a candidate, if it is compared with many items. */
    long weight() {
        return weight;
    }

    /** Returns the budget from which the plan's candidates are paid for. */
    Work work() {
        return work;
    }

    /** Returns whether every candidate is a match. */
    boolean isExact() {
        boolean checkedByDriver = matchers.isEmpty() || matchers.size() == 1 && matchers.get(0) == driverMatcher;
        return checkedByDriver && contentMatcher == null;
    }

    /** Returns the matches after {@code after} up to {@code bound}, by position. */
    Source matches(int after, int bound, boolean ascending, @Nullable Matcher further) {
        Source candidates = driver.factory().open(after, bound, ascending);
        List<Matcher> checks = new ArrayList<>(matchers);
        checks.remove(driverMatcher);
        if (further != null) {
            checks.add(further);
        }
        if (contentMatcher != null) {
            checks.add(contentMatcher);
        }
        Matcher all = Matcher.all(checks.toArray(new Matcher[0]));
        return () -> {
            int position;
            do {
                work.pay(1);
                position = candidates.next();
            } while (position != 0 && (log.removals.contains(position) || !all.matches(position)));
            return position;
        };
    }

    /** Returns a matcher of events that meet all criteria except the range of positions. */
    Matcher matcher() {
        List<Matcher> checks = new ArrayList<>();
        checks.add(position -> !log.removals.contains(position));
        checks.addAll(matchers);
        if (contentMatcher != null) {
            checks.add(contentMatcher);
        }
        return Matcher.all(checks.toArray(new Matcher[0]));
    }

    /**
     * Adds the text and the conditions that the events' contents must meet, for the range of positions that {@link
     * #matches} will be called with. This may build the index of text, so it happens when the search is first read.
     */
    void contents(Criteria criteria, int after, int bound) {
        ContentPlan contents =
                ContentPlan.of(columns, log.text, log.values, criteria, work, candidates(after, bound), bound);
        contentMatcher = contents.matcher()::test;
        Candidates fewer = contents.candidates();
        if (fewer != null && fewer.count(bound) < driver.count()) {
            driver = new Driver(fewer.count(bound), fewer::positions);
            driverMatcher = null;
        }
    }

    private void field(Dimension dimension, Criteria criteria) {
        Set<String> values = criteria.values(dimension);
        if (!values.isEmpty()) {
            int[] rows = ordinals(columns.keys(dimension), values);
            // A redacted event is still in the postings of what was in its metadata.
            boolean exact = !columns.hasMoved() || !Dimension.IN_METADATA.contains(dimension);
            require(Matcher.oneOf(columns.column(dimension), rows), rows(log.postings(dimension), rows), exact);
        }
    }

    private void aggregateTypes(Collection<String> values) {
        if (!values.isEmpty()) {
            int[] rows = ordinals(columns.aggregateTypes, values);
            require(Matcher.aggregateType(columns, rows), rows(log.byAggregateType, rows), true);
        }
    }

    private void causes(Collection<String> values, int bound) {
        if (values.isEmpty()) {
            return;
        }
        List<Integer> causes = new ArrayList<>();
        long count = 0;
        for (String value : values) {
            int[] stored = log.ids.all(log.key(value), bound);
            int foreign = columns.foreignCauses.find(value);
            for (int cause : IntStream.concat(IntStream.of(-foreign), IntStream.of(stored))
                    .toArray()) {
                if (cause != 0) {
                    int effects = log.causes.count(cause, COUNTED_EFFECTS);
                    count += effects < COUNTED_EFFECTS ? effects : MANY;
                    causes.add(cause);
                }
            }
        }
        int[] ordinals = causes.stream().mapToInt(Integer::intValue).toArray();
        SourceFactory effects = (after, to, ascending) -> Source.union(
                Arrays.stream(ordinals)
                        .mapToObj(cause -> Source.array(log.causes.effects(cause, after, to), ascending))
                        .toList(),
                ascending);
        require(Matcher.oneOf(columns.cause, ordinals), new Driver(count, effects), true);
    }

    private void tags(Collection<String> values) {
        if (!values.isEmpty()) {
            int[] rows = ordinals(columns.tags, values);
            if (rows.length < values.size()) {
                impossible = true;
                return;
            }
            require(Matcher.tags(columns, rows, work), rows(log.byTag, rarest(log.byTag, rows)), rows.length == 1);
        }
    }

    /**
     * Adds a DCB query.
     *
     * @param range how many events there are after the position from which on they are asked for
     */
    private void query(@Nullable EventQuery query, long range) {
        if (query == null || query.items().isEmpty()) {
            return;
        }
        QueryMatcher.Builder items = new QueryMatcher.Builder(log);
        for (EventQuery.Item item : query.items()) {
            int[] types = ordinals(columns.types, item.types());
            int[] tags = ordinals(columns.tags, item.tags());
            if (tags.length == item.tags().size()
                    && (types.length > 0 || item.types().isEmpty())) {
                items.add(types, tags);
            }
        }
        QueryMatcher matcher = items.build(work);
        weight = 1L + matcher.mostAlternatives() / COMPARISONS_OF_CANDIDATE;
        QueryMatcher.Rows rows = matcher.rows(log);
        Driver types = rows(log.byType, rows.types());
        Driver tags = rows(log.byTag, rows.tags());
        long count = types.count() + tags.count();
        // Rows with as many entries as there are events to look at would cost more than the events do.
        Driver union = count >= range && range > 0
                ? new Driver(Long.MAX_VALUE, this::range)
                : new Driver(
                        count,
                        (after, to, ascending) -> Source.union(
                                List.of(
                                        types.factory().open(after, to, ascending),
                                        tags.factory().open(after, to, ascending)),
                                ascending));
        require(matcher, union, rows.areExact());
    }

    /**
     * Adds a criterion, which provides the candidates if it has the fewest so far.
     *
     * @param exact whether every candidate meets the criterion, so that it need not be checked
     */
    private void require(Matcher matcher, Driver candidate, boolean exact) {
        impossible |= candidate.count() == 0;
        matchers.add(matcher);
        if (candidate.count() < driver.count()) {
            driver = candidate;
            driverMatcher = exact ? matcher : null;
        }
    }

    /** Returns all positions of a range, without long runs of removed ones. */
    private Source range(int after, int bound, boolean ascending) {
        PositionSet removed = log.removals.positions();
        if (removed == null) {
            return Source.range(after, bound, ascending);
        }
        return new Source() {
            private int at = ascending ? after : bound + 1;

            @Override
            public int next() {
                at = ascending ? removed.nextAbsent(at + 1) : removed.previousAbsent(at - 1);
                boolean within = ascending ? at <= bound : at > after;
                if (!within) {
                    at = ascending ? bound : after + 1;
                }
                return within ? at : 0;
            }
        };
    }

    private static Driver rows(Postings postings, int... rows) {
        return new Driver(count(postings, rows), (after, bound, ascending) -> {
            List<Source> sources = new ArrayList<>(rows.length);
            for (int row : rows) {
                sources.add(Source.of(new PostingCursor(postings, row, after, bound, ascending)));
            }
            return Source.union(sources, ascending);
        });
    }

    /** Returns how many entries rows of postings have together. */
    static long count(Postings postings, int[] rows) {
        long count = 0;
        for (int row : rows) {
            count += postings.count(row);
        }
        return count;
    }

    /** Returns the row with the fewest entries, the first of several. */
    static int rarest(Postings postings, int[] rows) {
        int best = rows[0];
        for (int row : rows) {
            if (postings.count(row) < postings.count(best)) {
                best = row;
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
