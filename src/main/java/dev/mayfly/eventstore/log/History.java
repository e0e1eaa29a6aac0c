package dev.mayfly.eventstore.log;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A log with what writes to it: what an {@link EmbeddedEventStore} has one of at a time, and replaces as a whole when
 * its history changes.
 */
record History(EventLog log, Admission admission, LogWriter writer, Optimiser optimiser) {
    /**
     * Returns a log with what writes to it.
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
}
