package dev.mayfly.eventstore.prefix;

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

    /** Returns the ordinal of the event's type; never 0. */
    int eventType();

    /** Returns the ordinal of the event's aggregate; never 0. */
    int aggregate();

    /** Returns the ordinal of the type of the event's aggregate; never 0. */
    int aggregateType();

    /** Returns the ordinal of the organisation that the event is found by, or 0. */
    int organization();

    /** Returns the ordinal of the user that the event is found by, or 0. */
    int user();

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

    /** Returns the event type of an ordinal that {@link #eventType()} has returned. */
    String eventTypeName(int ordinal);

    /** Returns the aggregate id of an ordinal that {@link #aggregate()} has returned. */
    String aggregateId(int ordinal);

    /** Returns the aggregate type of an ordinal that {@link #aggregateType()} has returned. */
    String aggregateTypeName(int ordinal);

    /** Returns the organisation of an ordinal other than 0 that {@link #organization()} has returned. */
    String organizationId(int ordinal);

    /** Returns the user of an ordinal other than 0 that {@link #user()} has returned. */
    String userId(int ordinal);
}
