package dev.mayfly.store.retention;

import dev.mayfly.event.json.JsonBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much is kept of the aggregates of a type. At least one limit is given.
 *
 * @param aggregateType their type
 * @param idleFor after how long without a new event an aggregate is removed and forgotten; null for never
 * @param maxAge after how long an event is removed; null for never
 * @param maxCount how many of an aggregate's events are kept; 0 for all
 */
public record RetentionRule(
        String aggregateType,
        @Nullable Duration idleFor,
        @Nullable Duration maxAge,
        long maxCount) {
    /** Returns a rule that keeps what both this one and another one for the same type keep. */
    RetentionRule and(RetentionRule other) {
        long count = maxCount == 0 || other.maxCount == 0
                ? Math.max(maxCount, other.maxCount)
                : Math.min(maxCount, other.maxCount);
        return new RetentionRule(aggregateType, shorter(idleFor, other.idleFor), shorter(maxAge, other.maxAge), count);
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Writes the rule as JSON. */
    void write(JsonBuffer out) {
        out.ascii("{\"aggregateType\":").string(aggregateType);
        if (idleFor != null) {
            out.ascii(",\"idleFor\":").string(idleFor.toString());
        }
        if (maxAge != null) {
            out.ascii(",\"maxAge\":").string(maxAge.toString());
        }
        if (maxCount > 0) {
            out.ascii(",\"maxCount\":").number(maxCount);
        }
        out.put('}');
    }
}
