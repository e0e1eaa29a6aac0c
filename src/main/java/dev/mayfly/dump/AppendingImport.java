package dev.mayfly.dump;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import org.jspecify.annotations.Nullable;

/**
 * An import that appends events to a store's log, with new positions and versions, as a single append. Until the commit
 * it holds all events in memory.
 */
public final class AppendingImport implements Import {
    private static final int FIRST_BYTES = 64 * 1024;
    private static final int MOST_BYTES = 1 << 30;

    private final EventStore store;
    private final long limitBytes;
    private @Nullable EventBatchBuilder events = new EventBatchBuilder(new byte[FIRST_BYTES], 0, 64);
    private @Nullable AppendResult result;
    private int refused = -1;

    /**
     * Makes an import.
     *
     * @param limitBytes the most bytes of events to hold, capped at 1 GiB
     */
    public AppendingImport(EventStore store, long limitBytes) {
        this.store = store;
        this.limitBytes = Math.min(limitBytes, MOST_BYTES);
    }

    @Override
    public @Nullable Refusal add(EventBatch batch) {
        EventBatchBuilder all = events;
        if (all == null) {
            throw new IllegalStateException("the import is closed");
        }
        if (all.usedBytes() + (long) batch.bytes().length > limitBytes) {
            throw InvalidInputException.tooLarge(
                    "", "must be at most " + limitBytes + " bytes to be appended", limitBytes);
        }
        all.addAll(batch);
        return null;
    }

    @Override
    public @Nullable Refusal skip(long from, long to) {
        return null;
    }

    @Override
    public boolean version(String digest, long version) {
        return true;
    }

    @Override
    public long usedBytes() {
        return events == null ? 0 : events.usedBytes();
    }

    @Override
    public boolean commit() {
        EventBatchBuilder all = events;
        events = null;
        if (all != null && all.size() > 0) {
            EventBatch batch = all.build();
            AppendResult appended = store.append(Append.of(batch).ofImport())
                    .toCompletableFuture()
                    .join();
            result = appended;
            refused = indexOf(appended, batch);
        }
        return true;
    }

    /** Returns the index, from 0, of the event for which the append was refused; -1 if there is no such event. */
    public int refusedIndex() {
        return refused;
    }

    /** Returns the result of the append, or null before the commit or if there was no event. */
    public @Nullable AppendResult result() {
        return result;
    }

    private static int indexOf(AppendResult refusal, EventBatch batch) {
        if (refusal instanceof AppendResult.RepeatedEventId repeated) {
            return repeated.index();
        }
        if (refusal instanceof AppendResult.TypeMismatch mismatch) {
            return mismatch.index();
        }
        if (refusal instanceof AppendResult.DuplicateEvent duplicate) {
            for (int i = 0; i < batch.size(); i++) {
                if (duplicate.eventId().equals(batch.text(i, Field.EVENT_ID))) {
                    return i;
                }
            }
        }
        return -1;
    }

    @Override
    public void close() {
        events = null;
    }
}
