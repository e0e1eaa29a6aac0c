package dev.mayfly.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events staged for one append: every text is a slice of UTF-8 bytes in one array, so that staging makes no objects.
 *
 * <p>Identifiers stand in it as plain text (JSON escapes resolved), {@code data} and {@code metadata} as JSON text on one
 * line. All of it has been validated by whoever staged it: {@link Builder} for Java callers, the envelope parser for
 * JSON. An append reads the arrays and does not keep them.
 */
public final class EventBatch {
    /** The texts of an event that are fields of its own, in the order of their slices. */
    public enum Field {
        /** The event's id. */
        EVENT_ID,
        /** The aggregate's id; never absent. */
        AGGREGATE_ID,
        /** The aggregate's type. */
        AGGREGATE_TYPE,
        /** What happened; never absent. */
        EVENT_TYPE,
        /** What the event belongs to. */
        CORRELATION_ID,
        /** The id of what caused it. */
        CAUSATION_ID,
        /** The trace context that the client gave in the event itself. */
        TRACEPARENT,
        /** An object about the event, JSON. */
        METADATA,
        /** What the event says, JSON. */
        DATA
    }

    /** The timestamp of an event that was given none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    /** How many longs {@link #places} has for an event: position, version, {@code recordedAt}. */
    private static final int PLACE = 3;

    private static final Field[] FIELD_VALUES = Field.values();

    /** By dimension: where its slice stands among an event's, behind those of the fields; 0 for one that is no metadata. */
    private static final int[] SLICE = new int[Dimension.values().length];

    private static final int STRIDE = 2 * (FIELD_VALUES.length + Dimension.IN_METADATA.size());

    static {
        for (int i = 0; i < Dimension.IN_METADATA.size(); i++) {
            SLICE[Dimension.IN_METADATA.get(i).ordinal()] = 2 * (FIELD_VALUES.length + i);
        }
    }

    private final byte[] bytes;
    private final int size;
    private final int[] slices;
    private final long[] timestamps;
    private final int[] tagEnds;
    private final int[] tagSlices;
    private final long @Nullable [] places;
    private final @Nullable String defaultTraceparent;

    private EventBatch(
            byte[] bytes,
            int size,
            int[] slices,
            long[] timestamps,
            int[] tagEnds,
            int[] tagSlices,
            long @Nullable [] places,
            @Nullable String defaultTraceparent) {
        this.bytes = bytes;
        this.size = size;
        this.slices = slices;
        this.timestamps = timestamps;
        this.tagEnds = tagEnds;
        this.tagSlices = tagSlices;
        this.places = places;
        this.defaultTraceparent = defaultTraceparent;
    }

    /** Returns a batch of the given events, each checked. */
    public static EventBatch of(NewEvent... events) {
        return of(List.of(events));
    }

    /**
     * Returns a batch of the given events, each checked.
     *
     * @throws InvalidInputException if an identifier breaks {@link Identifier}'s rule or a time cannot be represented
     */
    public static EventBatch of(List<NewEvent> events) {
        Builder builder = new Builder(new byte[64 + 256 * events.size()], 0, events.size());
        for (NewEvent event : events) {
            builder.add(event);
        }
        return builder.build();
    }

    /** Returns how many events there are. */
    public int size() {
        return size;
    }

    /** Returns the array that all slices are of; not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns where a text of event {@code index} (from 0) begins, or -1 when it is absent. */
    public int offset(int index, Field field) {
        return slices[index * STRIDE + 2 * field.ordinal()];
    }

    /** Returns how many bytes a text of event {@code index} has; 0 when it is absent. */
    public int length(int index, Field field) {
        return slices[index * STRIDE + 2 * field.ordinal() + 1];
    }

    /** Returns a text of event {@code index}, or null when it is absent. */
    public @Nullable String text(int index, Field field) {
        int offset = offset(index, field);
        return offset < 0 ? null : new String(bytes, offset, length(index, field), StandardCharsets.UTF_8);
    }

    /**
     * Returns where the value of a dimension in the metadata of event {@code index} begins, or -1 when the event is not
     * found by it.
     */
    public int offset(int index, Dimension dimension) {
        return slices[index * STRIDE + SLICE[dimension.ordinal()]];
    }

    /** Returns how many bytes the value of a dimension in the metadata of event {@code index} has; 0 when it is absent. */
    public int length(int index, Dimension dimension) {
        return slices[index * STRIDE + SLICE[dimension.ordinal()] + 1];
    }

