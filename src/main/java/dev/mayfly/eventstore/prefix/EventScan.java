package dev.mayfly.eventstore.prefix;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * A scan of events by their columns, which allocates nothing per event.
 *
 * <p>Texts are represented by ordinals within their dimension: 1, 2, 3 … with few gaps, and 0 where the event has no
 * such value. The methods about an event refer to the one whose position {@link #next()} returned last; before the
 * first and after the end they are undefined. For one thread at a time.
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
     * Returns the position of the event that caused this one, or 0 if there is none or it is not in the prefix. It may
     * be any event of the prefix, even a later one or the event itself.
     */
    long cause();

    /** Returns the event's data; {@code {}} if none was sent, or if it has been redacted. */
    RawJson data();

    /** Returns the event's metadata, an object, or null if none was sent. */
    @Nullable
    RawJson metadata();

    /**
     * Reserves memory for what the caller makes of the events, from the budget of the prefix that is scanned; see {@link
     * Work#reserve}. A scan without a budget reserves nothing.
     */
    default void reserve(long bytes) {}

    /** Returns the value of a non-zero ordinal that {@link #ordinal} returned for the dimension. */
    String value(Dimension dimension, int ordinal);
}
