package dev.mayfly.projection.fold;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;

/**
 * The event that a fold is at: by its columns, which makes no object of it, or as a whole.
 *
 * <p>One object represents all events of a reading, one after the other. For one thread.
 */
public final class CurrentEvent {
    private final LogPrefix log;
    private final EventScan columns;
    private long position;

    /** Makes a reader that is before the first matching event. */
    public CurrentEvent(LogPrefix log, Criteria criteria) {
        this.log = log;
        this.columns = StoreFailure.read(() -> log.scan(criteria, Sort.POSITION));
    }

    /** Moves on to the next event and returns its position, or 0 if there is none. */
    public long next() {
        position = StoreFailure.read(columns::next);
        return position;
    }

    /** Returns its position. */
    public long position() {
        return position;
    }

    /** Returns the log that it is in, which may be read elsewhere too: it extends beyond the event. */
    public LogPrefix log() {
        return log;
    }

    /**
     * Returns its columns. The scan stands at the event and is not to be moved; its ordinals mean something for as long
     * as this method returns the same scan.
     */
    public EventScan columns() {
        return columns;
    }

    /** Returns the whole event; created at each call. */
    public RecordedEvent recorded() {
        return StoreFailure.read(() -> log.event(position));
    }
}
