package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.removal.TruncationResult;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A log with the objects that write to it. An {@link EmbeddedEventStore} has one at a time, and replaces it as a whole
 * when its history changes.
 */
record History(EventLog log, Admission admission, LogWriter writer, Optimiser optimiser) {
    /**
     * Returns a log with the objects that write to it.
     *
     * @param appends the lock that every writer to the log holds
     */
    static History of(EventLog log, ReentrantLock appends, UuidGenerator uuids, LogWriter.Step step) {
        Lookahead lookahead = new Lookahead(log);
        return new History(
                log,
                new Admission(log, lookahead),
                new LogWriter(log, lookahead, uuids, step),
                new Optimiser(log, appends));
    }

    /** Removes the oldest events of an aggregate, in steps that each hold the lock of appends for a short time. */
    TruncationResult truncate(Truncation truncation, ReentrantLock appends) {
        long removed = 0;
        boolean admitted = false;
        while (true) {
            appends.lock();
            try {
                int aggregate = log.columns.aggregates.find(log.key(truncation.aggregateId()));
                TruncationResult refusal = admitted ? null : refusal(aggregate, truncation);
                if (refusal != null) {
                    return refusal;
                }
                admitted = true;
                int step = log.aggregates.removeSome(aggregate, truncation.before(), log.head());
                removed += step;
                if (step == 0) {
                    if (truncation.forget() && log.aggregates.last(aggregate, log.head()) == 0) {
                        log.aggregates.forget(aggregate, log.head());
                    }
                    return new TruncationResult.Removed(removed);
                }
            } finally {
                appends.unlock();
            }
        }
    }

    private @Nullable TruncationResult refusal(int aggregate, Truncation truncation) {
        int version = log.aggregates.version(aggregate, log.head());
        boolean met = truncation.expected().isMetBy(version, log.incarnation, log.removals.life(aggregate));
        if (!met) {
            return new TruncationResult.Conflict(truncation.expected(), version);
        }
        return version == 0 ? new TruncationResult.Unknown() : null;
    }
}
