package dev.mayfly.eventstore.column;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.RedactedContent;
import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.memory.Arena;
import dev.mayfly.eventstore.memory.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events' records, in an arena. A record consists of a byte of flags; the version, the distance from the timestamp
 * to {@code recordedAt} and the length of the data, as varints; if the flags say so, the length of the metadata, the
 * count and ordinals of the tags, and the trace context and the text id, each preceded by its length; then the metadata
 * and the data.
 */
public final class Records {
    /** The most bytes that the data, the metadata and the rest of one event may have together. */
    public static final int MAX_RECORD_BYTES = 63 << 20;

    public static final int METADATA = 1;
    static final int TAGS = 2;
    static final int TRACEPARENT = 4;
    public static final int TEXT_ID = 8;
    static final int REDACTED = 16;

    private static final byte[] EMPTY_OBJECT = {'{', '}'};
    private static final int MOST_HEAD_BYTES = 64;

    private final Arena arena;
    private byte[] head = new byte[256];

    public Records(Arena arena) {
        this.arena = arena;
    }

    public Arena arena() {
        return arena;
    }

    public byte[] array(long address) {
        return arena.array(address);
    }

    /**
     * Writes the record of an event of a batch and returns its address. Writer only.
     *
     * @param tags the ordinals of its tags, the first {@code tagCount} of the array
     * @param recordedDistance {@code recordedAt} minus the timestamp, in nanoseconds
     */
    public long write(
            EventBatch batch, int index, Key id, int version, long recordedDistance, int[] tags, int tagCount) {
        byte[] source = batch.bytes();
        byte @Nullable [] fallbackTrace = null;
        int traceLength = batch.length(index, Field.TRACEPARENT);
        if (traceLength == 0 && batch.defaultTraceparent() != null) {
            fallbackTrace = batch.defaultTraceparent().getBytes(StandardCharsets.UTF_8);
            traceLength = fallbackTrace.length;
        }
        boolean hasData = batch.offset(index, Field.DATA) >= 0;
        int dataLength = hasData ? batch.length(index, Field.DATA) : EMPTY_OBJECT.length;
        boolean hasMetadata = batch.offset(index, Field.METADATA) >= 0;
        int metadataLength = batch.length(index, Field.METADATA);
        int idLength = id.isUuid() ? 0 : id.length();

        int mostHead = MOST_HEAD_BYTES + 5 * tagCount + traceLength + idLength;
        if (head.length < mostHead) {
            head = new byte[2 * mostHead];
        }
        byte[] h = head;
        h[0] = (byte) ((hasMetadata ? METADATA : 0)
                | (tagCount > 0 ? TAGS : 0)
                | (traceLength > 0 ? TRACEPARENT : 0)
                | (idLength > 0 ? TEXT_ID : 0)
                | (batch.hasPlaces() && RedactedContent.isIn(batch, index) ? REDACTED : 0));
        int at = Bytes.putVarint(h, 1, version);
        at = Bytes.putVarint(h, at, Bytes.zigzag(recordedDistance));
        at = Bytes.putVarint(h, at, dataLength);
        if (hasMetadata) {
            at = Bytes.putVarint(h, at, metadataLength);
        }
        if (tagCount > 0) {
            at = Bytes.putVarint(h, at, tagCount);
            for (int i = 0; i < tagCount; i++) {
                at = Bytes.putVarint(h, at, tags[i]);
            }
        }
        if (traceLength > 0) {
            at = Bytes.putVarint(h, at, traceLength);
            if (fallbackTrace != null) {
                System.arraycopy(fallbackTrace, 0, h, at, traceLength);
            } else {
                System.arraycopy(source, batch.offset(index, Field.TRACEPARENT), h, at, traceLength);
            }
            at += traceLength;
        }
        if (idLength > 0) {
            at = Bytes.putVarint(h, at, idLength);
            System.arraycopy(id.bytes(), id.offset(), h, at, idLength);
            at += idLength;
        }

        long address = arena.allocate(at + metadataLength + dataLength);
        byte[] target = arena.array(address);
        int start = Arena.offset(address);
        System.arraycopy(h, 0, target, start, at);
        start += at;
        if (hasMetadata) {
            System.arraycopy(source, batch.offset(index, Field.METADATA), target, start, metadataLength);
            start += metadataLength;
        }
        if (hasData) {
            System.arraycopy(source, batch.offset(index, Field.DATA), target, start, dataLength);
        } else {
            System.arraycopy(EMPTY_OBJECT, 0, target, start, dataLength);
        }
        return address;
    }

