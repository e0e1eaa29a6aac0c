package dev.mayfly.eventstore.prefix;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * Events one after the other, looked at by their columns, so that counting them makes no object of any of them.
 *
 * <p>What is text comes as an ordinal of its kind: 1, 2, 3 …, nearly without gaps, and 0 where the event has no such
 * value. The methods that tell of an event tell of the one whose position {@link #next()} returned last, and mean nothing
 * before the first and behind the end. For one thread at a time.
 */
public interface EventScan extends Positions {
    /** Returns when the event happened, in nanoseconds since 1970. */
    long timestampNanos();

    /**
     * Returns the ordinal of the event's value of a dimension, or 0 if it has none.
     *
     * @param dimension any but {@link Dimension#CAUSATION_ID} (see {@link #cause()}) and {@link Dimension#TAG}
     */
    int ordinal(Dimension dimension);

    /**
     * Returns the position of the event that caused the event, or 0 if there is none or it is not in the prefix. It may
     * be any event of the prefix: a later one, and the event itself.
     */
    long cause();

    /** Returns the event's data; {@code {}} if none was sent. */
    RawJson data();

    /** Returns the event's metadata, an object, or null if none was sent. */
    @Nullable
    RawJson metadata();

    /** Returns the value of an ordinal other than 0 that {@link #ordinal} has returned for the dimension. */
    String value(Dimension dimension, int ordinal);
}
