package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.prefix.Work;
import java.util.Arrays;

/**
 * A test of whether the event at a position matches a criterion. Reads columns, or the event's record if there is no
 * column.
 */
interface Matcher {
    boolean matches(int position);

    /** Returns a matcher of events whose value in a column is one of the ordinals. */
    static Matcher oneOf(IntColumn column, int[] ordinals) {
        if (ordinals.length == 1) {
            int only = ordinals[0];
            return position -> column.get(position) == only;
        }
        int[] sorted = ordinals.clone();
        Arrays.sort(sorted);
        return position -> Arrays.binarySearch(sorted, column.get(position)) >= 0;
    }

    /** Returns a matcher of events whose aggregate's type is one of the ordinals. */
    static Matcher aggregateType(Columns columns, int[] ordinals) {
        Matcher byAggregate = oneOf(columns.aggregateType, ordinals);
        return position -> byAggregate.matches(columns.aggregate.get(position));
    }

    /** Returns a matcher of events that have all of the tags, whose comparisons are paid for from a budget. */
    static Matcher tags(Columns columns, int[] ordinals, Work work) {
        return position -> {
            RecordView record = new RecordView(columns.records, columns.recordAddress(position));
            if (record.tagCount < ordinals.length) {
                return false;
            }
            return hasAll(sortedTags(record), ordinals, work);
        };
    }

    /** Returns the tags of an event in ascending order. */
    static int[] sortedTags(RecordView record) {
        int[] tags = record.tags();
        Arrays.sort(tags);
        return tags;
    }

    /**
     * Returns whether an event with some tags, in ascending order, has all of the wanted ones; each of these is a step.
     */
    static boolean hasAll(int[] borne, int[] wanted, Work work) {
        for (int each : wanted) {
            work.pay(1);
            if (Arrays.binarySearch(borne, each) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns a matcher of events that happened within a time range, both ends inclusive. */
    static Matcher during(Columns columns, long fromNanos, long toNanos) {
        return position -> {
            long timestamp = columns.timestamp.get(position);
            return timestamp >= fromNanos && timestamp <= toNanos;
        };
    }

    /** Returns a matcher of events that all of the matchers match. */
    static Matcher all(Matcher... matchers) {
        return switch (matchers.length) {
            case 0 -> position -> true;
            case 1 -> matchers[0];
            default ->
                position -> {
                    for (Matcher matcher : matchers) {
                        if (!matcher.matches(position)) {
                            return false;
                        }
                    }
                    return true;
                };
        };
    }
}
