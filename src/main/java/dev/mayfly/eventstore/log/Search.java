package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.Criteria;
import dev.mayfly.eventstore.Order;
import dev.mayfly.eventstore.Positions;
import dev.mayfly.eventstore.Sort;
import dev.mayfly.eventstore.index.LateCursor;
import dev.mayfly.eventstore.index.TimeIndex;
import java.util.Arrays;

/** A search that runs as it is read. Nothing is looked at before the first {@link #next()}. */
abstract class Search implements Positions {
    /** Up to so many candidates are collected and sorted rather than merged in the order of time. */
    private static final int FEW = 2048;
    /** The fraction of the late events up to which that is so too: a merge may have to look at all late events. */
    private static final int LATE_FRACTION = 8;

    final EventLog log;
    final Plan plan;
    final int after;
    final int bound;
    final boolean ascending;

    private Search(EventLog log, Plan plan, int after, int bound, boolean ascending) {
        this.log = log;
        this.plan = plan;
        this.after = after;
        this.bound = bound;
        this.ascending = ascending;
    }

    static Positions of(EventLog log, int head, Criteria criteria, Sort sort, Order order, int resumeAfter) {
        Plan plan = Plan.of(log, head, criteria);
        int after = (int) Math.min(Math.max(criteria.after(), 0), head);
        if (plan.isImpossible() || after == head || criteria.fromNanos() > criteria.toNanos()) {
            return Positions.NONE;
        }
        boolean ascending = order == Order.ASCENDING;
        if (sort == Sort.POSITION) {
            return ascending
                    ? new ByPosition(log, plan, Math.max(after, resumeAfter), head, true)
                    : new ByPosition(log, plan, after, resumeAfter == 0 ? head : resumeAfter - 1, false);
        }
        long candidates = plan.candidates(after, head);
        if (candidates <= FEW || candidates <= log.time.lateCount() / LATE_FRACTION) {
            return new Collected(log, plan, after, head, ascending, resumeAfter);
        }
        return new Merged(log, plan, after, head, ascending, criteria, resumeAfter);
    }

    @Override
    public long candidates() {
        return plan.candidates(after, bound);
    }

    /** By position: the plan's own order. */
    private static final class ByPosition extends Search {
        private Source matches;

        ByPosition(EventLog log, Plan plan, int after, int bound, boolean ascending) {
            super(log, plan, after, bound, ascending);
        }

        @Override
        public long next() {
            if (matches == null) {
                matches = plan.matches(after, bound, ascending, null);
            }
            return matches.next();
        }
    }

    /** By time: all matches, sorted. */
    private static final class Collected extends Search {
        private final int resumeAfter;
        private int[] sorted;
        private int at;

        Collected(EventLog log, Plan plan, int after, int bound, boolean ascending, int resumeAfter) {
            super(log, plan, after, bound, ascending);
            this.resumeAfter = resumeAfter;
        }

        @Override
        public long next() {
            if (sorted == null) {
                sorted = collect();
                at = ascending ? 0 : sorted.length - 1;
                if (resumeAfter != 0) {
                    long resumeNanos = log.columns.timestamp.get(resumeAfter);
                    int direction = ascending ? 1 : -1;
                    while (at >= 0
                            && at < sorted.length
                            && direction * compare(sorted[at], resumeNanos, resumeAfter) <= 0) {
                        at += direction;
                    }
                }
            }
            if (at < 0 || at >= sorted.length) {
                return 0;
            }
            return sorted[ascending ? at++ : at--];
        }

        /** The matches in order are sorted already; the late ones are sorted on their own and both merged. */
        private int[] collect() {
            Source matches = plan.matches(after, bound, true, null);
            int[] inOrder = new int[16];
            int[] late = new int[0];
            int inOrderCount = 0;
            int lateCount = 0;
            for (int position = matches.next(); position != 0; position = matches.next()) {
                if (log.time.isLate(position)) {
                    late = lateCount < late.length ? late : Arrays.copyOf(late, Math.max(16, 2 * lateCount));
                    late[lateCount++] = position;
                } else {
                    inOrder = inOrderCount < inOrder.length ? inOrder : Arrays.copyOf(inOrder, 2 * inOrderCount);
                    inOrder[inOrderCount++] = position;
                }
            }
            if (lateCount == 0) {
                return Arrays.copyOf(inOrder, inOrderCount);
            }
            int[] lateSorted = Arrays.stream(late, 0, lateCount)
                    .boxed()
                    .sorted((a, b) -> compare(a, log.columns.timestamp.get(b), b))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int[] all = new int[inOrderCount + lateCount];
            for (int i = 0, a = 0, b = 0; i < all.length; i++) {
                boolean takeLate = a == inOrderCount
                        || b < lateCount
                                && compare(lateSorted[b], log.columns.timestamp.get(inOrder[a]), inOrder[a]) < 0;
                all[i] = takeLate ? lateSorted[b++] : inOrder[a++];
            }
            return all;
        }
    }

    /** By time: the matches in order, from the plan, merged with the late ones, from the index of time. */
    private static final class Merged extends Search {
        private final Criteria criteria;
        private final int resumeAfter;
        private Source inOrder;
        private LateCursor late;
        private Matcher lateMatcher;
        private int nextInOrder;
        private int nextLate;

        Merged(EventLog log, Plan plan, int after, int bound, boolean ascending, Criteria criteria, int resumeAfter) {
            super(log, plan, after, bound, ascending);
            this.criteria = criteria;
            this.resumeAfter = resumeAfter;
        }

        @Override
        public long next() {
            if (inOrder == null) {
                open();
            }
            int position;
            if (nextInOrder == 0 || nextLate != 0 && isBefore(nextLate, nextInOrder)) {
                position = nextLate;
                nextLate = nextLate == 0 ? 0 : advanceLate();
            } else {
                position = nextInOrder;
                nextInOrder = inOrder.next();
            }
            return position;
        }

        private boolean isBefore(int position, int other) {
            int compared = compare(position, log.columns.timestamp.get(other), other);
            return ascending ? compared < 0 : compared > 0;
        }

        private void open() {
            TimeIndex time = log.time;
            long fromNanos = criteria.fromNanos();
            long toNanos = criteria.toNanos();
            long placeNanos = ascending ? fromNanos : toNanos;
            int place = ascending ? 0 : Integer.MAX_VALUE;
            Matcher further = position -> !time.isLate(position);
            if (resumeAfter != 0) {
                long resumeNanos = log.columns.timestamp.get(resumeAfter);
                placeNanos = resumeNanos;
                place = resumeAfter;
                if (ascending) {
                    fromNanos = resumeNanos;
                } else {
                    toNanos = resumeNanos;
                }
                int direction = ascending ? 1 : -1;
                further = position ->
                        !time.isLate(position) && direction * compare(position, resumeNanos, resumeAfter) > 0;
            }
            int first = Math.max(after, time.firstInOrder(fromNanos, bound) - 1);
            int last = time.lastInOrder(toNanos, bound);
            inOrder = plan.matches(first, Math.max(first, last), ascending, further);
            nextInOrder = inOrder.next();
            late = time.late(placeNanos, place, ascending, bound);
            lateMatcher = plan.matcher();
            nextLate = advanceLate();
        }

        private int advanceLate() {
            int position = late.next();
            while (position != 0 && !(position > after && lateMatcher.matches(position))) {
                position = late.next();
            }
            return position;
        }
    }

    final int compare(int position, long otherNanos, int otherPosition) {
        int byTime = Long.compare(log.columns.timestamp.get(position), otherNanos);
        return byTime != 0 ? byTime : Integer.compare(position, otherPosition);
    }
}
