package dev.mayfly.eventstore.aggregate;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.removal.Removals;

/**
 * Redacts events of a log: each gets a new record, and no longer has what was indexed of its metadata. The old record stays
 * in memory that nothing refers to. Writer only.
 */
public final class Redacter {
    private final Columns columns;
    private final Removals removals;
    private int[] redacted = {};
    private int[] versions = {};
    private int count;

    /** Makes the redacter of a log. */
    public Redacter(Columns columns, Removals removals) {
        this.columns = columns;
        this.removals = removals;
    }

    /**
     * Redacts the events at positions up to the head that are neither removed nor redacted; returns how many.
     *
     * @param content what their data and metadata become
     */
    public int redact(long[] positions, int from, int to, int head, RawJson content) {
        redacted = new int[to - from];
        versions = new int[redacted.length];
        count = 0;
        long[] addresses = new long[redacted.length];
        for (int i = from; i < to; i++) {
            int position = (int) positions[i];
            if (position < 1 || position > head || removals.contains(position)) {
                continue;
            }
            RecordView record = new RecordView(columns.records, columns.recordAddress(position));
            if (!record.isRedacted()) {
                removals.addGarbage(columns.records.sizeBytes(columns.recordAddress(position)));
                addresses[count] = columns.records.redacted(record, content);
                versions[count] = record.version;
                redacted[count++] = position;
            }
        }
        columns.move(redacted, addresses, count);
        for (int i = 0; i < count; i++) {
            for (Dimension dimension : Dimension.IN_METADATA) {
                columns.column(dimension).set(redacted[i], 0);
            }
        }
        return count;
    }

    /**
     * Counts the events that {@link #redact} has just redacted. Called once no index has their former contents, because what
     * a reader finds is kept for the revision that it has seen before.
     */
    public void counted() {
        for (int i = 0; i < count; i++) {
            removals.redact(columns.aggregate.get(redacted[i]), versions[i]);
        }
    }
}
