package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.memory.IntColumn;
import java.util.Arrays;

/** Whether the event at a position matches a criterion; reads columns, or the event's record where there is none. */
interface Matcher {
    boolean matches(int position);

    /** The column's value is one of the ordinals. */
    static Matcher oneOf(IntColumn column, int[] ordinals) {
        if (ordinals.length == 1) {
            int only = ordinals[0];
            return position -> column.get(position) == only;
        }
        int[] sorted = ordinals.clone();
        Arrays.sort(sorted);
        return position -> Arrays.binarySearch(sorted, column.get(position)) >= 0;
    }

    /** The aggregate's type is one of the ordinals. */
    static Matcher aggregateType(Columns columns, int[] ordinals) {
        Matcher byAggregate = oneOf(columns.aggregateType, ordinals);
        return position -> byAggregate.matches(columns.aggregate.get(position));
    }

    /** The event has all of the tags. */
    static Matcher tags(Columns columns, int[] ordinals) {
        return position -> {
            RecordView record = new RecordView(columns.records, columns.recordAddress(position));
            if (record.tagCount < ordinals.length) {
                return false;
            }
            int[] borne = record.tags();
            for (int wanted : ordinals) {
                boolean found = false;
                for (int tag : borne) {
                    found |= tag == wanted;
                }
                if (!found) {
                    return false;
                }
            }
            return true;
        };
    }

    /** The event happened within a time, both ends inclusive. */
    static Matcher during(Columns columns, long fromNanos, long toNanos) {
        return position -> {
            long timestamp = columns.timestamp.get(position);
            return timestamp >= fromNanos && timestamp <= toNanos;
        };
    }

    /** All of the matchers match. */
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
