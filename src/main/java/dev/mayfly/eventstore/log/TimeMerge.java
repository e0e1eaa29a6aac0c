package dev.mayfly.eventstore.log;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.index.LateCursor;
import dev.mayfly.eventstore.index.TimeIndex;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.source.Source;
import dev.mayfly.eventstore.source.TimeOrder;

/**
 * Matches in order of time, without collecting them all: those already in order by position, from the plan, merged with
 * the late ones, from the time index.
 */
final class TimeMerge implements Source {
    private final TimeOrder order;
    private final int after;
    private final Source inOrder;
    private final LateCursor late;
    private final Matcher lateMatcher;
    private final Work work;
    private int nextInOrder;
    private int nextLate;

    TimeMerge(TimeIndex time, Plan plan, Criteria criteria, int after, int bound, TimeOrder order) {
        this.order = order;
        this.after = after;
        this.lateMatcher = plan.matcher();
        this.work = plan.work();
        boolean ascending = order.ascending();
        boolean resumes = order.resumeAfter() != 0;
        long placeNanos = ascending ? criteria.fromNanos() : criteria.toNanos();
        int placePosition = ascending ? 0 : Integer.MAX_VALUE;
        if (resumes) {
            placePosition = order.resumeAfter();
            placeNanos = order.resumeNanos();
        }
        long fromNanos = ascending ? placeNanos : criteria.fromNanos();
        long toNanos = ascending ? criteria.toNanos() : placeNanos;
        int first = Math.max(after, time.firstInOrder(fromNanos, bound) - 1);
        int last = Math.max(first, time.lastInOrder(toNanos, bound));
        this.inOrder =
                plan.matches(first, last, ascending, position -> !time.isLate(position) && order.isWanted(position));
        this.late = time.late(placeNanos, placePosition, ascending, bound);
        this.nextInOrder = inOrder.next();
        this.nextLate = advanceLate();
    }

    @Override
    public int next() {
        int position;
        if (nextInOrder == 0 || nextLate != 0 && order.isBefore(nextLate, nextInOrder)) {
            position = nextLate;
            nextLate = nextLate == 0 ? 0 : advanceLate();
        } else {
            position = nextInOrder;
            nextInOrder = inOrder.next();
        }
        return position;
    }

    private int advanceLate() {
        int position;
        do {
            work.pay(1);
            position = late.next();
        } while (position != 0 && !(position > after && lateMatcher.matches(position)));
        return position;
    }
}
