package dev.mayfly.eventstore.memory;

import java.util.Arrays;

/**
 * A growing column of longs, indexed from 0, in chunks of 4,096 that never move; only the first, while it is small, is
 * replaced by a larger copy.
 *
 * <p>What was never set reads as 0 as soon as its chunk exists.
 */
public final class LongColumn {
    private static final int SHIFT = 12;
    private static final int CHUNK = 1 << SHIFT;
    private static final int MASK = CHUNK - 1;
    private static final int FIRST = 16;

    private final MemoryMeter meter;
    private volatile long[][] chunks = {};

    /** Makes an empty column whose memory is counted by {@code meter}. */
    public LongColumn(MemoryMeter meter) {
        this.meter = meter;
    }

    /** Returns the value at an index that has been set. */
    public long get(int index) {
        return chunks[index >>> SHIFT][index & MASK];
    }

    /** Returns the value at an index, or 0 if there is no chunk for it yet. */
    public long getOrZero(int index) {
        long[][] directory = chunks;
        int chunk = index >>> SHIFT;
        int offset = index & MASK;
        return chunk < directory.length && offset < directory[chunk].length ? directory[chunk][offset] : 0;
    }

    /** Sets the value at an index, making room for it. */
    public void set(int index, long value) {
        writable(index)[index & MASK] = value;
    }

    /** Gives back what no index below {@code size} needs. Writer only. */
    public void trim(int size) {
        long[][] directory = chunks;
        int kept = Math.max(1, size + MASK >>> SHIFT);
        for (int i = kept; i < directory.length; i++) {
            meter.add(-(MemoryMeter.ARRAY_HEADER_BYTES + 8L * directory[i].length + 8));
        }
        if (kept < directory.length) {
            chunks = Arrays.copyOf(directory, kept);
        }
        int first = Math.max(FIRST, 2 * Integer.highestOneBit(size));
        if (kept == 1 && directory.length > 0 && first < directory[0].length) {
            resizeFirst(first);
        }
    }

    private long[] writable(int index) {
        long[][] directory = chunks;
        int chunk = index >>> SHIFT;
        if (chunk < directory.length) {
            long[] elements = directory[chunk];
            if ((index & MASK) < elements.length) {
                return elements;
            }
        }
        return grow(index);
    }

    private long[] grow(int index) {
        int chunk = index >>> SHIFT;
        long[][] directory = chunks;
        while (directory.length <= chunk) {
            int next = directory.length;
            if (next == 1 && directory[0].length < CHUNK) {
                directory = resizeFirst(CHUNK);
            }
            long[] elements = new long[next == 0 ? FIRST : CHUNK];
            long[][] longer = Arrays.copyOf(directory, next + 1);
            longer[next] = elements;
            meter.add(MemoryMeter.ARRAY_HEADER_BYTES + 8L * elements.length + 8);
            chunks = longer;
            directory = longer;
        }
        int offset = index & MASK;
        if (offset >= directory[chunk].length) {
            directory = resizeFirst(Math.min(CHUNK, Math.max(offset + 1, 2 * directory[0].length)));
        }
        return directory[chunk];
    }

    private long[][] resizeFirst(int length) {
        long[][] copy = chunks.clone();
        meter.add(8L * (length - copy[0].length));
        copy[0] = Arrays.copyOf(copy[0], length);
        chunks = copy;
        return copy;
    }
}
