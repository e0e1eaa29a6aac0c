package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.MemoryLimit;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.removal.Reductions;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Frees the memory of what a store has removed and redacted, by copying its log without that and putting the copy in its
 * place.
 *
 * <p>Appends, removals and reads continue while the copy is made. The lock of appends is held only to read what has been
 * removed meanwhile, and at the end for the last few events. Readers of the replaced log continue with it, and it goes
 * once nobody reads it any more.
 *
 * <p>Both logs count until then. The copy is not made if there is no room for it, see {@link MemoryLimit#withCopy}, and
 * discarded when an append needs its memory.
 */
final class Rewrite {
    /** The most positions in a step. */
    private static final int STEP = 2048;
    /** Which part of a step may be left to copy under the lock. */
    private static final int LEFT_PART = 8;
    /** How often the copy catches up with appends before it is finished under the lock. */
    private static final int MOST_ROUNDS = 64;

    private final ReentrantLock appends;
    private final MemoryLimit limitBytes;
    private final Supplier<History> current;
    private final Function<EventLog, History> historyOf;
    private final Consumer<History> replace;
    private final ReentrantLock running = new ReentrantLock();
    private volatile int step = STEP;
    private volatile long copyBytes;
    private volatile boolean abandoned;

    /**
     * Makes the rewriting of a store's logs.
     *
     * @param appends the lock that every writer holds
     * @param limitBytes returns the most bytes that the store may take
     * @param current returns the store's history
     * @param historyOf makes a history of the store
     * @param replace replaces the store's history, called under the lock
     */
    Rewrite(
            ReentrantLock appends,
            MemoryLimit limitBytes,
            Supplier<History> current,
            Function<EventLog, History> historyOf,
            Consumer<History> replace) {
        this.appends = appends;
        this.limitBytes = limitBytes;
        this.current = current;
        this.historyOf = historyOf;
        this.replace = replace;
    }

    /** Sets the most positions in a step, for tests. */
    void inStepsOf(int positions) {
        step = positions;
    }

    /** Returns the bytes of a copy that is being made. */
    long copyBytes() {
        return copyBytes;
    }

    /** Discards a copy that is being made if an append needs its memory. */
    void makeWay(long wantedBytes) {
        if (copyBytes > 0 && wantedBytes + copyBytes > limitBytes.withCopy()) {
            abandoned = true;
        }
    }

    /**
     * Rewrites the log if it has anything to free and there is room for the copy, after waiting for another thread that
     * is doing so.
     *
     * @param progress receives the last copied position, before each step
     * @return the bytes that the log takes less
     */
    long run(Progress progress) {
        running.lock();
        try {
            History before = current.get();
            if (before.log().removals.garbageBytes() == 0 || !begins(before)) {
                return 0;
            }
            try {
                return freed(before, progress);
            } finally {
                end(before);
            }
        } finally {
            running.unlock();
        }
    }

    private boolean begins(History before) {
        EventLog log = before.log();
        long expected = Math.max(0, log.meter.usedBytes() - log.removals.garbageBytes());
        if (!hasRoom(log, expected)) {
            log.text.drop();
            if (!hasRoom(log, expected)) {
                return false;
            }
        }
        abandoned = false;
        appends.lock();
        try {
            before.others().begin();
        } finally {
            appends.unlock();
        }
        return true;
    }

    private void end(History before) {
        copyBytes = 0;
        appends.lock();
        try {
            before.others().end();
        } finally {
            appends.unlock();
        }
    }

    private long freed(History before, Progress progress) {
        EventLog from = before.log();
        EventLog to = EventLog.beside(from, limitBytes.getAsLong());
        EventCopier copier = new EventCopier(from, to);
        if (!isCopied(copier, from, progress)) {
            return 0;
        }
        copier.listAggregates();
        copier.complete();
        index(from, to);
        for (int round = 0; ; round++) {
            appends.lock();
            try {
                if (!isStill(before)) {
                    return 0;
                }
                // Decided under the lock: a large batch may arrive at any moment before it is taken.
                if (round == MOST_ROUNDS || !isBehind(copier, before)) {
                    return replaced(before, copier, to);
                }
            } finally {
                appends.unlock();
            }
            if (!isCopied(copier, from, progress)) {
                return 0;
            }
            copier.apply(reductions(before));
        }
    }

    /** Builds those indexes that the log has and that are not updated by appends. */
    private static void index(EventLog from, EventLog to) {
        to.defineIndexes(none -> from.values.definitions());
        if (from.values.usedBytes() > 0) {
            to.values.build(to.head());
        }
        if (from.text.present().blocks() > 0) {
            to.text.upTo(to.head());
        }
    }

    private boolean isBehind(EventCopier copier, History before) {
        return before.log().head() - copier.done() > step / LEFT_PART
                || before.others().reductions().size() > step / LEFT_PART;
    }

    private Reductions reductions(History before) {
        appends.lock();
        try {
            return before.others().take();
        } finally {
            appends.unlock();
        }
    }

    /** Copies everything up to the present head; returns whether there was room for it. */
    private boolean isCopied(EventCopier copier, EventLog from, Progress progress) {
        int head = from.head();
        while (copier.done() < head) {
            progress.at(copier.done(), head);
            copier.copySome(head, step);
            copyBytes = copier.usedBytes();
            if (abandoned || !hasRoom(from, copyBytes)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasRoom(EventLog log, long bytes) {
        return log.usedBytes() + bytes <= limitBytes.withCopy();
    }

    @SuppressWarnings("ReferenceEquality") // Another history may have the same log.
    private boolean isStill(History before) {
        return current.get() == before && !abandoned;
    }

    private long replaced(History before, EventCopier copier, EventLog to) {
        EventLog from = before.log();
        copier.copyUpTo(from.head());
        copier.apply(before.others().take());
        copier.complete();
        to.defineIndexes(none -> from.values.definitions());
        History next = historyOf.apply(to);
        next.writer().continueAfter(before.writer());
        next.others().replace(before);
        long freed = from.usedBytes() - to.usedBytes();
        copyBytes = 0;
        replace.accept(next);
        return freed;
    }
}
