package dev.mayfly.eventstore.log;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.tree.JsonMeaning;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.KeyTable;
import java.util.Arrays;

/**
 * Checks whether a batch repeats stored events: every value that the client gave must mean the same as the stored one.
 * Omitted values, and those that came from headers, are not compared. Data and metadata are compared as JSON values,
 * not as text.
 */
final class Repetition {
    private final EventLog log;
    private final Columns columns;
    private final Key key = new Key();

    Repetition(EventLog log) {
        this.log = log;
        this.columns = log.columns;
    }

    /** Returns whether the batch's events equal the stored ones from a position on; their ids are known to be equal. */
    boolean isOf(EventBatch batch, int first) {
        for (int i = 0; i < batch.size(); i++) {
            if (!isSame(batch, i, first + i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(EventBatch batch, int i, int position) {
        int aggregate = columns.aggregate.get(position);
        return isSame(columns.aggregates, aggregate, batch, i, Field.AGGREGATE_ID)
                && isSame(columns.types, columns.type.get(position), batch, i, Field.EVENT_TYPE)
                && isSame(columns.aggregateTypes, columns.aggregateType.get(aggregate), batch, i, Field.AGGREGATE_TYPE)
                && isSame(columns.correlations, columns.correlation.get(position), batch, i, Field.CORRELATION_ID)
                && isSameCause(batch, i, columns.cause.get(position))
                && (batch.timestampNanos(i) == EventBatch.NO_TIMESTAMP
                        || batch.timestampNanos(i) == columns.timestamp.get(position))
                && isSameRecord(batch, i, new RecordView(columns.records, columns.recordAddress(position)));
    }

    private boolean isSame(KeyTable table, int ordinal, EventBatch batch, int i, Field field) {
        int offset = batch.offset(i, field);
        return offset < 0
                || ordinal != 0
                        && table.matches(ordinal, key.set(batch.bytes(), offset, batch.length(i, field), log.seed));
    }

    private boolean isSameCause(EventBatch batch, int i, int cause) {
        if (cause <= 0) {
            return isSame(columns.foreignCauses, -cause, batch, i, Field.CAUSATION_ID);
        }
        int offset = batch.offset(i, Field.CAUSATION_ID);
        return offset < 0
                || log.ids.isOf(cause, key.set(batch.bytes(), offset, batch.length(i, Field.CAUSATION_ID), log.seed));
    }

    private boolean isSameRecord(EventBatch batch, int i, RecordView record) {
        boolean redacted = record.isRedacted();
        return (redacted || isSameContent(batch, i, record))
                && isSameSlice(batch, i, Field.TRACEPARENT, record, record.traceOffset, record.traceLength)
                && isSameTags(batch, i, record);
    }

    private static boolean isSameContent(EventBatch batch, int i, RecordView record) {
        return isSameValue(batch, i, Field.DATA, record, record.dataOffset, record.dataLength)
                && isSameValue(batch, i, Field.METADATA, record, record.metadataOffset, record.metadataLength);
    }

    private static boolean isSameValue(
            EventBatch batch, int i, Field field, RecordView record, int offset, int length) {
        return isSameSlice(batch, i, field, record, offset, length)
                || length > 0
                        && JsonMeaning.same(
                                RawJson.of(batch.bytes(), batch.offset(i, field), batch.length(i, field)),
                                RawJson.of(record.array, offset, length));
    }

    private static boolean isSameSlice(
            EventBatch batch, int i, Field field, RecordView record, int offset, int length) {
        int given = batch.offset(i, field);
        return given < 0
                || Arrays.equals(
                        batch.bytes(), given, given + batch.length(i, field), record.array, offset, offset + length);
    }

    private boolean isSameTags(EventBatch batch, int i, RecordView record) {
        int count = batch.tagCount(i);
        if (count == 0) {
            return true;
        }
        if (count != record.tagCount) {
            return false;
        }
        int[] stored = record.tags();
        for (int t = 0; t < count; t++) {
            key.set(batch.bytes(), batch.tagOffset(i, t), batch.tagLength(i, t), log.seed);
            if (!columns.tags.matches(stored[t], key)) {
                return false;
            }
        }
        return true;
    }
}
