package dev.mayfly.event.json;

import dev.mayfly.event.EventBatch.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of an event's envelope; the last three only for events from a log. */
enum EnvelopeField {
    EVENT_ID("eventId", Field.EVENT_ID),
    AGGREGATE_ID("aggregateId", Field.AGGREGATE_ID),
    AGGREGATE_TYPE("aggregateType", Field.AGGREGATE_TYPE),
    EVENT_TYPE("eventType", Field.EVENT_TYPE),
    TIMESTAMP("timestamp", null),
    CORRELATION_ID("correlationId", Field.CORRELATION_ID),
    CAUSATION_ID("causationId", Field.CAUSATION_ID),
    TAGS("tags", null),
    TRACEPARENT("traceparent", Field.TRACEPARENT),
    METADATA("metadata", Field.METADATA),
    DATA("data", Field.DATA),
    POSITION("position", null),
    VERSION("version", null),
    RECORDED_AT("recordedAt", null);

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // written once, never handed out
    private final byte[] keyBytes;

    private final @Nullable Field slice;

    EnvelopeField(String key, @Nullable Field slice) {
        this.key = key;
        this.keyBytes = key.getBytes(StandardCharsets.US_ASCII);
        this.slice = slice;
    }

    /** Returns the field's name in JSON. */
    String key() {
        return key;
    }

    /** Returns the names of the fields that clients may send. */
    static List<String> sent() {
        return Arrays.stream(values())
                .filter(field -> !field.isPlace())
                .map(EnvelopeField::key)
                .toList();
    }

    /** Returns whether the store assigns it. */
    boolean isPlace() {
        return this == POSITION || this == VERSION || this == RECORDED_AT;
    }

    /** Returns the batch's slice for the field's text, or null for fields that the batch stores in other ways. */
    @Nullable
    Field slice() {
        return slice;
    }

    /**
     * Returns the field with the name in {@code text} from {@code from} (inclusive) to {@code to} (exclusive), or null
     * if there is none.
     */
    static @Nullable EnvelopeField named(byte[] text, int from, int to) {
        EnvelopeField only = switch (to - from) {
            case 4 -> text[from] == 't' ? TAGS : DATA;
            case 7 -> text[from] == 'e' ? EVENT_ID : VERSION;
            case 8 -> text[from] == 'm' ? METADATA : POSITION;
            case 9 -> text[from] == 'e' ? EVENT_TYPE : TIMESTAMP;
            case 10 -> RECORDED_AT;
            case 11 -> text[from] == 'a' ? AGGREGATE_ID : text[from] == 'c' ? CAUSATION_ID : TRACEPARENT;
            case 13 -> text[from] == 'a' ? AGGREGATE_TYPE : CORRELATION_ID;
            default -> null;
        };
        return only != null && Arrays.equals(text, from, to, only.keyBytes, 0, only.keyBytes.length) ? only : null;
    }
}
