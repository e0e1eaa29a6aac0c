package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.MemoryMeter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A hash table from keys to ordinals (1, 2, 3 …) that keeps the ordinals alone; what key an ordinal has, the subclass
 * knows.
 *
 * <p>One writer, lock-free readers. It is extendible hashing: a directory, indexed by the hash's upper bits, of segments
 * that grow and split on their own, so that no single insertion moves more than one segment. A slot is one int, the
 * ordinal below and as many bits of the hash as are left above, so that an insertion or a failed look-up costs about one
 * cache miss. A segment is written with larger ordinals and smaller tags when its ordinals ask for it. An ordinal is
 * never taken out; a look-up passes over those beyond the reader's bound.
 */
public abstract class OrdinalTable {
    private static final int SMALLEST = 16;
    private static final int LARGE = 1024;
    private static final int LARGEST = 1536;
    private static final int FIRST_ORDINAL_BITS = 16;
    private static final int ORDINAL_BITS_STEP = 4;
    private static final int MAX_ORDINAL_BITS = 31;
    private static final int SEGMENT_BYTES = 32 + MemoryMeter.ARRAY_HEADER_BYTES;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(Segment[].class);

    private final MemoryMeter meter;
    private volatile Segment[] directory;
    private int depth;

    /** Slots, 0 where free, of the hashes that begin with the same {@code depth} bits. */
    private static final class Segment {
        final int[] slots;
        final int depth;
        final int ordinalBits;
        int count;

        Segment(int[] slots, int depth, int ordinalBits, int count) {
            this.slots = slots;
            this.depth = depth;
            this.ordinalBits = ordinalBits;
            this.count = count;
        }
    }

    /** Makes an empty table whose memory is counted by {@code meter}. */
    protected OrdinalTable(MemoryMeter meter) {
        this.meter = meter;
        this.directory = new Segment[] {new Segment(new int[SMALLEST], 0, FIRST_ORDINAL_BITS, 0)};
        meter.add(SEGMENT_BYTES + 4L * SMALLEST);
    }

    /** Returns the hash of the key that an ordinal has. */
    protected abstract long hashOf(int ordinal);

    /** Returns whether an ordinal has that key. */
    protected abstract boolean matches(int ordinal, Key key);

    /** Returns the ordinal, at most {@code bound}, that has the key, or 0 if there is none. */
    public final int find(Key key, int bound) {
        long hash = key.hash();
        Segment[] entries = directory;
        Segment segment = (Segment) ENTRY.getAcquire(entries, entryOf(hash, entries.length));
        int[] slots = segment.slots;
        int bits = segment.ordinalBits;
        int tag = (int) (hash >>> 32) << bits >>> bits;
        int mask = -1 >>> 32 - bits;
        for (int i = slotOf(hash, slots.length); ; ) {
            int slot = (int) SLOT.getAcquire(slots, i);
            if (slot == 0) {
                return 0;
            }
            if (slot >>> bits == tag) {
                int ordinal = slot & mask;
                if (ordinal <= bound && matches(ordinal, key)) {
                    return ordinal;
                }
            }
            i = i + 1 == slots.length ? 0 : i + 1;
        }
    }

    /** Adds an ordinal under the hash of its key. Writer only. */
    public final void insert(long hash, int ordinal) {
        Segment[] entries = directory;
        Segment segment = entries[entryOf(hash, entries.length)];
        while (ordinal >>> segment.ordinalBits != 0 || isFull(segment)) {
            makeRoom(segment, hash, ordinal);
            entries = directory;
            segment = entries[entryOf(hash, entries.length)];
        }
        put(segment.slots, segment.ordinalBits, hash, ordinal);
        segment.count++;
    }

    /** Reads the slot that {@link #insert} or {@link #find} will begin at, so that its miss overlaps with others. */
    public final int touch(long hash) {
        Segment[] entries = directory;
        int[] slots = entries[entryOf(hash, entries.length)].slots;
        return slots[slotOf(hash, slots.length)];
    }

    private static boolean isFull(Segment segment) {
        return segment.count >= segment.slots.length * 4 / 5;
    }

    private static int entryOf(long hash, int entries) {
        return entries == 1 ? 0 : (int) (hash >>> 64 - Integer.bitCount(entries - 1));
    }

    private static int slotOf(long hash, int slots) {
        return (int) ((hash & 0xFFFF_FFFFL) * slots >>> 32);
    }

    private static void put(int[] slots, int bits, long hash, int ordinal) {
        int i = slotOf(hash, slots.length);
        while (slots[i] != 0) {
            i = i + 1 == slots.length ? 0 : i + 1;
        }
        SLOT.setRelease(slots, i, (int) (hash >>> 32) << bits | ordinal);
    }

    private void makeRoom(Segment segment, long hash, int ordinal) {
        int bits = segment.ordinalBits;
        while (ordinal >>> bits != 0) {
            bits = Math.min(bits + ORDINAL_BITS_STEP, MAX_ORDINAL_BITS);
        }
        int length = segment.slots.length;
        if (!isFull(segment)) {
            replace(segment, hash, rebuild(segment, length, segment.depth, bits, 0, 0));
        } else if (length < LARGE) {
            replace(segment, hash, rebuild(segment, length * 2, segment.depth, bits, 0, 0));
        } else if (length < LARGEST) {
            replace(segment, hash, rebuild(segment, LARGEST, segment.depth, bits, 0, 0));
        } else {
            split(segment, hash, bits);
        }
    }

    private void replace(Segment old, long hash, Segment segment) {
        Segment[] entries = directory;
        int span = entries.length >>> old.depth;
        int first = entryOf(hash, entries.length) / span * span;
        for (int i = first; i < first + span; i++) {
            ENTRY.setRelease(entries, i, segment);
        }
        meter.add(4L * (segment.slots.length - old.slots.length));
    }

    private void split(Segment old, long hash, int bits) {
        if (old.depth == depth) {
            Segment[] entries = directory;
            Segment[] doubled = new Segment[entries.length * 2];
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = entries[i >>> 1];
            }
            meter.add(4L * entries.length);
            directory = doubled;
            depth++;
        }
        Segment[] entries = directory;
        int span = entries.length >>> old.depth;
        int first = entryOf(hash, entries.length) / span * span;
        long bit = 1L << 63 - old.depth;
        Segment lower = rebuild(old, LARGE, old.depth + 1, bits, bit, 0);
        Segment upper = rebuild(old, LARGE, old.depth + 1, bits, bit, bit);
        meter.add(SEGMENT_BYTES + 4L * (2 * LARGE - LARGEST));
        for (int i = first; i < first + span; i++) {
            ENTRY.setRelease(entries, i, i < first + span / 2 ? lower : upper);
        }
    }

    /** Returns a segment of the ordinals whose hash, masked, is as wanted. */
    private Segment rebuild(Segment segment, int length, int newDepth, int bits, long hashMask, long wanted) {
        int[] slots = new int[length];
        int oldMask = -1 >>> 32 - segment.ordinalBits;
        int count = 0;
        for (int slot : segment.slots) {
            if (slot != 0) {
                int ordinal = slot & oldMask;
                long hash = hashOf(ordinal);
                if ((hash & hashMask) == wanted) {
                    put(slots, bits, hash, ordinal);
                    count++;
                }
            }
        }
        return new Segment(slots, newDepth, bits, count);
    }
}
