package dev.mayfly.eventstore.memory;

import java.util.Arrays;

/**
 * Bytes that are allocated one behind the other, in chunks of nearly 1 MiB that never move; only one that is smaller is replaced by a
 * larger copy while it is being filled.
 *
 * <p>A chunk that is not full can be cut to what is in it, and grows again when it is the one that is being filled.
 *
 * <p>An address is the number of a chunk times 1 MiB plus an offset. What is allocated at once lies in one array. A
 * piece of over 256 KiB gets an array of its own, which takes as many chunk numbers as its length asks for.
 */
public final class Arena {
    private static final int SHIFT = 20;
    private static final int CHUNK = 1 << SHIFT;
    /** A little less than the address space of a chunk: with its header it fits one region of G1, not two. */
    private static final int CAPACITY = CHUNK - 64;

    private static final int MASK = CHUNK - 1;
    private static final int LARGE = CHUNK / 4;
    /** What is worth cutting off a chunk, in bytes. */
    private static final int SLACK = 4096;

    private static final byte[] NO_BYTES = {};

    private final MemoryMeter meter;
    private final int firstBytes;
    private volatile byte[][] chunks = {};
    /** By chunk, but for the one that is being filled: how much of it is taken. */
    private int[] ends = {};

    private int current = -1;
    private int used;

    /**
     * Makes an empty arena.
     *
     * @param meter counts its memory
     * @param firstBytes how large its first chunk is at first, a power of two
     */
    public Arena(MemoryMeter meter, int firstBytes) {
        this.meter = meter;
        this.firstBytes = firstBytes;
    }

    /** Where an arena's end was, to return to. */
    public record Mark(int chunks, int current, int used) {}

    /** Returns the array in which an address lies. */
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

    /** Returns where an address lies in its {@link #array}. */
    public static int offset(long address) {
        return (int) address & MASK;
    }

    /** Returns an address that no later allocation comes before. */
    public long end() {
        return current < 0 ? 0 : ((long) current << SHIFT) + used;
    }

    /** Allocates bytes that lie in one array, and returns their address. */
    public long allocate(int sizeBytes) {
        if (sizeBytes > LARGE) {
            return allocateLarge(sizeBytes);
        }
        byte[][] directory = chunks;
        int length = current < 0 ? 0 : directory[current].length;
        if (used + sizeBytes > length) {
            if (current >= 0 && length < CAPACITY && used + sizeBytes <= CAPACITY) {
                growCurrent(used + sizeBytes);
            } else {
                addChunk(sizeBytes);
            }
        }
        long address = ((long) current << SHIFT) + used;
        used += sizeBytes;
        return address;
    }

    /** Returns where the end is now. */
    public Mark mark() {
        return new Mark(chunks.length, current, used);
    }

    /** Gives back everything that was allocated since the mark was taken. */
    public void reset(Mark mark) {
        byte[][] directory = chunks;
        for (int i = mark.chunks(); i < directory.length; i++) {
            if (directory[i].length > 0) {
                meter.add(-(MemoryMeter.ARRAY_HEADER_BYTES + (long) directory[i].length));
            }
        }
        chunks = Arrays.copyOf(directory, mark.chunks());
        current = mark.current();
        used = mark.used();
    }

    /**
     * Gives back everything from an address on, so that what is allocated there next is 0 again. Only for an arena
     * without pieces of over 256 KiB.
     */
    public void resetTo(long address) {
        int chunk = (int) (address >>> SHIFT);
        int offset = offset(address);
        reset(new Mark(chunk + 1, chunk, offset));
        byte[] array = chunks[chunk];
        Arrays.fill(array, offset, array.length, (byte) 0);
    }

    /** Cuts a chunk to what is in it; returns whether there was one to cut. Writer only. */
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
        int length = directory.length == 0 ? Math.max(firstBytes, Integer.highestOneBit(sizeBytes) * 2) : CAPACITY;
        append(new byte[length], 1);
        current = directory.length;
        used = 0;
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
        replace(current, Math.min(CAPACITY, Math.max(chunks[current].length * 2, Integer.highestOneBit(atLeast) * 2)));
    }

    /** Replaces a chunk by a copy of another length. */
    private void replace(int chunk, int length) {
        byte[][] copy = chunks.clone();
        meter.add((long) length - copy[chunk].length);
        copy[chunk] = Arrays.copyOf(copy[chunk], length);
        chunks = copy;
    }
}
