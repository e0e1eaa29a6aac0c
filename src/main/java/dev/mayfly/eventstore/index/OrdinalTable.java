package dev.mayfly.eventstore.index;

import static dev.mayfly.eventstore.index.OrdinalSegment.COUNT;
import static dev.mayfly.eventstore.index.OrdinalSegment.DEPTH;
import static dev.mayfly.eventstore.index.OrdinalSegment.HEADER;
import static dev.mayfly.eventstore.index.OrdinalSegment.LARGEST;
import static dev.mayfly.eventstore.index.OrdinalSegment.ORDINAL_BITS;
import static dev.mayfly.eventstore.index.OrdinalSegment.OWNER;
import static dev.mayfly.eventstore.index.OrdinalSegment.SLOT;

import dev.mayfly.eventstore.memory.MemoryMeter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A hash table from keys to ordinals (1, 2, 3 …) that stores only the ordinals; the subclass knows the key of each
 * ordinal.
 *
 * <p>One writer, lock-free readers. The table uses extendible hashing: a directory, indexed by the hash's upper bits,
 * of segments that split one at a time, so that no insertion moves more than one segment. A slot is one int, with the
 * ordinal in the lower bits and as many bits of the hash as fit above it, so an insertion or a failed look-up costs
 * about one cache miss. A segment is rewritten with wider ordinals and narrower tags when its ordinals need it. A
 * look-up skips the ordinals beyond the reader's bound, so those may be removed again.
 *
 * <p>A fork shares the segments; the first of the two tables to write to one replaces it with its own copy. A fork with
 * fewer ordinals skips those beyond its bound in shared segments; once it has such ordinals of its own, a look-up
 * compares keys as always.
 *
 * <p>{@link OrdinalSegment} describes a segment. If there are several, all have the same length, so that a slot's
 * address does not depend on the segment's contents.
 */
public abstract class OrdinalTable {
    private static final int SMALLEST = 16;
    /** Two segments are merged if together they have at most this many keys: half as many as make one split. */
    private static final int FEW = LARGEST * 2 / 5;
    /** The number of segments checked in one step of trimming. */
    private static final int STEP = 32;

    private static final int FIRST_ORDINAL_BITS = 16;
    private static final int ORDINAL_BITS_STEP = 4;
    private static final int MAX_ORDINAL_BITS = 31;
    private static final int ALL = Integer.MAX_VALUE;
    private static final VarHandle SEGMENT = MethodHandles.arrayElementVarHandle(int[][].class);

    private static final AtomicInteger OWNERS = new AtomicInteger();

    private final MemoryMeter meter;
    private volatile int[][] directory;
    /** The owner number in this table's own segments, and in no others. */
    private int owner = OWNERS.incrementAndGet();
    /** Whether a shared segment may have ordinals that this table lacks, or has for other keys. */
    private final boolean cut;
    /** Whether the directory is shared with another table. */
    private boolean directoryShared;
    /** The directory entry at which trimming continues. */
    private int trimmed;
    /** Receives the values read ahead, so that the compiler cannot remove the reads. */
    @SuppressWarnings("UnusedVariable")
    private long read;

    /** Makes an empty table, with {@code meter} counting its memory. */
    protected OrdinalTable(MemoryMeter meter) {
        this.meter = meter;
        this.cut = false;
        this.directory = new int[][] {newSegment(SMALLEST, FIRST_ORDINAL_BITS, 0)};
        meter.add(OrdinalSegment.sizeBytes(SMALLEST));
    }

    /**
     * Makes a fork of a table, with the same ordinals. Neither sees what is added to the other afterwards. Called by
     * the original's writer.
     *
     * @param meter counts the fork's memory, and has counted the original's already
     * @param cut whether the fork has fewer ordinals than the original
     */
    protected OrdinalTable(MemoryMeter meter, OrdinalTable original, boolean cut) {
        this.meter = meter;
        this.cut = original.cut || cut;
        original.owner = OWNERS.incrementAndGet();
        original.directoryShared = true;
        this.directory = original.directory;
        this.directoryShared = true;
    }