    /** Returns the value of a dimension in the metadata of event {@code index}, or null when it is absent. */
    public @Nullable String text(int index, Dimension dimension) {
        int offset = offset(index, dimension);
        return offset < 0 ? null : new String(bytes, offset, length(index, dimension), StandardCharsets.UTF_8);
    }

    /** Returns when event {@code index} happened, in nanoseconds since 1970, or {@link #NO_TIMESTAMP}. */
    public long timestampNanos(int index) {
        return timestamps[index];
    }

    /** Returns how many tags event {@code index} has. */
    public int tagCount(int index) {
        return tagEnds[index] - (index == 0 ? 0 : tagEnds[index - 1]);
    }

    /** Returns where tag number {@code tag} (from 0) of event {@code index} begins. */
    public int tagOffset(int index, int tag) {
        return tagSlices[2 * tagIndex(index, tag)];
    }

    /** Returns how many bytes tag number {@code tag} of event {@code index} has. */
    public int tagLength(int index, int tag) {
        return tagSlices[2 * tagIndex(index, tag) + 1];
    }

    /** Returns tag number {@code tag} of event {@code index}. */
    public String tag(int index, int tag) {
        return new String(bytes, tagOffset(index, tag), tagLength(index, tag), StandardCharsets.UTF_8);
    }

    private int tagIndex(int index, int tag) {
        return (index == 0 ? 0 : tagEnds[index - 1]) + tag;
    }

    /**
     * Returns whether the events have been in a log and bring their places in it with them: positions, versions and
     * {@code recordedAt}. Events that are appended get theirs from the store.
     */
    public boolean hasPlaces() {
        return places != null;
    }

    /** Returns the position that event {@code index} had, or 0 if the batch has no places or the event was given none. */
    public long position(int index) {
        return places == null ? 0 : places[index * PLACE];
    }

    /** Returns the version that event {@code index} had, or 0 if the batch has no places or the event was given none. */
    public long version(int index) {
        return places == null ? 0 : places[index * PLACE + 1];
    }

    /**
     * Returns when event {@code index} was recorded, in nanoseconds since 1970, or {@link #NO_TIMESTAMP} if the batch has no
     * places or the event was given none.
     */
    public long recordedAtNanos(int index) {
        return places == null ? NO_TIMESTAMP : places[index * PLACE + 2];
    }

    /**
     * Returns the trace context of the request that brought the batch, for the events that give none themselves; null
     * for none. It is stored but, unlike {@link Field#TRACEPARENT}, not compared when an append is repeated.
     */
    public @Nullable String defaultTraceparent() {
        return defaultTraceparent;
    }

    /** Returns the same batch, brought by a request with that trace context (null for none). */
    public EventBatch withDefaultTraceparent(@Nullable String traceparent) {
        return new EventBatch(bytes, size, slices, timestamps, tagEnds, tagSlices, places, traceparent);
    }

    /**
     * Collects events. A parser names slices of the array that it was made with; a Java caller adds whole events, whose
     * texts are written behind what is in the array.
     */
    public static final class Builder {
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
         * Begins a batch.
         *
         * @param bytes the array that the slices are of; it belongs to the batch from now on
         * @param used how many of its bytes are taken already
         * @param expectedEvents about how many events there will be
         */
        public Builder(byte[] bytes, int used, int expectedEvents) {
            this.bytes = bytes;
            this.used = used;
            int capacity = Math.max(1, expectedEvents);
            this.slices = new int[capacity * STRIDE];
            this.timestamps = new long[capacity];
            this.tagEnds = new int[capacity];
        }

        /** Lets the events have places; to be called before the first. */
        public void withPlaces() {
            places = new long[timestamps.length * PLACE];
        }

        /** Begins the next event, all of whose fields are absent so far, and returns its index. */
        public int begin() {
            if (size == timestamps.length) {
                int capacity = Math.max(4, size * 2);
                slices = Arrays.copyOf(slices, capacity * STRIDE);
                timestamps = Arrays.copyOf(timestamps, capacity);
                tagEnds = Arrays.copyOf(tagEnds, capacity);
                if (places != null) {
                    places = Arrays.copyOf(places, capacity * PLACE);
                }
            }
            int base = size * STRIDE;
            for (int i = 0; i < STRIDE; i += 2) {
                slices[base + i] = -1;
                slices[base + i + 1] = 0;
            }
            timestamps[size] = NO_TIMESTAMP;
            tagEnds[size] = tags;
            if (places != null) {
                places[size * PLACE + 2] = NO_TIMESTAMP;
            }
            return size++;
        }

