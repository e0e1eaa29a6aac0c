package dev.mayfly.eventstore.log;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.Postings;
import java.util.Arrays;

/**
 * The keys of a few consecutive events, with read-ahead for their look-ups. For one thread at a time.
 *
 * <p>Cache misses dominate the cost of an append; each look-up has three or four in a row: slot, address, text, row,
 * end of the row. Event by event and key by key, they would wait for each other. So the first step is read for all
 * keys, then the second step for all keys, and so on: independent misses overlap. The values read are guesses and serve
 * no other purpose.
 */
final class Lookahead {
    /** The number of events in the window. */
    static final int EVENTS = 16;

    private final EventLog log;
    private final Columns columns;
    private final Key[] aggregates = keys();
    private final Key[] causes = keys();
    private final Key[] correlations = keys();
    private final int[] aggregateGuesses = new int[EVENTS];
    private final int[] causeGuesses = new int[EVENTS];
    private final int[] correlationGuesses = new int[EVENTS];
    private final int[] tails = new int[EVENTS];
    /** Receives the values read, so that the compiler cannot remove the reads. */
    @SuppressWarnings("UnusedVariable")
    private long read;

    Lookahead(EventLog log) {
        this.log = log;
        this.columns = log.columns;
    }

    /**
     * Sets the keys of the ids and aggregates of events {@code from} (inclusive) to {@code to} (exclusive), and also
     * those of causes and correlations if the batch fits into the window; then reads ahead for them.
     */
    void identities(EventBatch batch, int from, int to, Key[] ids) {
        boolean whole = batch.size() <= EVENTS;
        for (int i = from; i < to; i++) {
            set(ids[i], batch, i, Field.EVENT_ID);
            set(aggregates[i - from], batch, i, Field.AGGREGATE_ID);
        }
        if (whole) {
            setReferences(batch, from, to);
        }
        for (int i = from; i < to; i++) {
            read += log.ids.guess(ids[i].hash());
            aggregateGuesses[i - from] = columns.aggregates.guess(aggregates[i - from].hash());
        }
        if (whole) {
            guessReferences(to - from);
        }
        readRows(columns.aggregates, log.byAggregate, aggregateGuesses, to - from);
        if (whole) {
            readReferences(to - from);
        }
    }

    /**
     * Sets the keys of the causes and correlations of events {@code from} (inclusive) to {@code to} (exclusive), and
     * reads ahead for them.
     */
    void references(EventBatch batch, int from, int to) {
        if (batch.size() > EVENTS) {
            setReferences(batch, from, to);
            guessReferences(to - from);
            readReferences(to - from);
        }
    }

    /** Returns the key of an event's aggregate, by its place in the window. */
    Key aggregate(int at) {
        return aggregates[at];
    }

    /** Returns the key of an event's cause, by its place in the window; meaningless if the event names none. */
    Key cause(int at) {
        return causes[at];
    }

    /** Returns the key of an event's correlation, by its place in the window; meaningless if the event names none. */
    Key correlation(int at) {
        return correlations[at];
    }

    private void setReferences(EventBatch batch, int from, int to) {
        for (int i = from; i < to; i++) {
            set(correlations[i - from], batch, i, Field.CORRELATION_ID);
            set(causes[i - from], batch, i, Field.CAUSATION_ID);
        }
    }

    private void guessReferences(int count) {
        for (int at = 0; at < count; at++) {
            correlationGuesses[at] = columns.correlations.guess(correlations[at].hash());
            causeGuesses[at] = log.ids.guess(causes[at].hash());
        }
    }

    private void readReferences(int count) {
        for (int at = 0; at < count; at++) {
            read += columns.idGuess(causeGuesses[at]) + log.causes.guess(causeGuesses[at]);
        }
        readRows(columns.correlations, log.byCorrelation, correlationGuesses, count);
    }

    private void readRows(KeyTable table, Postings postings, int[] guesses, int count) {
        for (int at = 0; at < count; at++) {
            tails[at] = postings.tailGuess(guesses[at]);
            read += table.addressGuess(guesses[at]);
        }
        for (int at = 0; at < count; at++) {
            read += postings.sliceGuess(tails[at]) + table.textGuess(guesses[at]);
        }
    }

    /** Sets a key to a text of an event. An absent text leaves the key unchanged, which costs a useless guess. */
    private void set(Key key, EventBatch batch, int i, Field field) {
        int offset = batch.offset(i, field);
        if (offset >= 0) {
            key.set(batch.bytes(), offset, batch.length(i, field), log.seed);
        }
    }

    private static Key[] keys() {
        Key[] keys = new Key[EVENTS];
        Arrays.setAll(keys, i -> new Key());
        return keys;
    }
}
