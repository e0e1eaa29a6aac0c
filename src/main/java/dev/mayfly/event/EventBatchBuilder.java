package dev.mayfly.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A builder of event batches. A parser refers to slices of the array that it passed in; a Java caller adds whole
 * events, whose texts are written after the array's existing contents.
 */
public final class EventBatchBuilder {
    private byte[] bytes;
    private int used;
    private int size;
    private int[] slices;
    private long[] timestamps;
    private int[] tagEnds;
    private int[] tagSlices = new int[0];
    private long @Nullable [] places;
    private int tags;

    /**
     * Starts a batch.
     *
     * @param bytes the array of the slices, which the batch owns from now on
     * @param used how many of its bytes are already taken
     * @param expectedEvents the approximate number of events
     */
    public EventBatchBuilder(byte[] bytes, int used, int expectedEvents) {
        this.bytes = bytes;
        this.used = used;
        int capacity = Math.max(1, expectedEvents);
        this.slices = new int[capacity * EventBatch.STRIDE];
        this.timestamps = new long[capacity];
        this.tagEnds = new int[capacity];
    }

    /** Allows events to have places. Must be called before the first event. */
    public void withPlaces() {
        places = new long[timestamps.length * EventBatch.PLACE];
    }

    /** Starts the next event, with all fields absent, and returns its index. */
    public int begin() {
        if (size == timestamps.length) {
            int capacity = Math.max(4, size * 2);
            slices = Arrays.copyOf(slices, capacity * EventBatch.STRIDE);
            timestamps = Arrays.copyOf(timestamps, capacity);
            tagEnds = Arrays.copyOf(tagEnds, capacity);
            if (places != null) {
                places = Arrays.copyOf(places, capacity * EventBatch.PLACE);
            }
        }
        int base = size * EventBatch.STRIDE;
        for (int i = 0; i < EventBatch.STRIDE; i += 2) {
            slices[base + i] = -1;
            slices[base + i + 1] = 0;
        }
        timestamps[size] = EventBatch.NO_TIMESTAMP;
        tagEnds[size] = tags;
        if (places != null) {
            places[size * EventBatch.PLACE + 2] = EventBatch.NO_TIMESTAMP;
        }
        return size++;
    }

    /** Returns the number of events started so far. */
    public int size() {
        return size;
    }

    /** Returns the array of the slices, which {@link #text} may have replaced with a larger copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Sets a text of the current event to a slice of the array. */
    public void slice(EventBatch.Field field, int offset, int length) {
        slice(2 * field.ordinal(), offset, length);
    }

    /** Sets the indexed value of a metadata dimension of the current event to a slice of the array. */
    public void slice(Dimension dimension, int offset, int length) {
        slice(EventBatch.SLICE[dimension.ordinal()], offset, length);
    }

    private void slice(int which, int offset, int length) {
        int at = (size - 1) * EventBatch.STRIDE + which;
        slices[at] = offset;
        slices[at + 1] = length;
    }

    /** Returns whether the current event has that text. */
    public boolean has(EventBatch.Field field) {
        return slices[(size - 1) * EventBatch.STRIDE + 2 * field.ordinal()] >= 0;
    }

    /** Sets when the current event happened, in nanoseconds since 1970. */
    public void timestampNanos(long nanos) {
        timestamps[size - 1] = nanos;
    }

    /** Sets the position that the current event had; the batch must have places. */
    public void position(long position) {
        place(0, position);
    }

    /** Sets the version that the current event had; the batch must have places. */
    public void version(long version) {
        place(1, version);
    }

    /** Sets when the current event was recorded, in nanoseconds since 1970; the batch must have places. */
    public void recordedAtNanos(long nanos) {
        place(2, nanos);
    }

    private void place(int which, long value) {
        if (places == null) {
            throw new IllegalStateException("the batch has no places");
        }
        places[(size - 1) * EventBatch.PLACE + which] = value;
    }