        /** Returns how many events have been begun. */
        public int size() {
            return size;
        }

        /** Returns the array that the slices are of, which {@link #text} may have replaced by a larger copy. */
        public byte[] bytes() {
            return bytes;
        }

        /** Sets a text of the current event to a slice of the array. */
        public void slice(Field field, int offset, int length) {
            slice(2 * field.ordinal(), offset, length);
        }

        /** Sets the value of a dimension that the current event is found by, one of metadata, to a slice of the array. */
        public void slice(Dimension dimension, int offset, int length) {
            slice(SLICE[dimension.ordinal()], offset, length);
        }

        private void slice(int which, int offset, int length) {
            int at = (size - 1) * STRIDE + which;
            slices[at] = offset;
            slices[at + 1] = length;
        }

        /** Returns whether the current event has that text. */
        public boolean has(Field field) {
            return slices[(size - 1) * STRIDE + 2 * field.ordinal()] >= 0;
        }

        /** Sets when the current event happened, in nanoseconds since 1970. */
        public void timestampNanos(long nanos) {
            timestamps[size - 1] = nanos;
        }

        /** Sets the position that the current event had; the batch has places. */
        public void position(long position) {
            place(0, position);
        }

        /** Sets the version that the current event had; the batch has places. */
        public void version(long version) {
            place(1, version);
        }

        /** Sets when the current event was recorded, in nanoseconds since 1970; the batch has places. */
        public void recordedAtNanos(long nanos) {
            place(2, nanos);
        }

        private void place(int which, long value) {
            if (places == null) {
                throw new IllegalStateException("the batch has no places");
            }
            places[(size - 1) * PLACE + which] = value;
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

        /** Sets a text of the current event to a string, whose bytes are written behind those in the array. */
        public void text(Field field, String value) {
            int offset = used;
            slice(field, offset, put(value.getBytes(StandardCharsets.UTF_8)));
        }

        /**
         * Adds an event with everything that it has.
         *
         * @throws InvalidInputException if an identifier breaks {@link Identifier}'s rule or a time cannot be represented
         */
        public void add(NewEvent event) {
            begin();
            identifier(Field.EVENT_ID, "eventId", event.eventId());
            identifier(Field.AGGREGATE_ID, "aggregateId", required("aggregateId", event.aggregateId()));
            identifier(Field.AGGREGATE_TYPE, "aggregateType", event.aggregateType());
            identifier(Field.EVENT_TYPE, "eventType", required("eventType", event.eventType()));
            identifier(Field.CORRELATION_ID, "correlationId", event.correlationId());
            identifier(Field.CAUSATION_ID, "causationId", event.causationId());
            identifier(Field.TRACEPARENT, "traceparent", event.traceparent());
            if (event.timestamp() != null) {
                timestampNanos(Rfc3339.epochNanos("timestamp", event.timestamp()));
            }
            for (String tag : event.tags()) {
                int offset = used;
                tag(offset, put(Identifier.require("tags", tag).getBytes(StandardCharsets.UTF_8)));
            }
            raw(Field.METADATA, event.metadata());
            raw(Field.DATA, event.data());
        }

        /** Adds the events of another batch, but for their places. */
        public void addAll(EventBatch events) {
            for (int i = 0; i < events.size; i++) {
                begin();
                for (int which = 0; which < STRIDE; which += 2) {
                    int from = events.slices[i * STRIDE + which];
                    if (from >= 0) {
                        int offset = used;
                        slice(which, offset, put(events.bytes, from, events.slices[i * STRIDE + which + 1]));
                    }
                }
                timestampNanos(events.timestampNanos(i));
                for (int t = 0; t < events.tagCount(i); t++) {
                    int offset = used;
                    tag(offset, put(events.bytes, events.tagOffset(i, t), events.tagLength(i, t)));
                }
            }
        }

        /** Returns how many bytes of the array are taken. */
        public int usedBytes() {
            return used;
        }

        /**
         * Sets the value of a dimension in metadata that the current event is found by, null for none.
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

        /** Returns the batch; the builder is of no use afterwards. */
        public EventBatch build() {
            return new EventBatch(bytes, size, slices, timestamps, tagEnds, tagSlices, places, null);
        }

        private static String required(String field, @Nullable String value) {
            if (value == null) {
                throw InvalidInputException.invalid(field, "is required");
            }
            return value;
        }

        private void identifier(Field field, String name, @Nullable String value) {
            if (value != null) {
                text(field, Identifier.require(name, value));
            }
        }

        private void raw(Field field, @Nullable RawJson json) {
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
}
