package dev.mayfly.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events staged for one append. Every text is a slice of UTF-8 bytes in one array, so staging allocates no objects.
 *
 * <p>Identifiers are stored as plain text (JSON escapes resolved), {@code data} and {@code metadata} as JSON text on
 * one line. The code that staged them has validated everything: {@link EventBatchBuilder} for Java callers, the
 * envelope parser for JSON. An append reads the arrays and does not keep them.
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
        /** The correlation id. */
        CORRELATION_ID,
        /** The id of what caused it. */
        CAUSATION_ID,
        /** The trace context that the client set in the event itself. */
        TRACEPARENT,
        /** An object about the event, as JSON. */
        METADATA,
        /** The event's data, as JSON. */
        DATA
    }

    /** The timestamp of an event without one. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    /** The number of longs per event in {@link #places}: position, version, {@code recordedAt}. */
    static final int PLACE = 3;

    private static final Field[] FIELD_VALUES = Field.values();

    /**
     * By dimension: the index of its slice among an event's, after those of the fields; 0 for one that is not in
     * metadata.
     */
    static final int[] SLICE = new int[Dimension.values().length];

    static final int STRIDE = 2 * (FIELD_VALUES.length + Dimension.IN_METADATA.size());

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

    EventBatch(
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
        EventBatchBuilder builder = new EventBatchBuilder(new byte[64 + 256 * events.size()], 0, events.size());
        for (NewEvent event : events) {
            builder.add(event);
        }
        return builder.build();
    }

    /** Returns the number of events. */
    public int size() {
        return size;
    }

    /** Returns the array of all slices, which must not be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the offset of slice {@code which} of event {@code index} (from 0), or -1 if it is absent. */
    int offset(int index, int which) {
        return slices[index * STRIDE + which];
    }

    /** Returns the length in bytes of a slice of event {@code index}; 0 if it is absent. */
    int length(int index, int which) {
        return slices[index * STRIDE + which + 1];
    }

    /** Returns the offset of a text of event {@code index} (from 0), or -1 if it is absent. */
    public int offset(int index, Field field) {
        return offset(index, 2 * field.ordinal());
    }

    /** Returns the length in bytes of a text of event {@code index}; 0 if it is absent. */
    public int length(int index, Field field) {
        return length(index, 2 * field.ordinal());
    }

    /** Returns a text of event {@code index}, or null if it is absent. */
    public @Nullable String text(int index, Field field) {
        int offset = offset(index, field);
        return offset < 0 ? null : new String(bytes, offset, length(index, field), StandardCharsets.UTF_8);
    }

    /**
     * Returns the offset of the value of a dimension in the metadata of event {@code index}, or -1 if the event has no
     * indexed value.
     */
    public int offset(int index, Dimension dimension) {
        return offset(index, SLICE[dimension.ordinal()]);
    }

    /**
     * Returns the length in bytes of the value of a dimension in the metadata of event {@code index}; 0 if it is
     * absent.
     */
    public int length(int index, Dimension dimension) {
        return length(index, SLICE[dimension.ordinal()]);
    }

    /** Returns the value of a dimension in the metadata of event {@code index}, or null if it is absent. */
    public @Nullable String text(int index, Dimension dimension) {
        int offset = offset(index, dimension);
        return offset < 0 ? null : new String(bytes, offset, length(index, dimension), StandardCharsets.UTF_8);
    }

    /** Returns when event {@code index} happened, in nanoseconds since 1970, or {@link #NO_TIMESTAMP}. */
    public long timestampNanos(int index) {
        return timestamps[index];
    }

    /** Returns the number of tags of event {@code index}. */
    public int tagCount(int index) {
        return tagEnds[index] - (index == 0 ? 0 : tagEnds[index - 1]);
    }

    /** Returns the offset of tag number {@code tag} (from 0) of event {@code index}. */
    public int tagOffset(int index, int tag) {
        return tagSlices[2 * tagIndex(index, tag)];
    }

    /** Returns the length in bytes of tag number {@code tag} of event {@code index}. */
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
     * Returns whether the events come from a log and keep their places in it: positions, versions and
     * {@code recordedAt}. Appended events get theirs from the store.
     */
    public boolean hasPlaces() {
        return places != null;
    }

    /** Returns the position that event {@code index} had, or 0 if the batch has no places or the event has none. */
    public long position(int index) {
        return places == null ? 0 : places[index * PLACE];
    }

    /** Returns the version that event {@code index} had, or 0 if the batch has no places or the event has none. */
    public long version(int index) {
        return places == null ? 0 : places[index * PLACE + 1];
    }

    /**
     * Returns when event {@code index} was recorded, in nanoseconds since 1970, or {@link #NO_TIMESTAMP} if the batch
     * has no places or the event has none.
     */
    public long recordedAtNanos(int index) {
        return places == null ? NO_TIMESTAMP : places[index * PLACE + 2];
    }

    /**
     * Returns the trace context of the batch's request, for events without one of their own, or null for none. It is
     * stored but, unlike {@link Field#TRACEPARENT}, not compared when an append is repeated.
     */
    public @Nullable String defaultTraceparent() {
        return defaultTraceparent;
    }

    /** Returns the same batch with the trace context of its request (null for none). */
    public EventBatch withDefaultTraceparent(@Nullable String traceparent) {
        return new EventBatch(bytes, size, slices, timestamps, tagEnds, tagSlices, places, traceparent);
    }
}
