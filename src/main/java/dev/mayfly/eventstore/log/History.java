package dev.mayfly.eventstore.log;

import java.util.concurrent.locks.ReentrantLock;

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
}
