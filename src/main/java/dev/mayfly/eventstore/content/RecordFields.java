package dev.mayfly.eventstore.content;

import dev.mayfly.criteria.where.EventFields;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.Root;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.column.Records;
import dev.mayfly.eventstore.index.KeyTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The fields of the event at a position, read from its columns and its record. For one thread. */
final class RecordFields implements EventFields {
    private final Columns columns;
    private int position;
    private @Nullable RecordView record;

    RecordFields(Columns columns) {
        this.columns = columns;
    }

    /** Moves to an event. */
    void at(int newPosition) {
        position = newPosition;
        record = null;
    }

    /** Returns the event's record. */
    RecordView record() {
        RecordView read = record;
        if (read == null) {
            read = new RecordView(columns.records, columns.recordAddress(position));
            record = read;
        }
        return read;
    }

    @Override
    public RawJson data() {
        RecordView view = record();
        return view.isRedacted() ? RawJson.EMPTY_OBJECT : RawJson.of(view.array, view.dataOffset, view.dataLength);
    }

    @Override
    public @Nullable RawJson metadata() {
        RecordView view = record();
        return view.has(Records.METADATA) ? RawJson.of(view.array, view.metadataOffset, view.metadataLength) : null;
    }

    @Override
    public long number(Root root) {
        return root == Root.POSITION ? position : record().version;
    }

    @Override
    public long nanos(Root root) {
        long timestamp = columns.timestamp.get(position);
        return root == Root.TIMESTAMP ? timestamp : timestamp + record().recordedDistance;
    }

    @Override
    public @Nullable String text(EventPath path) {
        Dimension indexed = path.indexedMetadata();
        if (indexed != null) {
            return value(indexed);
        }
        return switch (path.root()) {
            case EVENT_ID -> eventId(position, record());
            case EVENT_TYPE -> value(Dimension.EVENT_TYPE);
            case AGGREGATE_ID -> value(Dimension.AGGREGATE_ID);
            case AGGREGATE_TYPE -> value(Dimension.AGGREGATE_TYPE);
            case CORRELATION_ID -> value(Dimension.CORRELATION_ID);
            case CAUSATION_ID -> cause();
            case TRACEPARENT -> {
                RecordView view = record();
                yield view.traceLength == 0 ? null : text(view, view.traceOffset, view.traceLength);
            }
            default -> throw new IllegalArgumentException(path + " is not a text");
        };
    }

    @Override
    public List<String> tags() {
        return Arrays.stream(record().tags()).mapToObj(columns.tags::text).toList();
    }

    private @Nullable String value(Dimension dimension) {
        return textOrNull(columns.keys(dimension), columns.ordinal(dimension, position));
    }

    private @Nullable String cause() {
        int cause = columns.cause.get(position);
        return cause > 0
                ? eventId(cause, new RecordView(columns.records, columns.recordAddress(cause)))
                : textOrNull(columns.foreignCauses, -cause);
    }

    private String eventId(int of, RecordView view) {
        return view.has(Records.TEXT_ID)
                ? text(view, view.idOffset, view.idLength)
                : new UUID(columns.idHigh(of), columns.idLow(of)).toString();
    }

    private static @Nullable String textOrNull(KeyTable table, int ordinal) {
        return ordinal == 0 ? null : table.text(ordinal);
    }

    private static String text(RecordView view, int offset, int length) {
        return new String(view.array, offset, length, StandardCharsets.UTF_8);
    }
}
