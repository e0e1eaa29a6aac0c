package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.Arena;
import dev.mayfly.eventstore.memory.Bytes;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.Published;
import dev.mayfly.eventstore.memory.UndoCount;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The slices of {@link Postings}, by address. A slice has 16 to 1,024 bytes with ascending positions: the first one
 * whole, the others as distances in varints. It ends with the address of another slice.
 *
 * <p>An address is a number above 0, treated as unsigned. One writer, lock-free readers.
 */
final class Slices {
    /** The end that excludes no slice. */
    static final int ALL = -1;

    /** The size of the largest slice in bytes, which is more than the number of its positions. */
    static final int MOST_BYTES = 1024;

    private static final int ALIGNMENT_SHIFT = 4;
    private static final int LINK_BYTES = 4;

    /**
     * The bits of the size in a slice's shape. The bits above them hold how many positions belong to the row, or 0 for
     * all.
     */
    private static final int SIZE_BITS = 11;

    private static final int SIZE_MASK = (1 << SIZE_BITS) - 1;

    private final UndoCount undos;
    /** The first address that is not published. */
    private final Published published = new Published();

    private final Arena arena;
    /** The first address that is not shared. */
    private int sharedEnd;

    Slices(MemoryMeter meter, UndoCount undos) {
        this.undos = undos;
        this.arena = new Arena(meter, 256);
        // Reserves address 0, which means "none".
        arena.allocate(1 << ALIGNMENT_SHIFT);
        publish();
    }

    private Slices(Arena arena, UndoCount undos) {
        this.undos = undos;
        this.arena = arena;
        this.sharedEnd = slice(arena.end());
        publish();
    }

    /** Returns the same slices, which neither side writes to afterwards; like {@link Postings#fork}. */
    Slices fork(MemoryMeter forkMeter, UndoCount forkUndos) {
        sharedEnd = slice(arena.end());
        return new Slices(arena.fork(forkMeter), forkUndos);
    }

    /** Returns the first address that did not exist at the last fork. */
    int sharedEnd() {
        return sharedEnd;
    }

    /** Returns whether a slice must not be written to. */
    boolean isShared(int slice) {
        return Integer.compareUnsigned(slice, sharedEnd) < 0;
    }

    /** Lets readers follow the addresses of all slices. Writer only. */
    void publish() {
        published.publish(slice(arena.end()));
    }

    /** Returns the end of the addresses for a reader that starts now. */
    int end() {
        return published.end();
    }

    /** Frees all unpublished slices. Writer only. */
    void undo() {
        arena.resetTo(address(published.end()));
    }

    /** Frees some of what is not needed; returns whether there may be more. Writer only. */
    boolean trim() {
        return arena.trim();
    }

    /** Returns whether a reader with the given end may read a slice. */
    static boolean isWithin(int slice, int end) {
        return slice != 0 && Integer.compareUnsigned(slice, end) < 0;
    }

    /** Returns part of a slice; reading it brings the slice into the cache. Writer only. */
    int guess(int slice) {
        return arena.guess(address(slice));
    }

    /** Adds a slice that starts with a position, with the size of a row's slice number {@code index}. Writer only. */
    int add(int index, int position) {
        long address = arena.allocate(sizeOf(index));
        Bytes.putInt(arena.array(address), Arena.offset(address), position);
        return slice(address);
    }

    /** Returns the array that contains a slice, at offset {@link #start}. */
    byte[] array(int slice) {
        return arena.array(address(slice));
    }

    /** Returns the offset of a slice in its array. */
    static int start(int slice) {
        return Arena.offset(address(slice));
    }

    /** Returns the first position of a slice, or {@link Integer#MAX_VALUE} if it has none for this reader. */
    int firstOf(int slice, int end) {
        if (!isWithin(slice, end)) {
            return Integer.MAX_VALUE;
        }
        long address = address(slice);
        int first = Bytes.intAt(arena.array(address), Arena.offset(address));
        return first == 0 ? Integer.MAX_VALUE : first;
    }

    /** Decodes the positions of a slice within the bound; returns how many there are. */
    int decode(int slice, int end, int shape, int bound, int[] target) {
        while (true) {
            int before = undos.stable();
            int count = decodeOnce(slice, end, shape, bound, target);
            if (undos.isStill(before)) {
                return count;
            }
        }
    }

    /** Decodes like {@link #decode}, without checking for undos. Writer only. */
    int decodeOnce(int slice, int end, int shape, int bound, int[] target) {
        int position = firstOf(slice, end);
        if (position > bound) {
            return 0;
        }
        long address = address(slice);
        byte[] array = arena.array(address);
        int at = Arena.offset(address) + Integer.BYTES;
        int last = Arena.offset(address) + (shape & SIZE_MASK) - LINK_BYTES;
        int most = shape >>> SIZE_BITS == 0 ? Integer.MAX_VALUE : shape >>> SIZE_BITS;
        int count = 0;
        target[count++] = position;
        while (at < last && count < most) {
            int b = array[at++];
            int delta = b & 0x7F;
            for (int shift = 7; b < 0; shift += 7) {
                b = array[at++];
                delta |= (b & 0x7F) << shift;
            }
            if (b == 0 || (position += delta) > bound) {
                break;
            }
            target[count++] = position;
        }
        return count;
    }

    /** Returns the size in bytes of a slice with a shape. */
    static int sizeOfShape(int shape) {
        return shape & SIZE_MASK;
    }

    /** Returns the size in bytes of slice number {@code index} of a row, counted from when the row was last shared. */
    static int sizeOf(int index) {
        if (index < 2) {
            return 16 << index;
        }
        return index < 10 ? 64 : index < 18 ? 128 : index < 26 ? 256 : index < 34 ? 512 : 1024;
    }

    /** Returns how many of its bytes are for positions. */
    static int roomOf(int index) {
        return sizeOf(index) - LINK_BYTES;
    }

    /** Returns the lowest index of a slice with a given size. */
    static int indexOf(int size) {
        int index = 0;
        while (sizeOf(index) < size) {
            index++;
        }
        return index;
    }

    /** Returns the shape of a slice of which {@code count} positions belong to the row. */
    static int shape(int size, int count) {
        return size | count << SIZE_BITS;
    }

    /** Returns where the positions end in a slice with these positions. */
    static int endOf(int[] positions, int count) {
        int end = Integer.BYTES;
        for (int i = 1; i < count; i++) {
            end += Bytes.varintSize(positions[i] - positions[i - 1]);
        }
        return end;
    }

    /** Clears a slice from an offset on. Writer only. */
    void clear(int slice, int size, int from) {
        int start = start(slice);
        Arrays.fill(array(slice), start + from, start + size, (byte) 0);
    }

    /** Links a slice to the next one of its row, whose bytes become visible first. Writer only. */
    void link(int slice, int index, int next) {
        VarHandle.releaseFence();
        Bytes.putInt(array(slice), start(slice) + roomOf(index), next);
    }

    /** Returns the slice that a slice is linked to, or 0. */
    int next(int slice, int index) {
        int next = Bytes.intAt(array(slice), start(slice) + roomOf(index));
        VarHandle.acquireFence();
        return next;
    }

    /** Returns how many bytes the slices take, like {@link Arena#invariants}. */
    long invariants() {
        return arena.invariants();
    }

    private static int slice(long address) {
        return (int) (address >>> ALIGNMENT_SHIFT);
    }

    private static long address(int slice) {
        return (slice & 0xFFFF_FFFFL) << ALIGNMENT_SHIFT;
    }
}