    /** Adds a tag, a slice of the array, to the current event. */
    public void tag(int offset, int length) {
        if (2 * tags == tagSlices.length) {
            tagSlices = Arrays.copyOf(tagSlices, Math.max(16, 4 * tags));
        }
        tagSlices[2 * tags] = offset;
        tagSlices[2 * tags + 1] = length;
        tags++;
        tagEnds[size - 1] = tags;
    }

    /** Adds a tag, which must be an identifier, to the current event. */
    public void tag(String value) {
        int offset = used;
        tag(offset, put(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sets a text of the current event to a string, whose bytes are written at the end of the array's contents. */
    public void text(EventBatch.Field field, String value) {
        int offset = used;
        slice(field, offset, put(value.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Adds a whole event.
     *
     * @throws InvalidInputException if an identifier breaks {@link Identifier}'s rule or a time cannot be represented
     */
    public void add(NewEvent event) {
        begin();
        identifier(EventBatch.Field.EVENT_ID, "eventId", event.eventId());
        identifier(EventBatch.Field.AGGREGATE_ID, "aggregateId", required("aggregateId", event.aggregateId()));
        identifier(EventBatch.Field.AGGREGATE_TYPE, "aggregateType", event.aggregateType());
        identifier(EventBatch.Field.EVENT_TYPE, "eventType", required("eventType", event.eventType()));
        identifier(EventBatch.Field.CORRELATION_ID, "correlationId", event.correlationId());
        identifier(EventBatch.Field.CAUSATION_ID, "causationId", event.causationId());
        identifier(EventBatch.Field.TRACEPARENT, "traceparent", event.traceparent());
        if (event.timestamp() != null) {
            timestampNanos(Rfc3339.epochNanos("timestamp", event.timestamp()));
        }
        for (String tag : event.tags()) {
            int offset = used;
            tag(offset, put(Identifier.require("tags", tag).getBytes(StandardCharsets.UTF_8)));
        }
        raw(EventBatch.Field.METADATA, event.metadata());
        raw(EventBatch.Field.DATA, event.data());
    }

    /** Adds the events of another batch, without their places. */
    public void addAll(EventBatch events) {
        for (int i = 0; i < events.size(); i++) {
            begin();
            for (int which = 0; which < EventBatch.STRIDE; which += 2) {
                int from = events.offset(i, which);
                if (from >= 0) {
                    int offset = used;
                    slice(which, offset, put(events.bytes(), from, events.length(i, which)));
                }
            }
            timestampNanos(events.timestampNanos(i));
            for (int t = 0; t < events.tagCount(i); t++) {
                int offset = used;
                tag(offset, put(events.bytes(), events.tagOffset(i, t), events.tagLength(i, t)));
            }
        }
    }

    /** Returns how many bytes of the array are in use. */
    public int usedBytes() {
        return used;
    }

    /**
     * Sets the indexed value of a metadata dimension of the current event; null for none.
     *
     * @throws InvalidInputException if it breaks {@link Identifier}'s rule
     */
    public void indexed(Dimension dimension, @Nullable String value) {
        if (value != null) {
            int offset = used;
            String checked = Identifier.require(dimension.path(), value);
            slice(dimension, offset, put(checked.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Returns the batch; the builder must not be used afterwards. */
    public EventBatch build() {
        return new EventBatch(bytes, size, slices, timestamps, tagEnds, tagSlices, places, null);
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw InvalidInputException.invalid(field, "is required");
        }
        return value;
    }

    private void identifier(EventBatch.Field field, String name, @Nullable String value) {
        if (value != null) {
            text(field, Identifier.require(name, value));
        }
    }

    private void raw(EventBatch.Field field, @Nullable RawJson json) {
        if (json != null) {
            int offset = used;
            slice(field, offset, put(json.array(), json.offset(), json.sizeBytes()));
        }
    }

    private int put(byte[] text) {
        return put(text, 0, text.length);
    }

    private int put(byte[] text, int offset, int length) {
        if (used + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length * 2));
        }
        System.arraycopy(text, offset, bytes, used, length);
        used += length;
        return length;
    }
}
