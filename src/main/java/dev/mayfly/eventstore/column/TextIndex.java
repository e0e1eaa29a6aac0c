package dev.mayfly.eventstore.column;

import dev.mayfly.eventstore.index.TrigramIndex;
import dev.mayfly.eventstore.memory.MemoryMeter;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The index of the events' data as text, which is there once a search has asked for it.
 *
 * <p>Searches build it and keep it up, appends pay nothing for it: whoever asks adds the whole blocks up to its own
 * bound that are missing. One thread at a time does so; others meanwhile take the index as it is and look into the
 * events that it does not cover yet. It never takes the last eighth of the store's memory, and is abandoned when an
 * append needs what it takes. A fork shares what the log has that it comes from, and adds its own index after it.
 */
public final class TextIndex {
    /** Up to so many events a search looks into each of them rather than build an index. */
    private static final int FEW_EVENTS = 4096;
    /** What an index may grow by at once, in bytes: rows for all trigrams at first, then what 64 blocks have. */
    private static final long STEP_BYTES = 6 << 20;

    private static final int LAST_OF_BLOCK = (1 << TrigramIndex.BLOCK_SHIFT) - 1;

    private final Columns columns;
    private final MemoryMeter meter;
    private final long limitBytes;
    private final ReentrantLock building = new ReentrantLock();
    private volatile State state;

    /**
     * What there is.
     *
     * @param shared what other logs have too
     * @param own this log's own, after that, or null
     */
    private record State(TextParts shared, @Nullable TrigramIndex own) {
        static final State NONE = new State(TextParts.NONE, null);

        TextParts parts() {
            return own == null ? shared : shared.with(own);
        }
    }

    /**
     * Makes an index that is not there yet.
     *
     * @param meter counts what the log takes beside the index
     * @param limitBytes what the log may take with the index
     */
    public TextIndex(Columns columns, MemoryMeter meter, long limitBytes) {
        this(columns, meter, limitBytes, State.NONE);
    }

    private TextIndex(Columns columns, MemoryMeter meter, long limitBytes, State state) {
        this.columns = columns;
        this.meter = meter;
        this.limitBytes = limitBytes;
        this.state = state;
    }

    /** Returns the index of a fork that has the events up to {@code last}; neither sees what is added to the other. */
    public TextIndex fork(Columns forkColumns, MemoryMeter forkMeter, long forkLimitBytes, int last) {
        TextParts shared = state.parts().upTo(last + 1 >>> TrigramIndex.BLOCK_SHIFT);
        boolean worthIt = shared.blocks() << TrigramIndex.BLOCK_SHIFT >= FEW_EVENTS;
        return new TextIndex(forkColumns, forkMeter, forkLimitBytes, worthIt ? new State(shared, null) : State.NONE);
    }

    /** Returns the bytes that the index takes. */
    public long usedBytes() {
        State now = state;
        return now.shared().usedBytes() + (now.own() == null ? 0 : now.own().usedBytes());
    }

    /** Returns the index as it is, which may cover nothing. */
    public TextParts present() {
        return state.parts();
    }

    /**
     * Frees what the index does not need, or gives it up; waits for a thread that builds it, and lets none build
     * meanwhile. Returns the bytes that were freed.
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
                // Each call is a step; nobody waits for this lock who cannot do without the index.
            }
            return before - usedBytes();
        } finally {
            building.unlock();
        }
    }

    /** Gives the index up; searches that have it continue with it, and the next one that needs one rebuilds it. */
    public void drop() {
        state = State.NONE;
    }

    /**
     * Returns the index with all whole blocks up to a bound, fewer if there is no room or another thread is at it. The
     * first call takes a second for a million events.
     */
    public TextParts upTo(int bound) {
        TextParts present = present();
        int wanted = bound + 1 >>> TrigramIndex.BLOCK_SHIFT;
        int behind = bound - (present.blocks() << TrigramIndex.BLOCK_SHIFT);
        boolean missing = state.own() == null ? behind >= FEW_EVENTS : present.blocks() < wanted;
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

    @SuppressWarnings("ReferenceEquality") // Another state means that this one was abandoned.
    private void extend(State now, int wanted) {
        TrigramIndex own = Objects.requireNonNull(now.own());
        TrigramIndex.Batch batch = new TrigramIndex.Batch();
        for (int number = now.parts().blocks(); number < wanted; number++) {
            int first = number << TrigramIndex.BLOCK_SHIFT;
            for (int position = Math.max(1, first); position <= first + LAST_OF_BLOCK; position++) {
                RecordView record = new RecordView(columns.records, columns.recordAddress(position));
                batch.add(record.array, record.dataOffset, record.dataLength);
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