    /** Returns the hash of an ordinal's key, or an arbitrary number if it has none. */
    protected abstract long hashOf(int ordinal);

    /** Returns part of an ordinal's key; reading it brings the key into the cache. */
    protected abstract long readAhead(int ordinal);

    /** Returns whether an ordinal has the given key. */
    protected abstract boolean matches(int ordinal, Key key);

    /** Returns the ordinal, at most {@code bound}, of a key, or 0 if there is none. */
    public final int find(Key key, int bound) {
        long hash = key.hash();
        int[][] segments = directory;
        int[] segment = segment(segments, hash);
        int mask = slotMask(segments, segment);
        int bits = segment[ORDINAL_BITS];
        int tag = (int) (hash >>> 32) << bits >>> bits;
        int ordinals = -1 >>> 32 - bits;
        for (int i = (int) hash & mask; ; i = i + 1 & mask) {
            int slot = (int) SLOT.getAcquire(segment, HEADER + i);
            if (slot == 0) {
                return 0;
            }
            if (slot >>> bits == tag) {
                int ordinal = slot & ordinals;
                if (ordinal <= bound && matches(ordinal, key)) {
                    return ordinal;
                }
            }
        }
    }

    /** Returns all ordinals up to a bound that a test accepts among those under the hash of a key, in no order. */
    protected final int[] findAll(Key key, int bound, IntPredicate test) {
        int[][] segments = directory;
        int[] segment = segment(segments, key.hash());
        int mask = slotMask(segments, segment);
        IntStream.Builder found = IntStream.builder();
        int at = (int) key.hash() & mask;
        int slot;
        while ((slot = (int) SLOT.getAcquire(segment, HEADER + at)) != 0) {
            int ordinal = slot & -1 >>> 32 - segment[ORDINAL_BITS];
            if (ordinal <= bound && test.test(ordinal)) {
                found.add(ordinal);
            }
            at = at + 1 & mask;
        }
        return found.build().toArray();
    }

    /**
     * Returns the ordinal in the slot at which a look-up of a hash starts, or 0: a guess at the result. Called for
     * several keys in a row before they are looked up, so that their cache misses overlap.
     */
    public final int guess(long hash) {
        int[][] segments = directory;
        int[] segment = segment(segments, hash);
        int slot = segment[HEADER + ((int) hash & slotMask(segments, segment))];
        return slot & -1 >>> 32 - segment[ORDINAL_BITS];
    }

    /** Adds an ordinal under the hash of its key. Writer only. */
    public final void insert(long hash, int ordinal) {
        int[] segment = segment(directory, hash);
        while (ordinal >>> segment[ORDINAL_BITS] != 0 || OrdinalSegment.isFull(segment) || segment[OWNER] != owner) {
            makeRoom(segment, hash, ordinal);
            segment = segment(directory, hash);
        }
        OrdinalSegment.put(segment, hash, ordinal);
    }

    /** Removes the ordinals after {@code last}. Writer only. */
    public final void removeAfter(int last) {
        int[][] segments = ownDirectory();
        for (int i = 0; i < segments.length; ) {
            int[] segment = segments[i];
            int span = segments.length >>> segment[DEPTH];
            if (segment[OWNER] == owner && OrdinalSegment.hasAfter(segment, last)) {
                int[] target = newSegment(segment.length - HEADER, segment[ORDINAL_BITS], segment[DEPTH]);
                fill(segments, i, span, rebuild(segment, target, last, 0, 0));
            }
            i += span;
        }
    }

    /** Merges some of the segments with few keys; returns whether there may be more to merge. Writer only. */
    public boolean trim() {
        int[][] segments = ownDirectory();
        int at = trimmed < segments.length ? trimmed : 0;
        for (int step = 0; step < STEP && at < segments.length; step++) {
            at = merge(segments, at);
        }
        trimmed = at < segments.length ? at : 0;
        if (trimmed == 0) {
            halve();
        }
        return trimmed != 0;
    }

