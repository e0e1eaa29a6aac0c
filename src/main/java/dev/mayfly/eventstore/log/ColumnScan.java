package dev.mayfly.eventstore.log;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.column.Records;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.Work;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A scan of the events at given positions, which reads the log's columns. */
final class ColumnScan implements EventScan {
    private final EventLog log;
    private final Columns columns;
    private final int bound;
    private final Positions positions;
    private final Work work;
    private int at;

    /** Makes a scan of positions up to a bound. */
    ColumnScan(EventLog log, int bound, Positions positions, Work work) {
        this.log = log;
        this.columns = log.columns;
        this.bound = bound;
        this.positions = positions;
        this.work = work;
    }

    @Override
    public long next() {
        at = (int) positions.next();
        return at;
    }

    @Override
    public long candidates(long wanted) {
        return positions == Positions.NONE ? 0 : positions.candidates(wanted);
    }

    @Override
    public void reserve(long bytes) {
        work.reserve(bytes);
    }

    @Override
    public long timestampNanos() {
        return columns.timestamp.get(at);
    }

    @Override
    public int ordinal(Dimension dimension) {
        return columns.ordinal(dimension, at);
    }

    @Override
    public long cause() {
        int cause = columns.cause.get(at);
        if (cause > 0 && log.removals.contains(cause)) {
            return causeAgain(cause);
        }
        // A cause that was not stored when its effect was appended may have been stored since.
        return cause >= 0 ? cause : log.ids.find(log.key(columns.foreignCauses.text(-cause)), bound);
    }

    /** Returns the position of the event that has the id of a removed one now, or 0 if there is none. */
    private int causeAgain(int removed) {
        RecordView record = new RecordView(columns.records, columns.recordAddress(removed));
        String id = record.has(Records.TEXT_ID)
                ? new String(record.array, record.idOffset, record.idLength, StandardCharsets.UTF_8)
                : new UUID(columns.idHigh(removed), columns.idLow(removed)).toString();
        return log.ids.find(log.key(id), bound);
    }

    @Override
    public RawJson data() {
        RecordView record = record();
        work.payForBytes(record.dataLength);
        return record.isRedacted()
                ? RawJson.EMPTY_OBJECT
                : RawJson.of(record.array, record.dataOffset, record.dataLength);
    }

    @Override
    public @Nullable RawJson metadata() {
        RecordView record = record();
        return record.has(Records.METADATA)
                ? RawJson.of(record.array, record.metadataOffset, record.metadataLength)
                : null;
    }

    @Override
    public String value(Dimension dimension, int ordinal) {
        return columns.keys(dimension).text(ordinal);
    }

    private RecordView record() {
        return new RecordView(columns.records, columns.recordAddress(at));
    }
}
