package dev.mayfly.projection.fold;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;

/**
 * The current event of a fold: as columns, which allocates nothing for the event, or as a whole.
 *
 * <p>One object stands for all events of a scan, one after the other. For one thread.
 */
public final class CurrentEvent {
    private final LogPrefix log;
    private final EventScan columns;
    private long position;

    /**
     * Makes an instance before the first event that meets the criteria.
     *
     * @throws StoreFailure if the store cannot be read
     */
    public CurrentEvent(LogPrefix log, Criteria criteria) {
        this.log = log;
        this.columns = StoreFailure.read(() -> log.scan(criteria, Sort.POSITION));
    }

    /**
     * Moves to the next event and returns its position, or 0 if there is none.
     *
     * @throws StoreFailure if the store cannot be read
     */
    public long next() {
        position = StoreFailure.read(columns::next);
        return position;
    }

    /** Returns the event's position; 0 before the first and after the last event. */
    public long position() {
        return position;
    }

    /** Returns the log prefix that contains the event; it may extend beyond the event. */
    public LogPrefix log() {
        return log;
    }

    /**
     * Returns the event's columns. The scan is at the event and must not be moved. Its ordinals are valid for as long
     * as this method returns the same scan.
     */
    public EventScan columns() {
        return columns;
    }

    /**
     * Returns the whole event, created anew at each call; a redacted one has the data <code>{}</code>.
     *
     * @throws StoreFailure if the store cannot be read
     */
    public RecordedEvent recorded() {
        return StoreFailure.read(() -> {
            RecordedEvent event = log.event(position);
            return log.isRedacted(position) ? event.withoutContent() : event;
        });
    }
}
