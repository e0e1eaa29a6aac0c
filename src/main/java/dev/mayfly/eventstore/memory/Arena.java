package dev.mayfly.eventstore.memory;

import java.util.Arrays;

/**
 * An arena of bytes, allocated one after another in chunks of nearly 1 MiB that never move. Only a smaller chunk is
 * replaced with a larger copy while it is being filled.
 *
 * <p>A chunk that is not full can be cut to its contents, and grows again if it is the one being filled.
 *
 * <p>A fork shares the chunks. It continues in a copy of the last one if that is small, otherwise in a new one. What
 * the original then writes into the last one is beyond the fork's end.
 *
 * <p>An address is the number of a chunk times 1 MiB plus an offset. Each allocation lies in one array. An allocation
 * of more than 256 KiB gets its own array, which takes as many chunk numbers as its length needs.
 */
public final class Arena {
    private static final int SHIFT = 20;
    private static final int CHUNK = 1 << SHIFT;
    /** A little less than the address space of a chunk: with its header it fits into one region of G1, not two. */
    private static final int CAPACITY = CHUNK - 64;

    private static final int MASK = CHUNK - 1;
    private static final int LARGE = CHUNK / 4;
    /** The longest chunk, in bytes, that a fork copies and continues to fill. */
    private static final int COPIED = 16 << 10;
    /** The least that is worth cutting off a chunk, in bytes. */
    private static final int SLACK = 4096;

    private static final byte[] NO_BYTES = {};

    private final MemoryMeter meter;
    private final int firstBytes;
    private volatile byte[][] chunks = {};
    /** By chunk, except the one being filled: how much of it is taken. */
    private int[] ends = {};

    /** The chunk being filled, or -1 if the next allocation starts one. */
    private int current = -1;

    private int used;
    /** Whether the chunk being filled belongs to another arena. */
    private boolean shared;
    /** The number of chunks that existed when the arena was last forked or made as a fork. */
    private int sharedChunks;

    /**
     * Makes an empty arena.
     *
     * @param meter counts its memory
     * @param firstBytes the initial size of its first chunk, a power of two
     */
    public Arena(MemoryMeter meter, int firstBytes) {
        this.meter = meter;
        this.firstBytes = firstBytes;
    }

    /**
     * Returns an arena with the same bytes at the same addresses, in the first {@code chunkCount} chunks. Neither sees
     * what is allocated in the other afterwards. Writer only.
     *
     * @param forkMeter counts the fork's memory, and has counted this arena's already
     */
    public Arena fork(MemoryMeter forkMeter, int chunkCount) {
        Arena fork = new Arena(forkMeter, firstBytes);
        byte[][] directory = chunks;
        int kept = Math.min(chunkCount, directory.length);
        sharedChunks = directory.length;
        fork.sharedChunks = kept;
        fork.chunks = kept == directory.length ? directory : Arrays.copyOf(directory, kept);
        fork.ends = Arrays.copyOf(ends, kept);
        for (int i = kept; i < directory.length; i++) {
            forkMeter.add(-chunkBytes(directory[i]));
        }
        if (current >= 0 && current < kept) {
            if (directory[current].length <= COPIED) {
                fork.current = current;
                fork.used = used;
                fork.shared = true;
            } else {
                fork.ends[current] = used;
            }
        }
        return fork;
    }

    /** Returns an arena with the same bytes at the same addresses, like {@link #fork(MemoryMeter, int)}. */
    public Arena fork(MemoryMeter forkMeter) {
        return fork(forkMeter, Integer.MAX_VALUE);
    }

    /** A recorded end of an arena, to return to. */
    public record Mark(int chunks, int current, int used) {}

    /** Returns the array that contains an address. */
    public byte[] array(long address) {
        return chunks[(int) (address >>> SHIFT)];
    }

    /** Returns the byte at an address, or 0 if there is none. */
    public byte guess(long address) {
        byte[][] directory = chunks;
        int chunk = (int) (address >>> SHIFT);
        int at = offset(address);
        return chunk < directory.length && at < directory[chunk].length ? directory[chunk][at] : 0;
    }

    /** Returns the offset of an address in its {@link #array}. */
    public static int offset(long address) {
        return (int) address & MASK;
    }

    /** Returns an address at or after which all later allocations lie. */
    public long end() {
        return current < 0 ? (long) chunks.length << SHIFT : ((long) current << SHIFT) + used;
    }

    /** Returns the number of the chunk that contains an address. */
    public static int chunkOf(long address) {
        return (int) (address >>> SHIFT);
    }