    /** Merges the segment of an entry with its neighbour if possible; returns the entry to continue at. */
    private int merge(int[][] segments, int at) {
        int[] segment = segments[at];
        int depth = segment[DEPTH];
        int span = segments.length >>> depth;
        int first = at / span * span;
        int[] other = depth == 0 ? segment : segments[first ^ span];
        if (depth == 0 || other[DEPTH] != depth || segment[COUNT] + other[COUNT] > FEW) {
            return first + span;
        }
        int bits = Math.max(segment[ORDINAL_BITS], other[ORDINAL_BITS]);
        int[] target = newSegment(LARGEST, bits, depth - 1);
        countCopied(segment);
        countCopied(other);
        rebuild(segment, target, ALL, 0, 0);
        rebuild(other, target, ALL, 0, 0);
        int both = first & ~span;
        fill(segments, both, 2 * span, target);
        meter.add(-OrdinalSegment.sizeBytes(LARGEST));
        // The merged segment may be able to merge with a neighbour that has already been passed.
        return Math.max(0, both - 2 * span);
    }

    private void halve() {
        int[][] segments = ownDirectory();
        while (segments.length > 1 && everyOther(segments)) {
            int[][] halved = new int[segments.length / 2][];
            for (int i = 0; i < halved.length; i++) {
                halved[i] = segments[2 * i];
            }
            meter.add(-8L * halved.length);
            segments = halved;
            directory = halved;
        }
    }

