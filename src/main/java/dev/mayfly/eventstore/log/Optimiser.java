package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.Postings;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Gives back what a log holds and does not need, in many short steps, each under the lock of the appends; between two
 * steps appends that wait go first.
 *
 * <p>A step copies 1 MiB or writes a few small tables anew at the most. What a reader has hold of stays as it is: it is
 * replaced, never changed.
 */
final class Optimiser {
    private static final long PAUSE_NANOS = 50_000;

    private final EventLog log;
    private final ReentrantLock appends;
    private final ReentrantLock running = new ReentrantLock();

    /**
     * Makes the optimiser of a log.
     *
     * @param appends the lock that whoever writes to the log holds
     */
    Optimiser(EventLog log, ReentrantLock appends) {
        this.log = log;
        this.appends = appends;
    }

    /** Gives back what there is to give back; waits for another thread that does so. */
    Optimisation optimise(boolean dropTextIndex) {
        running.lock();
        try {
            long textIndex = log.text.optimise(dropTextIndex);
            long records = freed(log.columns.records.arena()::trim);
            long columns = freed(this::trimColumns);
            long keys = freed(log.ids::trim);
            for (KeyTable dictionary : log.dictionaries()) {
                keys += freed(dictionary::trim);
            }
            long lists = 0;
            for (Postings postings : log.postings()) {
                lists += freed(postings::trim);
            }
            return new Optimisation(records, columns, keys, lists, textIndex, log.usedBytes());
        } finally {
            running.unlock();
        }
    }

    private boolean trimColumns() {
        int head = log.head();
        log.columns.trim(head);
        log.causes.trim(head, log.columns.foreignCauses.size());
        log.time.trim(head);
        return false;
    }

    /** Takes a step as long as it says that there is more to do; returns the bytes that were given back. */
    private long freed(BooleanSupplier step) {
        long freed = 0;
        boolean more = true;
        while (more) {
            appends.lock();
            try {
                long before = log.meter.usedBytes();
                more = step.getAsBoolean();
                freed += before - log.meter.usedBytes();
            } finally {
                appends.unlock();
            }
            if (appends.hasQueuedThreads()) {
                // The lock is not fair: without a pause this thread would have it again before the one that waits.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return freed;
    }
}
