package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.LongColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * An index of the events by (timestamp, position), at hardly any cost for events that arrive in that order.
 *
 * <p>An event is late when an earlier position has a later timestamp. The others are already in order by position: for
 * them the index keeps the greatest timestamp so far, once every 64 positions, to find a time by. The late ones are in
 * sorted blocks of up to 128; adding an event replaces its block with a new one. Whether an event is late depends only
 * on earlier positions, so the index serves every prefix of the log.
 *
 * <p>One writer, lock-free readers.
 */
public final class TimeIndex {
    private static final int SPAN_SHIFT = 6;
    private static final int LATE_BLOCK = 128;
    /** The memory of a block besides its positions, in bytes. */
    private static final long BLOCK_BYTES = MemoryMeter.ARRAY_HEADER_BYTES + 8L;

    private static final VarHandle BLOCK = MethodHandles.arrayElementVarHandle(int[][].class);

    private final MemoryMeter meter;
    private final UndoCount undos;
    private final LongColumn timestamps;
    private final LongColumn latest;
    private final LongColumn lateBits;
    private volatile int[][] late = {};
    private int lateCount;
    private long maximum = Long.MIN_VALUE;

    /**
     * Makes an empty index.
     *
     * @param timestamps the timestamps by position, set before a position is added
     * @param undos updated by the caller of {@link #truncate}
     */
    public TimeIndex(MemoryMeter meter, LongColumn timestamps, UndoCount undos) {
        this(meter, timestamps, new LongColumn(meter), new LongColumn(meter), undos);
    }

    private TimeIndex(
            MemoryMeter meter, LongColumn timestamps, LongColumn latest, LongColumn lateBits, UndoCount undos) {
        this.undos = undos;
        this.meter = meter;
        this.timestamps = timestamps;
        this.latest = latest;
        this.lateBits = lateBits;
    }

    /**
     * Returns an index of the events up to {@code last}. Neither sees what is added to the other afterwards. Writer
     * only.
     *
     * @param forkMeter counts the fork's memory, and has counted this index's already
     * @param forkTimestamps the timestamps of the fork's events by position
     * @param forkUndos counts the fork's undos
     * @param cut whether there are events after {@code last}
     */
    public TimeIndex fork(
            MemoryMeter forkMeter, LongColumn forkTimestamps, UndoCount forkUndos, int last, boolean cut) {
        int spans = (last >>> SPAN_SHIFT) + 1;
        TimeIndex fork = new TimeIndex(
                forkMeter, forkTimestamps, latest.fork(forkMeter, spans), lateBits.fork(forkMeter, spans), forkUndos);
        fork.late = late.clone();
        fork.lateCount = lateCount;
        fork.maximum = maximum;
        if (cut) {
            fork.truncate(last);
        }
        return fork;
    }

    /** Adds the next position. Writer only. */
    public void add(int position) {
        long timestamp = timestamps.get(position);
        int span = position >>> SPAN_SHIFT;
        long bit = 1L << position;
        long bits = lateBits.getOrZero(span);
        if (timestamp < maximum) {
            lateBits.set(span, bits | bit);
            insert(position, timestamp);
        } else {
            lateBits.set(span, bits & ~bit);
            maximum = timestamp;
        }
        latest.set(span, maximum);
    }

    /** Passes over positions that have no events, both ends inclusive. Writer only. */
    public void skip(int from, int to) {
        for (int span = from >>> SPAN_SHIFT; span <= to >>> SPAN_SHIFT; span++) {
            latest.set(span, maximum);
            lateBits.set(span, lateBits.getOrZero(span));
        }
    }

    /** Returns whether an event is late. */
    public boolean isLate(int position) {
        return (lateBits.get(position >>> SPAN_SHIFT) >>> position & 1) != 0;
    }

    /** Returns approximately how many events are late. */
    public int lateCount() {
        return lateCount;
    }

    /** Returns a position, at least 1, before which no in-order event has that timestamp or a later one. */
    public int firstInOrder(long fromNanos, int bound) {
        return Math.max(1, firstSpan(bound, fromNanos, true) << SPAN_SHIFT);
    }

    /** Returns a position, at most the bound, after which no in-order event has that timestamp or an earlier one. */
    public int lastInOrder(long toNanos, int bound) {
        int span = firstSpan(bound, toNanos, false);
        return (int) Math.min(bound, ((long) span + 1 << SPAN_SHIFT) - 1);
    }