    /** Returns whether every even entry has the same segment as the entry after it. */
    private static boolean everyOther(int[][] segments) {
        for (int i = 0; i < segments.length; i += 2) {
            if (segments[i] != segments[i + 1]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns how many bytes the table takes, as its meter should count them. Reads each slot and the key of each
     * ordinal. Writer only.
     *
     * @throws IllegalStateException if the table is inconsistent
     */
    long invariants() {
        int[][] segments = directory;
        long bytes = 8L * (segments.length - 1);
        for (int i = 0; i < segments.length; ) {
            int[] segment = segments[i];
            int span = segments.length >>> segment[DEPTH];
            boolean aligned = i % span == 0;
            for (int entry = i; aligned && entry < i + span; entry++) {
                aligned = segments[entry] == segment;
            }
            aligned &= segments.length == 1 || segment.length == HEADER + LARGEST;
            if (!aligned || !isInOrder(segment, i, span)) {
                throw new IllegalStateException("segment at " + i + " of " + segments.length);
            }
            bytes += OrdinalSegment.sizeBytes(segment.length - HEADER);
            i += span;
        }
        return bytes;
    }

    /**
     * Returns whether a segment has as many taken slots as it records, each for a key that belongs there. A fork with
     * fewer ordinals may have other keys there.
     */
    private boolean isInOrder(int[] segment, int entry, int span) {
        int bits = segment[ORDINAL_BITS];
        int count = 0;
        for (int at = HEADER; at < segment.length; at++) {
            int slot = segment[at];
            count += slot == 0 ? 0 : 1;
            if (slot != 0 && !cut) {
                long hash = hashOf(slot & -1 >>> 32 - bits);
                int home = entryOf(hash, directory.length) - entry;
                if ((int) (hash >>> 32) << bits >>> bits != slot >>> bits || home < 0 || home >= span) {
                    return false;
                }
            }
        }
        return count == segment[COUNT] && count <= (segment.length - HEADER) * 4 / 5;
    }

    /** Counts a segment that is about to be replaced, if it is shared. */
    private void countCopied(int[] segment) {
        if (segment[OWNER] != owner) {
            meter.addCopied(OrdinalSegment.sizeBytes(segment.length - HEADER));
        }
    }

    private static int[] segment(int[][] segments, long hash) {
        return (int[]) SEGMENT.getAcquire(segments, entryOf(hash, segments.length));
    }

    private static int slotMask(int[][] segments, int[] segment) {
        return segments.length == 1 ? segment.length - HEADER - 1 : LARGEST - 1;
    }

    /** Returns the directory for writing, copied first if it is shared. */
    private int[][] ownDirectory() {
        if (directoryShared) {
            directory = directory.clone();
            directoryShared = false;
            meter.addCopied(MemoryMeter.ARRAY_HEADER_BYTES + 8L * directory.length);
        }
        return directory;
    }

    private int[] newSegment(int slots, int ordinalBits, int depth) {
        int[] segment = new int[HEADER + slots];
        segment[ORDINAL_BITS] = ordinalBits;
        segment[DEPTH] = depth;
        segment[OWNER] = owner;
        return segment;
    }

    private static int entryOf(long hash, int entries) {
        return entries == 1 ? 0 : (int) (hash >>> 64 - Integer.bitCount(entries - 1));
    }

    private void makeRoom(int[] segment, long hash, int ordinal) {
        int bits = segment[ORDINAL_BITS];
        while (ordinal >>> bits != 0) {
            bits = Math.min(bits + ORDINAL_BITS_STEP, MAX_ORDINAL_BITS);
        }
        int slots = segment.length - HEADER;
        int depth = segment[DEPTH];
        countCopied(segment);
        if (!OrdinalSegment.isFull(segment) && bits == segment[ORDINAL_BITS] && !cut) {
            int[] copy = segment.clone();
            copy[OWNER] = owner;
            replace(hash, depth, copy);
        } else if (!OrdinalSegment.isFull(segment)) {
            replace(hash, depth, rebuild(segment, newSegment(slots, bits, depth), ALL, 0, 0));
        } else if (slots < LARGEST) {
            replace(hash, depth, rebuild(segment, newSegment(slots * 2, bits, depth), ALL, 0, 0));
            meter.add(4L * slots);
        } else {
            split(segment, hash, bits);
        }
    }

    /** Puts a segment in place of all entries of the directory that share the hash's first {@code depth} bits. */
    private void replace(long hash, int depth, int[] segment) {
        int[][] segments = ownDirectory();
        int span = segments.length >>> depth;
        fill(segments, entryOf(hash, segments.length) / span * span, span, segment);
    }

    private static void fill(int[][] segments, int first, int span, int[] segment) {
        for (int i = first; i < first + span; i++) {
            SEGMENT.setRelease(segments, i, segment);
        }
    }

    private void split(int[] segment, long hash, int bits) {
        int depth = segment[DEPTH];
        long bit = 1L << 63 - depth;
        int[] lower = rebuild(segment, newSegment(LARGEST, bits, depth + 1), ALL, bit, 0);
        int[] upper = rebuild(segment, newSegment(LARGEST, bits, depth + 1), ALL, bit, bit);
        meter.add(OrdinalSegment.sizeBytes(LARGEST));
        int[][] segments = ownDirectory();
        if (1 << depth == segments.length) {
            int[][] doubled = new int[segments.length * 2][];
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = segments[i >>> 1];
            }
            meter.add(8L * segments.length);
            directory = doubled;
        }
        replace(hash & ~bit, depth + 1, lower);
        replace(hash | bit, depth + 1, upper);
    }

    /** Copies the ordinals up to {@code last} whose masked hash is as wanted from one segment to another. */
    private int[] rebuild(int[] segment, int[] target, int last, long hashMask, long wanted) {
        // Short loops, so that the cache misses of reading the keys overlap.
        int bits = segment[ORDINAL_BITS];
        int mask = -1 >>> 32 - bits;
        int[] slots = new int[segment[COUNT]];
        long[] hashes = new long[segment[COUNT]];
        int count = 0;
        for (int i = HEADER; i < segment.length; i++) {
            int ordinal = segment[i] & mask;
            if (ordinal != 0 && ordinal <= last) {
                slots[count++] = segment[i];
            }
        }
        for (int i = 0; i < count; i++) {
            read += readAhead(slots[i] & mask);
        }
        for (int i = 0; i < count; i++) {
            hashes[i] = hashOf(slots[i] & mask);
        }
        for (int i = 0; i < count; i++) {
            // A fork leaves out ordinals that it does not have, or has for other keys.
            boolean own = (int) (hashes[i] >>> 32) << bits == (slots[i] & ~mask);
            if (own && (hashes[i] & hashMask) == wanted) {
                OrdinalSegment.put(target, hashes[i], slots[i] & mask);
            }
        }
        return target;
    }
}