    /** Writes the record of a redacted event in place of an earlier one and returns its address. Writer only. */
    public long redacted(RecordView before, RawJson content) {
        int size = content.sizeBytes();
        int at = head(before, before.flags | METADATA | REDACTED, before.tags(), size, size);
        long address = arena.allocate(at + 2 * size);
        byte[] target = arena.array(address);
        int start = Arena.offset(address);
        System.arraycopy(head, 0, target, start, at);
        System.arraycopy(content.array(), content.offset(), target, start + at, size);
        System.arraycopy(content.array(), content.offset(), target, start + at + size, size);
        return address;
    }

    /**
     * Writes a copy of a record of another log and returns its address. Writer only.
     *
     * @param tags the ordinals of its tags in this log
     */
    public long copy(RecordView record, int[] tags) {
        int at = head(record, record.flags, tags, record.metadataLength, record.dataLength);
        int size = record.metadataLength + record.dataLength;
        long address = arena.allocate(at + size);
        byte[] target = arena.array(address);
        int start = Arena.offset(address);
        System.arraycopy(head, 0, target, start, at);
        System.arraycopy(record.array, record.metadataOffset, target, start + at, size);
        return address;
    }

    /** Writes the head of a record after that of another one, and returns its length. */
    private int head(RecordView before, int flags, int[] tags, int metadataLength, int dataLength) {
        int most = MOST_HEAD_BYTES + 5 * tags.length + before.traceLength + before.idLength;
        if (head.length < most) {
            head = new byte[2 * most];
        }
        byte[] h = head;
        h[0] = (byte) flags;
        int at = Bytes.putVarint(h, 1, before.version);
        at = Bytes.putVarint(h, at, Bytes.zigzag(before.recordedDistance));
        at = Bytes.putVarint(h, at, dataLength);
        if ((flags & METADATA) != 0) {
            at = Bytes.putVarint(h, at, metadataLength);
        }
        if (before.has(TAGS)) {
            at = Bytes.putVarint(h, at, tags.length);
            for (int tag : tags) {
                at = Bytes.putVarint(h, at, tag);
            }
        }
        if (before.has(TRACEPARENT)) {
            at = Bytes.putVarint(h, at, before.traceLength);
            System.arraycopy(before.array, before.traceOffset, h, at, before.traceLength);
            at += before.traceLength;
        }
        if (before.has(TEXT_ID)) {
            at = Bytes.putVarint(h, at, before.idLength);
            System.arraycopy(before.array, before.idOffset, h, at, before.idLength);
            at += before.idLength;
        }
        return at;
    }

    /** Returns the length of a record. */
    public int sizeBytes(long address) {
        RecordView record = new RecordView(this, address);
        return record.dataOffset + record.dataLength - Arena.offset(address);
    }

    /** Returns whether the record's event id equals the text of a key. */
    public boolean hasTextId(long address, Key key) {
        RecordView record = new RecordView(this, address);
        return record.idLength == key.length()
                && Arrays.equals(
                        record.array,
                        record.idOffset,
                        record.idOffset + record.idLength,
                        key.bytes(),
                        key.offset(),
                        key.offset() + key.length());
    }

    /** Returns whether the record is of a redacted event. */
    public boolean isRedacted(long address) {
        return (arena.array(address)[Arena.offset(address)] & REDACTED) != 0;
    }

    /** Returns the version in a record. */
    public int version(long address) {
        byte[] array = arena.array(address);
        int at = Arena.offset(address) + 1;
        int b = array[at++];
        int version = b & 0x7F;
        for (int shift = 7; b < 0; shift += 7) {
            b = array[at++];
            version |= (b & 0x7F) << shift;
        }
        return version;
    }
}
