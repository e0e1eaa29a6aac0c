package dev.mayfly.eventstore.log;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.eventstore.index.Key;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether a large batch repeats the events that a log has from a position on, found without holding up other appends.
 * It holds for as long as the log removes or redacts nothing.
 *
 * @param log the log that was looked at
 * @param revision the log's revision when it was looked at
 * @param first the position of the event with the batch's first id
 * @param isSame whether the batch repeats the events from there on
 */
record CheckedRepetition(EventLog log, int revision, int first, boolean isSame) {
    /** The number of bytes up to which a batch is compared under the lock, where nothing may take long. */
    private static final int SMALL_BYTES = 16 * 1024;

    /** The number of bytes from which an event is large. */
    private static final int LARGE_EVENT_BYTES = 64 * 1024;

    /** Held while a batch with a large event is compared, which takes a multiple of the event's size in memory. */
    static final ReentrantLock COMPARING = new ReentrantLock();

    /** Returns whether comparing a batch may take long: it is large, and its first event's id is stored. */
    static boolean isLong(EventLog log, EventBatch batch) {
        return sizeBytes(batch) > SMALL_BYTES && position(log, batch, 0, new Key()) != 0;
    }

    /** Compares a batch, or returns null if that does not take long, or its ids are not those of a run of events. */
    static @Nullable CheckedRepetition of(EventLog log, EventBatch batch) {
        if (!isLong(log, batch)) {
            return null;
        }
        int revision = log.removals.revision();
        Key key = new Key();
        int first = position(log, batch, 0, key);
        for (int i = 1; i < batch.size(); i++) {
            if (position(log, batch, i, key) != first + i) {
                return null;
            }
        }
        return new CheckedRepetition(log, revision, first, isSame(log, batch, first));
    }

    private static boolean isSame(EventLog log, EventBatch batch, int first) {
        boolean large = hasLargeEvent(batch);
        if (large) {
            COMPARING.lock();
        }
        try {
            return new Repetition(log).isOf(batch, first);
        } finally {
            if (large) {
                COMPARING.unlock();
            }
        }
    }

    private static boolean hasLargeEvent(EventBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (sizeBytes(batch, i) > LARGE_EVENT_BYTES) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether it was found in a log as it is now. */
    boolean isOf(EventLog other) {
        return log == other && revision == log.removals.revision();
    }

    private static int position(EventLog log, EventBatch batch, int i, Key key) {
        int offset = batch.offset(i, Field.EVENT_ID);
        return offset < 0
                ? 0
                : log.ids.find(key.set(batch.bytes(), offset, batch.length(i, Field.EVENT_ID), log.seed), log.head());
    }

    private static long sizeBytes(EventBatch batch) {
        long bytes = 0;
        for (int i = 0; i < batch.size() && bytes <= SMALL_BYTES; i++) {
            bytes += sizeBytes(batch, i);
        }
        return bytes;
    }

    private static long sizeBytes(EventBatch batch, int i) {
        return batch.length(i, Field.DATA) + (long) batch.length(i, Field.METADATA);
    }
}
