package dev.mayfly.eventstore.column;

import dev.mayfly.eventstore.index.TrigramIndex;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.removal.Removals;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The text index of the events' data, which is built when a search first needs it.
 *
 * <p>Searches build it and keep it up to date, so appends pay nothing for it: a search adds the missing whole blocks up
 * to its own bound. One thread at a time does this; other searches use the index as it is and read the events that it
 * does not cover yet. It never takes the last eighth of the store's memory, and is dropped when an append needs its
 * memory. A fork shares the index of its original and adds its own index for later events.
 */
public final class TextIndex {
    /** Up to this many events, a search reads each of them rather than build an index. */
    private static final int FEW_EVENTS = 4096;
    /**
     * The most bytes by which an index grows in one step: rows for all trigrams at first, then the entries of 64
     * blocks.
     */
    private static final long STEP_BYTES = 6 << 20;

    private static final int LAST_OF_BLOCK = (1 << TrigramIndex.BLOCK_SHIFT) - 1;

    private final Columns columns;
    private final Removals removals;
    private final MemoryMeter meter;
    private final long limitBytes;
    private final ReentrantLock building = new ReentrantLock();
    private volatile State state;

    /**
     * The current indexes.
     *
     * @param shared the indexes that other logs share
     * @param own this log's own index, for the blocks after those, or null
     */
    private record State(TextParts shared, @Nullable TrigramIndex own) {
        static final State NONE = new State(TextParts.NONE, null);

        TextParts parts() {
            return own == null ? shared : shared.with(own);
        }
    }

    /**
     * Makes an index that has not been built yet.
     *
     * @param meter counts the log's memory without the index
     * @param limitBytes the most bytes that the log may take, including the index
     */
    public TextIndex(Columns columns, Removals removals, MemoryMeter meter, long limitBytes) {
        this(columns, removals, meter, limitBytes, State.NONE);
    }

    private TextIndex(Columns columns, Removals removals, MemoryMeter meter, long limitBytes, State state) {
        this.columns = columns;
        this.removals = removals;
        this.meter = meter;
        this.limitBytes = limitBytes;
        this.state = state;
    }

    /** Returns the index for a fork with the events up to {@code last}; neither sees what is added to the other. */
    public TextIndex fork(
            Columns forkColumns, Removals forkRemovals, MemoryMeter forkMeter, long forkLimitBytes, int last) {
        TextParts shared = state.parts().upTo(last + 1 >>> TrigramIndex.BLOCK_SHIFT);
        boolean worthIt = shared.blocks() << TrigramIndex.BLOCK_SHIFT >= FEW_EVENTS;
        State start = worthIt ? new State(shared, null) : State.NONE;
        return new TextIndex(forkColumns, forkRemovals, forkMeter, forkLimitBytes, start);
    }

    /** Returns the bytes that the index takes. */
    public long usedBytes() {
        State now = state;
        return now.shared().usedBytes() + (now.own() == null ? 0 : now.own().usedBytes());
    }

    /** Returns the index as it is now, which may cover nothing. */
    public TextParts present() {
        return state.parts();
    }

    /**
     * Frees memory that the index does not need, or drops the index. Waits for a thread that is building it, and keeps
     * others from building it meanwhile. Returns the number of bytes freed.
     */
    public long optimise(boolean giveUp) {
        building.lock();
        try {
            long before = usedBytes();
            if (giveUp) {
                drop();
                return before;
            }
            TrigramIndex own = state.own();
            while (own != null && own.trim()) {
                // Each call is one step; only threads that can do without the index ever wait for this lock.
            }
            return before - usedBytes();
        } finally {
            building.unlock();
        }
    }

    /** Drops the index. Searches that already hold it continue to use it; the next one that needs it rebuilds it. */
    public void drop() {
        state = State.NONE;
    }

    /**
     * Returns the index with all whole blocks up to a bound, or fewer if there is no room or another thread is building
     * it. The first call takes about a second for a million events.
     */
    public TextParts upTo(int bound) {
        TextParts present = present();
        int wanted = bound + 1 >>> TrigramIndex.BLOCK_SHIFT;
        int unindexed = bound - (present.blocks() << TrigramIndex.BLOCK_SHIFT);
        boolean missing = state.own() == null ? unindexed >= FEW_EVENTS : present.blocks() < wanted;
        if (!missing || !building.tryLock()) {
            return present;
        }
        try {
            State now = state;
            if (now.own() == null) {
                if (!hasRoomFor(now.shared().usedBytes() + STEP_BYTES)) {
                    return present;
                }
                now = new State(now.shared(), new TrigramIndex());
                state = now;
            }
            extend(now, wanted);
            return now.parts();
        } finally {
            building.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // Another state means that this one has been dropped.
    private void extend(State now, int wanted) {
        TrigramIndex own = Objects.requireNonNull(now.own());
        TrigramIndex.Batch batch = new TrigramIndex.Batch();
        for (int number = now.parts().blocks(); number < wanted; number++) {
            int first = number << TrigramIndex.BLOCK_SHIFT;
            for (int position = Math.max(1, first); position <= first + LAST_OF_BLOCK; position++) {
                if (!removals.contains(position)) {
                    RecordView record = new RecordView(columns.records, columns.recordAddress(position));
                    batch.add(record.array, record.dataOffset, record.dataLength);
                }
            }
            batch.endBlock();
            if (batch.isFull() || number == wanted - 1) {
                if (state != now || !hasRoomFor(now.shared().usedBytes() + own.usedBytes() + STEP_BYTES)) {
                    return;
                }
                own.add(batch);
            }
        }
    }

    private boolean hasRoomFor(long bytes) {
        return meter.usedBytes() + bytes <= limitBytes - limitBytes / 8;
    }
}