    /**
     * Returns the first span that lies wholly within the bound and whose greatest timestamp reaches a time (or exceeds
     * it, if not inclusive); otherwise the span that contains the bound.
     */
    private int firstSpan(int bound, long nanos, boolean inclusive) {
        int low = 0;
        int high = bound >>> SPAN_SHIFT;
        while (low < high) {
            int middle = low + high >>> 1;
            long value = latest.getOrZero(middle);
            if (value > nanos || inclusive && value == nanos) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Returns the late events up to a bound, by (timestamp, position), starting after or before a place in that order.
     */
    public LateCursor late(long timestamp, int position, boolean ascending, int bound) {
        while (true) {
            int before = undos.stable();
            LateCursor cursor = new LateCursor(this, timestamp, position, ascending, bound);
            if (undos.isStill(before)) {
                return cursor;
            }
        }
    }

    /** Removes all positions beyond the bound. Writer only. */
    public void truncate(int bound) {
        int[][] kept = Arrays.stream(late)
                .map(block -> Arrays.stream(block).filter(p -> p <= bound).toArray())
                .filter(block -> block.length > 0)
                .toArray(int[][]::new);
        int count = Arrays.stream(kept).mapToInt(block -> block.length).sum();
        meter.add(4L * (count - lateCount) + BLOCK_BYTES * (kept.length - late.length));
        lateCount = count;
        late = kept;
        int span = bound >>> SPAN_SHIFT;
        maximum = span == 0 ? Long.MIN_VALUE : latest.get(span - 1);
        for (int position = Math.max(1, span << SPAN_SHIFT); position <= bound; position++) {
            maximum = Math.max(maximum, timestamps.getOrZero(position));
        }
        // The bound's own span is not looked at before the next position in it has been added.
    }

    /** Frees what is not needed after a position. Writer only. */
    public void trim(int last) {
        latest.trim((last >>> SPAN_SHIFT) + 1);
        lateBits.trim((last >>> SPAN_SHIFT) + 1);
    }

    /** Returns the blocks of late events as they are now. */
    int[][] lateBlocks() {
        return late;
    }

    static int[] block(int[][] blocks, int index) {
        return (int[]) BLOCK.getAcquire(blocks, index);
    }

    /** Compares two events by timestamp and position; the result for an event undone meanwhile does not matter. */
    int compare(int position, long otherTimestamp, int otherPosition) {
        int byTime = Long.compare(timestamps.getOrZero(position), otherTimestamp);
        return byTime != 0 ? byTime : Integer.compare(position, otherPosition);
    }

    /**
     * Returns the first block whose last event is not before the given place, or the number of blocks if there is none.
     */
    int firstBlock(int[][] blocks, long timestamp, int position) {
        int low = 0;
        int high = blocks.length;
        while (low < high) {
            int middle = low + high >>> 1;
            int[] block = block(blocks, middle);
            if (compare(block[block.length - 1], timestamp, position) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns how many events of a block are before the given place. */
    int before(int[] block, long timestamp, int position) {
        int low = 0;
        int high = block.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (compare(block[middle], timestamp, position) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Returns how many bytes the index takes besides the timestamps, as its meter should count them. Reads each late
     * event. Writer only.
     *
     * @throws IllegalStateException if the late events are not in order
     */
    long invariants() {
        long bytes = latest.invariants() + lateBits.invariants();
        int count = 0;
        int before = 0;
        for (int[] block : late) {
            for (int position : block) {
                boolean ascends = before == 0 || compare(before, timestamps.get(position), position) < 0;
                if (!ascends || !isLate(position) || block.length > LATE_BLOCK) {
                    throw new IllegalStateException("late event " + position + " is listed after " + before);
                }
                before = position;
            }
            count += block.length;
            bytes += BLOCK_BYTES + 4L * block.length;
        }
        if (count != lateCount) {
            throw new IllegalStateException(count + " late events, not " + lateCount);
        }
        return bytes;
    }

    private void insert(int position, long timestamp) {
        int[][] blocks = late;
        int index = firstBlock(blocks, timestamp, position);
        if (index == blocks.length && (index == 0 || blocks[index - 1].length == LATE_BLOCK)) {
            replace(blocks, index, 0, new int[] {position});
        } else {
            index = Math.min(index, blocks.length - 1);
            int[] block = blocks[index];
            int at = before(block, timestamp, position);
            int[] wider = new int[block.length + 1];
            System.arraycopy(block, 0, wider, 0, at);
            wider[at] = position;
            System.arraycopy(block, at, wider, at + 1, block.length - at);
            if (wider.length <= LATE_BLOCK) {
                BLOCK.setRelease(blocks, index, wider);
            } else {
                int half = wider.length / 2;
                replace(blocks, index, 1, Arrays.copyOf(wider, half), Arrays.copyOfRange(wider, half, wider.length));
            }
        }
        meter.add(Integer.BYTES);
        lateCount++;
    }

    private void replace(int[][] blocks, int index, int removed, int[]... inserted) {
        int[][] copy = new int[blocks.length - removed + inserted.length][];
        System.arraycopy(blocks, 0, copy, 0, index);
        System.arraycopy(inserted, 0, copy, index, inserted.length);
        System.arraycopy(blocks, index + removed, copy, index + inserted.length, blocks.length - index - removed);
        meter.add(BLOCK_BYTES * (inserted.length - removed));
        late = copy;
    }
}
