package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.Postings;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Frees memory that a log holds but does not need, in many short steps, each under the append lock. Waiting appends run
 * between two steps.
 *
 * <p>A step copies at most 1 MiB, or rewrites a few small tables. Readers are not affected: the structures that they
 * hold are replaced, never changed.
 */
final class Optimiser {
    private static final long PAUSE_NANOS = 50_000;

    private final EventLog log;
    private final ReentrantLock appends;
    private final ReentrantLock running = new ReentrantLock();

    /**
     * Makes the optimiser of a log.
     *
     * @param appends the lock that every writer to the log holds
     */
    Optimiser(EventLog log, ReentrantLock appends) {
        this.log = log;
        this.appends = appends;
    }

    /**
     * Frees whatever can be freed, after waiting for another thread that is doing so.
     *
     * @param progress receives the number of finished parts, before each step
     */
    Optimisation optimise(boolean dropTextIndex, Progress progress) {
        running.lock();
        try {
            Parts parts = new Parts(progress);
            parts.begin();
            long textIndex = log.text.optimise(dropTextIndex);
            parts.done++;
            long records = parts.freed(log.columns.records.arena()::trim);
            long columns = parts.freed(this::trimColumns);
            long keys = parts.freed(log.ids::trim);
            for (KeyTable dictionary : log.dictionaries()) {
                keys += parts.freed(dictionary::trim);
            }
            long lists = 0;
            for (Postings postings : log.postings()) {
                lists += parts.freed(postings::trim);
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

    /** The parts of a log, processed one after another. */
    private final class Parts {
        /** The number of single parts: the text index, the records, the columns and the ids. */
        private static final int SINGLE = 4;

        private final Progress progress;
        private final int total =
                SINGLE + log.dictionaries().size() + log.postings().size();
        private int done;

        Parts(Progress progress) {
            this.progress = progress;
        }

        void begin() {
            progress.at(done, total);
        }

        /** Runs the steps of a part until there is nothing more to do; returns the number of bytes freed. */
        long freed(BooleanSupplier step) {
            long freed = 0;
            boolean more = true;
            while (more) {
                progress.at(done, total);
                appends.lock();
                try {
                    long before = log.meter.usedBytes();
                    more = step.getAsBoolean();
                    freed += before - log.meter.usedBytes();
                } finally {
                    appends.unlock();
                }
                if (appends.hasQueuedThreads()) {
                    // The lock is not fair: without a pause, this thread would reacquire it before a waiting one.
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            done++;
            return freed;
        }
    }
}
