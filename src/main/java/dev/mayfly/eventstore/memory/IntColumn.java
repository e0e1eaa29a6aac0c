package dev.mayfly.eventstore.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A growing column of ints, indexed from 0, in chunks of 4,096 that never move. Only the first chunk, while it is
 * small, is replaced with a larger copy.
 *
 * <p>An element that was never set reads as 0 once its chunk exists. Chunks between two that were set take no memory.
 *
 * <p>A fork shares the chunks; the first of the two to write to one replaces it with its own copy.
 */
public final class IntColumn {
    private static final int SHIFT = 12;
    private static final int CHUNK = 1 << SHIFT;
    private static final int MASK = CHUNK - 1;
    private static final int FIRST = 16;
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(int[].class);

    private static final int[][] NONE = {};
    private static final int[] SHARED = {};
    private static final int[] ZEROS = new int[CHUNK];

    private final MemoryMeter meter;
    private volatile int[][] chunks = NONE;
    /**
     * By chunk number, the chunk if it may be written to, or an empty array (or nothing, at the end) if it is shared.
     * The same array as the chunks while none is shared.
     */
    private int[][] writable = NONE;

    /** Makes an empty column, with {@code meter} counting its memory. */
    public IntColumn(MemoryMeter meter) {
        this.meter = meter;
    }

    /**
     * Returns a column with the same values below index {@code size}; later ones are undefined. Neither sees what is
     * set in the other afterwards. Writer only.
     *
     * @param forkMeter counts the fork's memory, and has counted this column's already
     */
    public IntColumn fork(MemoryMeter forkMeter, int size) {
        IntColumn fork = new IntColumn(forkMeter);
        writable = NONE;
        fork.chunks = chunks;
        int kept = size + MASK >>> SHIFT;
        if (kept < fork.chunks.length) {
            fork.cut(kept);
        }
        return fork;
    }

    /** Returns a column with the same values, like {@link #fork(MemoryMeter, int)}. */
    public IntColumn fork(MemoryMeter forkMeter) {
        return fork(forkMeter, Integer.MAX_VALUE - MASK);
    }

    /** Returns a column as long as this one in which every value is 0; it takes memory only where it is written to. */
    public IntColumn zeros(MemoryMeter zerosMeter) {
        IntColumn zeros = new IntColumn(zerosMeter);
        int[][] directory = new int[chunks.length][];
        Arrays.fill(directory, ZEROS);
        zerosMeter.addCopied(MemoryMeter.ARRAY_HEADER_BYTES + 8L * directory.length);
        zeros.chunks = directory;
        return zeros;
    }

    /** Returns the value at an index that has been set. */
    public int get(int index) {
        return chunks[index >>> SHIFT][index & MASK];
    }

    /** Returns the value at an index, or 0 if there is no chunk for it yet. */
    public int getOrZero(int index) {
        int[][] directory = chunks;
        int chunk = index >>> SHIFT;
        int offset = index & MASK;
        return chunk < directory.length && offset < directory[chunk].length ? directory[chunk][offset] : 0;
    }

    /** Returns the first index from {@code from} on whose value is not 0, or -1 if there is none; skips what takes no memory. */
    public int nextNonZero(int from) {
        int[][] directory = chunks;
        int offset = from & MASK;
        for (int chunk = from >>> SHIFT; chunk < directory.length; chunk++) {
            int[] elements = directory[chunk];
            if (elements != ZEROS) {
                while (offset < elements.length && elements[offset] == 0) {
                    offset++;
                }
                if (offset < elements.length) {
                    return (chunk << SHIFT) + offset;
                }
            }
            offset = 0;
        }
        return -1;
    }

    /** Returns the value at an index, or 0 if there is no chunk for it yet; pairs with {@link #setRelease}. */
    public int getAcquire(int index) {
        int[][] directory = chunks;
        int chunk = index >>> SHIFT;
        int offset = index & MASK;
        return chunk < directory.length && offset < directory[chunk].length
                ? (int) ELEMENT.getAcquire(directory[chunk], offset)
                : 0;
    }

    /** Sets the value at an index, making room for it. */
    public void set(int index, int value) {
        writable(index)[index & MASK] = value;
    }

    /** Sets the value at an index so that a reader that sees it sees everything written before it. */
    public void setRelease(int index, int value) {
        ELEMENT.setRelease(writable(index), index & MASK, value);
    }

