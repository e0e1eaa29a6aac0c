package dev.mayfly.sink;

import dev.mayfly.eventstore.prefix.LogPrefix;
import org.jspecify.annotations.Nullable;

/**
 * How far a store has been forwarded, in a form that outlives its incarnation: the same events that are read back in
 * another process are another history, and known by the id of the event at that position.
 *
 * @param position the position up to which every event is done with; 0 for none
 * @param eventId the id of the event there, or null for position 0
 */
public record SavedCheckpoint(long position, @Nullable String eventId) {
    /** Nothing has been forwarded. */
    public static final SavedCheckpoint NONE = new SavedCheckpoint(0, null);

    /** Returns how far a log has been forwarded: up to the position, or not at all if another event is there or none. */
    long in(LogPrefix log) {
        boolean same = position > 0
                && position <= log.position()
                && log.event(position).eventId().equals(eventId);
        return same ? position : 0;
    }

    /** Returns the form to be kept of a position in a log. */
    static SavedCheckpoint of(long position, LogPrefix log) {
        return position == 0
                ? NONE
                : new SavedCheckpoint(position, log.event(position).eventId());
    }
}
