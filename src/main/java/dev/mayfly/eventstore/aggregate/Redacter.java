package dev.mayfly.eventstore.aggregate;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.removal.Removals;

/**
 * Redacts events of a log: each gets a new record, and no longer has what was indexed of its metadata. The old record stays
 * in memory that nothing refers to.
 */
public final class Redacter {
    private final Columns columns;
    private final Removals removals;

    /** Makes the redacter of a log. */
    public Redacter(Columns columns, Removals removals) {
        this.columns = columns;
        this.removals = removals;
    }

    /**
     * Redacts the events at positions up to the head that are neither removed nor redacted; returns how many. Writer only.
     *
     * @param content what their data and metadata become
     */
    public int redact(long[] positions, int from, int to, int head, RawJson content) {
        int[] redacted = new int[to - from];
        long[] addresses = new long[redacted.length];
        int count = 0;
        for (int i = from; i < to; i++) {
            int position = (int) positions[i];
            if (position < 1 || position > head || removals.contains(position)) {
                continue;
            }
            RecordView record = new RecordView(columns.records, columns.recordAddress(position));
            if (!record.isRedacted()) {
                addresses[count] = columns.records.redacted(record, content);
                redacted[count++] = position;
                int aggregate = columns.aggregate.get(position);
                removals.redact(aggregate, record.version);
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
}
