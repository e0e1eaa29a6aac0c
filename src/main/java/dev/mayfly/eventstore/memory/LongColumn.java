package dev.mayfly.eventstore.memory;

import java.util.Arrays;

/**
 * A growing column of longs, indexed from 0, in chunks of 4,096 that never move. Only the first chunk, while it is
 * small, is replaced with a larger copy.
 *
 * <p>An element that was never set reads as 0 once its chunk exists. Chunks between two that were set take no memory.
 *
 * <p>A fork shares the chunks; the first of the two to write to one replaces it with its own copy.
 */
public final class LongColumn {
    private static final int SHIFT = 12;
    private static final int CHUNK = 1 << SHIFT;
    private static final int MASK = CHUNK - 1;
    private static final int FIRST = 16;

    private static final long[][] NONE = {};
    private static final long[] SHARED = {};
    private static final long[] ZEROS = new long[CHUNK];

    private final MemoryMeter meter;
    private volatile long[][] chunks = NONE;
    /**
     * By chunk number, the chunk if it may be written to, or an empty array (or nothing, at the end) if it is shared.
     * The same array as the chunks while none is shared.
     */
    private long[][] writable = NONE;

    /** Makes an empty column, with {@code meter} counting its memory. */
    public LongColumn(MemoryMeter meter) {
        this.meter = meter;
    }

    /**
     * Returns a column with the same values below index {@code size}; later ones are undefined. Neither sees what is
     * set in the other afterwards. Writer only.
     *
     * @param forkMeter counts the fork's memory, and has counted this column's already
     */
    public LongColumn fork(MemoryMeter forkMeter, int size) {
        LongColumn fork = new LongColumn(forkMeter);
        writable = NONE;
        fork.chunks = chunks;
        int kept = size + MASK >>> SHIFT;
        if (kept < fork.chunks.length) {
            fork.cut(kept);
        }
        return fork;
    }

    /** Returns a column with the same values, like {@link #fork(MemoryMeter, int)}. */
    public LongColumn fork(MemoryMeter forkMeter) {
        return fork(forkMeter, Integer.MAX_VALUE - MASK);
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

    /** Frees what no index below {@code size} needs. Writer only. */
    public void trim(int size) {
        int kept = Math.max(1, size + MASK >>> SHIFT);
        if (kept < chunks.length) {
            cut(kept);
        }
        long[][] directory = chunks;
        int first = Math.max(FIRST, 2 * Integer.highestOneBit(size));
        if (kept == 1 && directory.length > 0 && first < directory[0].length) {
            resizeFirst(first);
        }
    }

    /** Frees all chunks except the first {@code kept}. */
    private void cut(int kept) {
        long[][] directory = chunks;
        for (int i = kept; i < directory.length; i++) {
            meter.add(-chunkBytes(directory[i]));
        }
        chunks = Arrays.copyOf(directory, kept);
        writable = writable == directory ? chunks : Arrays.copyOf(writable, Math.min(kept, writable.length));
    }

    private long[] writable(int index) {
        long[][] directory = writable;
        int chunk = index >>> SHIFT;
        if (chunk < directory.length) {
            long[] elements = directory[chunk];
            if ((index & MASK) < elements.length) {
                return elements;
            }
        }
        return makeWritable(index);
    }

    private long[] makeWritable(int index) {
        int chunk = index >>> SHIFT;
        if (chunk > chunks.length) {
            leaveOut(chunk);
        }
        while (chunks.length <= chunk) {
            int next = chunks.length;
            if (next == 1 && chunks[0].length < CHUNK) {
                resizeFirst(CHUNK);
            }
            long[] elements = new long[next == 0 ? FIRST : CHUNK];
            put(next, elements);
            meter.add(chunkBytes(elements));
        }
        int offset = index & MASK;
        if (offset >= chunks[chunk].length) {
            resizeFirst(Math.min(CHUNK, Math.max(offset + 1, 2 * chunks[0].length)));
        } else if (isShared(chunk)) {
            long[] original = chunks[chunk];
            long[] copy = original.clone();
            meter.add(chunkBytes(copy) - chunkBytes(original));
            meter.addCopied(chunkBytes(original));
            put(chunk, copy);
        }
        return chunks[chunk];
    }

    /** Makes all chunks before a later one exist: those that nothing was written to are the zeros that all columns share. */
    private void leaveOut(int chunk) {
        if (chunks.length == 0) {
            makeWritable(0);
        }
        if (chunks[0].length < CHUNK) {
            resizeFirst(CHUNK);
        }
        int first = chunks.length;
        long[][] longer = Arrays.copyOf(chunks, chunk);
        Arrays.fill(longer, first, chunk, ZEROS);
        int known = writable.length;
        if (writable == chunks) {
            meter.addCopied(MemoryMeter.ARRAY_HEADER_BYTES + 8L * longer.length);
        }
        writable = Arrays.copyOf(writable, chunk);
        Arrays.fill(writable, known, chunk, SHARED);
        chunks = longer;
    }

    private void resizeFirst(int length) {
        long[] first = chunks[0];
        meter.add(8L * (length - first.length));
        if (isShared(0)) {
            meter.addCopied(chunkBytes(first));
        }
        put(0, Arrays.copyOf(first, length));
    }

    private boolean isShared(int chunk) {
        return chunk >= writable.length || writable[chunk] == SHARED;
    }

    /** Stores a chunk that is not shared. */
    private void put(int chunk, long[] elements) {
        long[][] before = chunks;
        long[][] after = Arrays.copyOf(before, Math.max(before.length, chunk + 1));
        after[chunk] = elements;
        if (writable == before) {
            writable = after;
        } else {
            int known = writable.length;
            if (known == 0) {
                // From the first copy on, the two directories are arrays of their own.
                meter.addCopied(2 * (MemoryMeter.ARRAY_HEADER_BYTES + 8L * after.length));
            }
            if (known < after.length) {
                writable = Arrays.copyOf(writable, after.length);
                Arrays.fill(writable, known, after.length, SHARED);
            }
            writable[chunk] = elements;
        }
        chunks = after;
    }

    /**
     * Returns how many bytes the column takes, as its meter should count them. Reads each chunk's length. Writer only.
     *
     * @throws IllegalStateException if the column is inconsistent
     */
    public long invariants() {
        long[][] directory = chunks;
        long bytes = 0;
        for (int i = 0; i < directory.length; i++) {
            int length = directory[i].length;
            boolean sized = i == 0 && directory.length == 1 ? length >= FIRST && length <= CHUNK : length == CHUNK;
            boolean own = i >= writable.length || writable[i] == SHARED || writable[i] == directory[i];
            if (!sized || !own || writable.length > directory.length) {
                throw new IllegalStateException("chunk " + i + " of " + directory.length + " has " + length);
            }
            bytes += chunkBytes(directory[i]);
        }
        return bytes;
    }

    private static long chunkBytes(long[] elements) {
        return elements == ZEROS ? 0 : MemoryMeter.ARRAY_HEADER_BYTES + 8L * elements.length + 8;
    }
}
