package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.MemoryMeter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The layout of a segment of {@link OrdinalTable}: an array of the number of bits of its ordinals, the number of hash
 * bits that its keys share, the number of slots taken, its owner, and then the slots, a power of two.
 */
final class OrdinalSegment {
    static final int ORDINAL_BITS = 0;
    static final int DEPTH = 1;
    static final int COUNT = 2;
    static final int OWNER = 3;
    static final int HEADER = 4;
    /** The most slots of a segment. */
    static final int LARGEST = 1024;

    static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

    private OrdinalSegment() {}

    /** Returns whether a segment has an ordinal after {@code last}. */
    static boolean hasAfter(int[] segment, int last) {
        int mask = -1 >>> 32 - segment[ORDINAL_BITS];
        for (int i = HEADER; i < segment.length; i++) {
            if ((segment[i] & mask) > last) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many bytes a segment takes, with its entry in the directory. */
    static long sizeBytes(int slots) {
        return MemoryMeter.ARRAY_HEADER_BYTES + 4L * (HEADER + slots) + 8;
    }

    /** Returns whether a segment has to grow or to split before an ordinal is added. */
    static boolean isFull(int[] segment) {
        return segment[COUNT] >= (segment.length - HEADER) * 4 / 5;
    }

    /** Adds an ordinal that fits, unless it is there. Readers may be reading the segment. */
    static void put(int[] segment, long hash, int ordinal) {
        int mask = segment.length - HEADER - 1;
        int slot = (int) (hash >>> 32) << segment[ORDINAL_BITS] | ordinal;
        int i = (int) hash & mask;
        while (segment[HEADER + i] != 0) {
            if (segment[HEADER + i] == slot) {
                // A fork may have inherited it from its original, where the same key had the same ordinal.
                return;
            }
            i = i + 1 & mask;
        }
        segment[COUNT]++;
        SLOT.setRelease(segment, HEADER + i, slot);
    }
}
