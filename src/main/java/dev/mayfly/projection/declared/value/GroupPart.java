package dev.mayfly.projection.declared.value;

import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.Root;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.time.Interval;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A part of a group's key: the value at a path, or the interval of time that a time there falls into.
 *
 * @param interval the length of the intervals, or null for the value itself
 * @param zone the time zone of the intervals, UTC if there are none
 */
public record GroupPart(EventPath path, @Nullable Interval interval, ZoneId zone) {
    private static final ZoneId UTC = ZoneId.of("UTC");

    /** Returns the part that is the value at a path. */
    public static GroupPart of(EventPath path) {
        return new GroupPart(path, null, UTC);
    }

    /**
     * Checks that the values at the path can be part of a key.
     *
     * @param field the field to report
     * @throws InvalidInputException if they never can
     */
    public void requireKey(String field) {
        Root.Kind kind = path.kind();
        if (kind == Root.Kind.LIST || kind == Root.Kind.OBJECT) {
            throw InvalidInputException.invalid(
                    field, "must lead to a string, number or boolean, which " + path + " never is");
        }
        if (interval != null && kind == Root.Kind.NUMBER) {
            throw InvalidInputException.invalid(field, "must lead to a time, which " + path + " never is");
        }
    }
}
