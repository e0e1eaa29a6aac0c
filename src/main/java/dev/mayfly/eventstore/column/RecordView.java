package dev.mayfly.eventstore.column;

import dev.mayfly.eventstore.memory.Arena;
import dev.mayfly.eventstore.memory.Bytes;

/** A decoded record: the offsets of its parts in {@link #array}, and their lengths, which are 0 for absent parts. */
public final class RecordView {
    public final byte[] array;
    final int flags;
    public final int version;
    public final long recordedDistance;
    public final int tagCount;
    final int tagsOffset;
    public final int traceOffset;
    public final int traceLength;
    public final int idOffset;
    public final int idLength;
    public final int metadataOffset;
    public final int metadataLength;
    public final int dataOffset;
    public final int dataLength;

    private int at;

    public RecordView(Records records, long address) {
        array = records.array(address);
        at = Arena.offset(address);
        flags = array[at++];
        version = (int) varint();
        recordedDistance = Bytes.unzigzag(varint());
        dataLength = (int) varint();
        metadataLength = has(Records.METADATA) ? (int) varint() : 0;
        tagCount = has(Records.TAGS) ? (int) varint() : 0;
        tagsOffset = at;
        for (int i = 0; i < tagCount; i++) {
            varint();
        }
        traceLength = has(Records.TRACEPARENT) ? (int) varint() : 0;
        traceOffset = at;
        at += traceLength;
        idLength = has(Records.TEXT_ID) ? (int) varint() : 0;
        idOffset = at;
        at += idLength;
        metadataOffset = at;
        dataOffset = at + metadataLength;
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Returns whether the data and the metadata have been redacted. */
    public boolean isRedacted() {
        return has(Records.REDACTED);
    }

    /** Returns the ordinals of the tags, in the order in which they were sent. */
    public int[] tags() {
        int[] ordinals = new int[tagCount];
        at = tagsOffset;
        for (int i = 0; i < tagCount; i++) {
            ordinals[i] = (int) varint();
        }
        return ordinals;
    }

    private long varint() {
        long b = array[at++];
        long value = b & 0x7F;
        for (int shift = 7; b < 0; shift += 7) {
            b = array[at++];
            value |= (b & 0x7F) << shift;
        }
        return value;
    }
}
