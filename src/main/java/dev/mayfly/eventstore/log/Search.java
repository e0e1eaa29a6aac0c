package dev.mayfly.eventstore.log;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.source.Source;
import dev.mayfly.eventstore.source.TimeOrder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A search that runs lazily: it reads nothing before the first {@link #next()}. For one thread. */
final class Search implements Positions {
    /** The number of candidates up to which they are collected and sorted instead of merged by time. */
    private static final int FEW = 2048;
    /**
     * Candidates up to this fraction of the late events are collected too, because a merge may have to read all late
     * events.
     */
    private static final int LATE_FRACTION = 8;

    /** Late events above this fraction of the candidates make a merge skip many. */
    private static final int MANY_LATE = 2;

    private final Supplier<Source> opening;
    private final long candidates;
    private final boolean exact;
    private @Nullable Source matches;

    /**
     * Makes a search.
     *
     * @param opening starts it
     * @param candidates the number of events that it reads in total
     * @param exact whether reading a number of its positions means reading about as many events
     */
    private Search(Supplier<Source> opening, long candidates, boolean exact) {
        this.opening = opening;
        this.candidates = candidates;
        this.exact = exact;
    }

    /**
     * Returns the positions up to a bound that meet the criteria, after {@code resumeAfter} in the order of the sort.
     *
     * @param resumeNanos the timestamp of the event at that position
     * @param work the budget from which they are paid for when they are read
     */
    static Positions of(
            EventLog log,
            int bound,
            Criteria criteria,
            Sort sort,
            Order order,
            int resumeAfter,
            long resumeNanos,
            Work work) {
        int head = (int) Math.max(0, Math.min(bound, criteria.until()));
        Plan plan = Plan.of(log, head, criteria, work);
        int after = (int) Math.min(Math.max(criteria.after(), 0), head);
        if (plan.isImpossible() || after == head || criteria.fromNanos() > criteria.toNanos()) {
            return Positions.NONE;
        }
        if (!criteria.readsContents()) {
            return planned(log, head, plan, criteria, sort, order, resumeAfter, resumeNanos);
        }
        // Reading the events' contents takes long, and the index of text may have to be built. The number of candidates
        // is known
        // only once the search is read.
        return new Search(
                () -> {
                    plan.contents(criteria, after, head);
                    return planned(log, head, plan, criteria, sort, order, resumeAfter, resumeNanos)
                            .opening
                            .get();
                },
                Long.MAX_VALUE,
                false);
    }

    private static Search planned(
            EventLog log,
            int head,
            Plan plan,
            Criteria criteria,
            Sort sort,
            Order order,
            int resumeAfter,
            long resumeNanos) {
        int after = (int) Math.min(Math.max(criteria.after(), 0), head);
        boolean ascending = order == Order.ASCENDING;
        if (sort == Sort.POSITION) {
            int first = ascending ? Math.max(after, resumeAfter) : after;
            int last = ascending || resumeAfter == 0 ? head : resumeAfter - 1;
            return new Search(
                    () -> plan.matches(first, last, ascending, null),
                    plan.candidates(first, Math.max(first, last)) * plan.weight(),
                    plan.isExact());
        }
        TimeOrder place = new TimeOrder(log.columns.timestamp, ascending, resumeAfter, resumeNanos);
        long candidates = plan.candidates(after, head);
        if (candidates <= FEW || candidates <= log.time.lateCount() / LATE_FRACTION) {
            return new Search(
                    () -> place.sorted(plan.matches(after, head, true, null), log.time),
                    candidates * plan.weight(),
                    false);
        }
        return new Search(
                () -> new TimeMerge(log.time, plan, criteria, after, head, place),
                (candidates + log.time.lateCount()) * plan.weight(),
                plan.isExact() && log.time.lateCount() <= candidates / MANY_LATE);
    }

    @Override
    public long next() {
        if (matches == null) {
            matches = opening.get();
        }
        return matches.next();
    }

    @Override
    public long candidates(long wanted) {
        return exact ? Math.min(2 * Math.min(wanted, candidates), candidates) : candidates;
    }
}
