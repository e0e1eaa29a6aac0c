package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.index.TrigramIndex;
import dev.mayfly.eventstore.memory.MemoryMeter;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The index of the events' data as text, which is there once a search has asked for it.
 *
 * <p>Searches build it and keep it up, appends pay nothing for it: whoever asks adds the whole blocks up to its own
 * bound that are missing. One thread at a time does so; others meanwhile take the index as it is and look into the
 * events that it does not cover yet. It never takes the last eighth of the store's memory, and is given up when an
 * append needs what it takes.
 */
final class TextIndex {
    /** Up to so many events a search looks into each of them rather than build an index. */
    private static final int FEW_EVENTS = 4096;
    /** What an index may grow by at once, in bytes: rows for all trigrams at first, then what 64 blocks have. */
    private static final long STEP_BYTES = 6 << 20;

    private static final int LAST_OF_BLOCK = (1 << TrigramIndex.BLOCK_SHIFT) - 1;

    private final Columns columns;
    private final MemoryMeter meter;
    private final long limitBytes;
    private final ReentrantLock building = new ReentrantLock();
    private volatile @Nullable TrigramIndex index;

    /**
     * Makes an index that is not there yet.
     *
     * @param meter counts what the log takes beside the index
     * @param limitBytes what the log may take with the index
     */
    TextIndex(Columns columns, MemoryMeter meter, long limitBytes) {
        this.columns = columns;
        this.meter = meter;
        this.limitBytes = limitBytes;
    }

    TextIndex fork(Columns forkColumns, MemoryMeter forkMeter, long forkLimitBytes, int last) {
        return new TextIndex(forkColumns, forkMeter, forkLimitBytes);
    }

    /** Returns the bytes that the index takes. */
    long usedBytes() {
        TrigramIndex present = index;
        return present == null ? 0 : present.usedBytes();
    }

    /** Returns the index as it is, or null if there is none. */
    @Nullable
    TrigramIndex present() {
        return index;
    }

    /**
     * Gives back what the index does not need, or gives it up; waits for a thread that builds it, and lets none build
     * meanwhile. Returns the bytes that were given back.
     */
    long optimise(boolean giveUp) {
        building.lock();
        try {
            TrigramIndex present = index;
            if (present == null) {
                return 0;
            }
            long before = present.usedBytes();
            if (giveUp) {
                drop();
                return before;
            }
            while (present.trim()) {
                // Each call is a step; nobody waits for this lock who cannot do without the index.
            }
            return before - present.usedBytes();
        } finally {
            building.unlock();
        }
    }

    /** Gives the index up; searches that have it go on with it, and the next one that needs one builds it anew. */
    void drop() {
        index = null;
    }

    /**
     * Returns the index with all whole blocks up to a bound, fewer if there is no room or another thread is at it, or
     * null if there is none. The first call takes a second for a million events.
     */
    @Nullable
    TrigramIndex upTo(int bound) {
        TrigramIndex present = index;
        int wanted = bound + 1 >>> TrigramIndex.BLOCK_SHIFT;
        boolean missing = present == null ? bound >= FEW_EVENTS : present.blocks() < wanted;
        if (!missing || !building.tryLock()) {
            return present;
        }
        try {
            present = index;
            if (present == null) {
                present = new TrigramIndex();
                if (!hasRoomFor(STEP_BYTES)) {
                    return null;
                }
                index = present;
            }
            extend(present, wanted);
            return present;
        } finally {
            building.unlock();
        }
    }

    private void extend(TrigramIndex present, int wanted) {
        TrigramIndex.Batch batch = new TrigramIndex.Batch();
        for (int number = present.blocks(); number < wanted; number++) {
            int first = number << TrigramIndex.BLOCK_SHIFT;
            for (int position = Math.max(1, first); position <= first + LAST_OF_BLOCK; position++) {
                RecordView record = new RecordView(columns.records, columns.recordAddress(position));
                batch.add(record.array, record.dataOffset, record.dataLength);
            }
            batch.endBlock();
            if (batch.isFull() || number == wanted - 1) {
                if (index != present || !hasRoomFor(present.usedBytes() + STEP_BYTES)) {
                    return;
                }
                present.add(batch);
            }
        }
    }

    private boolean hasRoomFor(long bytes) {
        return meter.usedBytes() + bytes <= limitBytes - limitBytes / 8;
    }
}
