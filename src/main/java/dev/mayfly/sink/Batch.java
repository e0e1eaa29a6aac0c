package dev.mayfly.sink;

import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.subscription.Step;
import java.util.Arrays;

/** The events of one slice of the log, by position and aggregate, consumed one by one. For one thread at a time. */
final class Batch {
    private static final int FIRST_EVENTS = 16;

    private final LogPrefix log;
    private final Checkpoint end;
    private long[] positions = new long[FIRST_EVENTS];
    private int[] aggregates = new int[FIRST_EVENTS];
    private int size;
    private int next;

    private Batch(Step.Slice slice) {
        this.log = slice.log();
        this.end = slice.checkpoint();
    }

    /** Returns the events of a slice, reading all of it. */
    static Batch read(Step.Slice slice) {
        Batch batch = new Batch(slice);
        EventScan scan = slice.scan();
        for (long position = scan.next(); position != 0; position = scan.next()) {
            // The ordinal is of this log alone. Two aggregates of the same hash only wait for each other.
            String aggregateId = scan.value(Dimension.AGGREGATE_ID, scan.ordinal(Dimension.AGGREGATE_ID));
            batch.add(position, aggregateId.hashCode());
        }
        return batch;
    }

    /** Returns a log that contains them. */
    LogPrefix log() {
        return log;
    }

    /** Returns the end of the slice. */
    Checkpoint end() {
        return end;
    }

    boolean isOver() {
        return next == size;
    }

    /** Moves the next event into a window. */
    void moveTo(Window window) {
        window.add(positions[next], aggregates[next]);
        next++;
    }

    private void add(long position, int aggregate) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, size * 2);
            aggregates = Arrays.copyOf(aggregates, size * 2);
        }
        positions[size] = position;
        aggregates[size] = aggregate;
        size++;
    }
}