    /** Frees what no index below {@code size} needs. Writer only. */
    public void trim(int size) {
        int kept = Math.max(1, size + MASK >>> SHIFT);
        if (kept < chunks.length) {
            cut(kept);
        }
        int[][] directory = chunks;
        int first = Math.max(FIRST, 2 * Integer.highestOneBit(size));
        // The zeros that all columns share take no memory, but a copy of part of them would.
        if (kept == 1 && directory.length > 0 && first < directory[0].length && directory[0] != ZEROS) {
            resizeFirst(first);
        }
    }

    /**
     * Frees what follows the last value other than 0. Only for columns whose readers treat missing values as 0. Writer
     * only.
     */
    public void trimZeros() {
        int size = chunks.length << SHIFT;
        while (size > 0 && getOrZero(size - 1) == 0) {
            size--;
        }
        trim(size);
    }

    /** Frees all chunks except the first {@code kept}. */
    private void cut(int kept) {
        int[][] directory = chunks;
        for (int i = kept; i < directory.length; i++) {
            meter.add(-chunkBytes(directory[i]));
        }
        chunks = Arrays.copyOf(directory, kept);
        writable = writable == directory ? chunks : Arrays.copyOf(writable, Math.min(kept, writable.length));
    }

    private int[] writable(int index) {
        int[][] directory = writable;
        int chunk = index >>> SHIFT;
        if (chunk < directory.length) {
            int[] elements = directory[chunk];
            if ((index & MASK) < elements.length) {
                return elements;
            }
        }
        return makeWritable(index);
    }

    private int[] makeWritable(int index) {
        int chunk = index >>> SHIFT;
        if (chunk > chunks.length) {
            leaveOut(chunk);
        }
        while (chunks.length <= chunk) {
            int next = chunks.length;
            if (next == 1 && chunks[0].length < CHUNK) {
                resizeFirst(CHUNK);
            }
            int[] elements = new int[next == 0 ? FIRST : CHUNK];
            put(next, elements);
            meter.add(chunkBytes(elements));
        }
        int offset = index & MASK;
        if (offset >= chunks[chunk].length) {
            resizeFirst(Math.min(CHUNK, Math.max(offset + 1, 2 * chunks[0].length)));
        } else if (isShared(chunk)) {
            int[] original = chunks[chunk];
            int[] copy = original.clone();
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
        int[][] longer = Arrays.copyOf(chunks, chunk);
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
        int[] first = chunks[0];
        int[] resized = Arrays.copyOf(first, length);
        meter.add(chunkBytes(resized) - chunkBytes(first));
        if (isShared(0)) {
            meter.addCopied(chunkBytes(first));
        }
        put(0, resized);
    }

    private boolean isShared(int chunk) {
        return chunk >= writable.length || writable[chunk] == SHARED;
    }

    /** Stores a chunk that is not shared. */
    private void put(int chunk, int[] elements) {
        int[][] before = chunks;
        int[][] after = Arrays.copyOf(before, Math.max(before.length, chunk + 1));
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
     * Returns how many bytes the column takes, as its meter has counted them. Reads each chunk's length. Writer only.
     */
    public long usedBytes() {
        long bytes = 0;
        for (int[] elements : chunks) {
            bytes += chunkBytes(elements);
        }
        return bytes;
    }

    /**
     * Returns how many bytes the column takes, as its meter should count them. Reads each chunk's length. The zeros
     * that all columns share do not count. Writer only.
     *
     * @throws IllegalStateException if the column is inconsistent
     */
    public long invariants() {
        int[][] directory = chunks;
        for (int i = 0; i < directory.length; i++) {
            int length = directory[i].length;
            boolean sized = i == 0 && directory.length == 1 ? length >= FIRST && length <= CHUNK : length == CHUNK;
            boolean own = i >= writable.length || writable[i] == SHARED || writable[i] == directory[i];
            if (!sized || !own || writable.length > directory.length) {
                throw new IllegalStateException("chunk " + i + " of " + directory.length + " has " + length);
            }
        }
        return usedBytes();
    }

    private static long chunkBytes(int[] elements) {
        return elements == ZEROS ? 0 : MemoryMeter.ARRAY_HEADER_BYTES + 4L * elements.length + 8;
    }
}
