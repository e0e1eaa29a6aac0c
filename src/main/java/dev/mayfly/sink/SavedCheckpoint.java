package dev.mayfly.sink;

import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import org.jspecify.annotations.Nullable;

/**
 * A forwarding checkpoint of a store that outlives its incarnation. The same events read back in another process form a
 * new history, which is recognized by the id of the event at the position.
 *
 * @param position the position up to which every event is finished; 0 for none
 * @param eventId the id of the event there, or null for position 0
 */
public record SavedCheckpoint(long position, @Nullable String eventId) {
    /** Nothing has been forwarded. */
    public static final SavedCheckpoint NONE = new SavedCheckpoint(0, null);

    /**
     * Returns how far a log has been forwarded: up to the position, or 0 if the log has a different event or none
     * there. If that event has been removed, the log is taken for the same.
     */
    long in(LogPrefix log) {
        boolean same = position > 0
                && position <= log.position()
                && (log.removed().contains(position)
                        || log.event(position).eventId().equals(eventId));
        return same ? position : 0;
    }

    /** Returns the saved form of a position in a log. */
    static SavedCheckpoint of(long position, LogPrefix log) {
        RemovedEvents removed = log.removed();
        long last = position;
        while (last > 0 && removed.contains(last)) {
            last--;
        }
        return last == 0 ? NONE : new SavedCheckpoint(last, log.event(last).eventId());
    }
}