    /** Allocates bytes in one array and returns their address. */
    public long allocate(int sizeBytes) {
        if (sizeBytes > LARGE) {
            return allocateLarge(sizeBytes);
        }
        byte[][] directory = chunks;
        int length = current < 0 ? 0 : directory[current].length;
        if (used + sizeBytes > length) {
            if (current >= 0 && used + sizeBytes <= CAPACITY) {
                growCurrent(used + sizeBytes);
            } else {
                addChunk(sizeBytes);
            }
        } else if (shared) {
            replace(current, length);
        }
        long address = ((long) current << SHIFT) + used;
        used += sizeBytes;
        return address;
    }

    /** Returns a mark of the current end. */
    public Mark mark() {
        return new Mark(chunks.length, current, used);
    }

    /** Frees everything allocated since the mark was taken. */
    public void reset(Mark mark) {
        byte[][] directory = chunks;
        for (int i = mark.chunks(); i < directory.length; i++) {
            meter.add(-chunkBytes(directory[i]));
        }
        chunks = Arrays.copyOf(directory, mark.chunks());
        current = mark.current();
        used = mark.used();
    }

    /**
     * Frees everything from an address on, so that later allocations there start as zeros. Only for an arena without
     * allocations of more than 256 KiB.
     */
    public void resetTo(long address) {
        int chunk = chunkOf(address);
        if (shared || chunk >= chunks.length) {
            // Nothing has been allocated since the fork.
            return;
        }
        int offset = offset(address);
        reset(new Mark(chunk + 1, chunk, offset));
        byte[] array = chunks[chunk];
        Arrays.fill(array, offset, array.length, (byte) 0);
    }

    /** Cuts one chunk to its contents; returns whether there was one to cut. Writer only. */
    public boolean trim() {
        byte[][] directory = chunks;
        for (int i = 0; i < directory.length; i++) {
            int end = i == current ? used : ends[i];
            if (directory[i].length - end >= SLACK) {
                replace(i, end);
                return true;
            }
        }
        return false;
    }

    private void addChunk(int sizeBytes) {
        if (current >= 0) {
            ends[current] = used;
        }
        byte[][] directory = chunks;
        // The first chunk of an arena, or of a fork, starts small.
        int length = current < 0 ? Math.max(firstBytes, Integer.highestOneBit(sizeBytes) * 2) : CAPACITY;
        append(new byte[length], 1);
        current = directory.length;
        used = 0;
        shared = false;
    }

    private long allocateLarge(int sizeBytes) {
        long address = (long) chunks.length << SHIFT;
        append(new byte[sizeBytes], (sizeBytes + CHUNK - 1) >>> SHIFT);
        return address;
    }

    private void append(byte[] array, int slots) {
        byte[][] directory = chunks;
        byte[][] longer = Arrays.copyOf(directory, directory.length + slots);
        Arrays.fill(longer, directory.length, longer.length, NO_BYTES);
        longer[directory.length] = array;
        ends = Arrays.copyOf(ends, longer.length);
        ends[directory.length] = array.length;
        meter.add(MemoryMeter.ARRAY_HEADER_BYTES + (long) array.length);
        chunks = longer;
    }

    private void growCurrent(int atLeast) {
        replace(current, Math.min(CAPACITY, Integer.highestOneBit(atLeast) * 2));
    }

    /** Replaces a chunk with a copy of another length. */
    private void replace(int chunk, int length) {
        byte[][] copy = chunks.clone();
        byte[] array = new byte[length];
        System.arraycopy(copy[chunk], 0, array, 0, chunk == current ? used : Math.min(length, copy[chunk].length));
        meter.add(chunkBytes(array) - chunkBytes(copy[chunk]));
        if (chunk < sharedChunks) {
            meter.addCopied(chunkBytes(copy[chunk]));
        }
        if (chunk == current) {
            // From now on it is this arena's own.
            sharedChunks = Math.min(sharedChunks, chunk);
        }
        copy[chunk] = array;
        chunks = copy;
        shared &= chunk != current;
    }

    /**
     * Returns how many bytes the arena takes, as its meter should count them. Reads each chunk's length. Writer only.
     *
     * @throws IllegalStateException if the arena is inconsistent
     */
    public long invariants() {
        byte[][] directory = chunks;
        long bytes = 0;
        for (int i = 0; i < directory.length; i++) {
            int end = i == current ? used : Math.min(ends[i], directory[i].length);
            if (end > directory[i].length || i == current && directory[i].length > CAPACITY) {
                throw new IllegalStateException("chunk " + i + " ends at " + end + " of " + directory[i].length);
            }
            bytes += chunkBytes(directory[i]);
        }
        if (current >= directory.length || ends.length < directory.length) {
            throw new IllegalStateException("chunk " + current + " of " + directory.length + " is being filled");
        }
        return bytes;
    }

    private static long chunkBytes(byte[] chunk) {
        return chunk.length == 0 ? 0 : MemoryMeter.ARRAY_HEADER_BYTES + (long) chunk.length;
    }
}
