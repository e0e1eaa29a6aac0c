package dev.mayfly.eventstore.log;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.aggregate.Aggregates;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.column.Records;
import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.index.UuidGenerator;
import dev.mayfly.eventstore.memory.Arena;
import dev.mayfly.eventstore.memory.IntColumn;
import java.util.Arrays;

/**
 * Writes admitted batches into a log, each wholly or not at all. For one thread at a time.
 *
 * <p>The steps for an event are in an order that can be undone: first those that only add to dictionaries and columns,
 * which are not read after the head; then, once the event's columns say where it belongs, the indexes.
 */
final class LogWriter {
    /** The most bytes that an event takes in columns and indexes, besides its payload and new keys. */
    private static final int LARGE_BATCH_EVENTS = 256;

    private static final int LARGE_BATCH_BYTES = 256 << 10;
    private static final long EVENT_BYTES = 256;
    /** The most bytes that an event's new keys take, besides their texts. */
    private static final long KEY_BYTES = 128;

    private static final Field[] FIELDS = Field.values();

    /** Called between the steps of writing an event; a test may throw from it. */
    interface Step {
        /** Does nothing. */
        Step NONE = () -> {};

        void taken();
    }

    /** The dictionary, column and postings for the values of a dimension in metadata. */
    private record Indexed(Dimension dimension, KeyTable keys, IntColumn column, Postings postings) {}

    private final EventLog log;
    private final Columns columns;
    private final Indexed[] indexed;
    private final Lookahead lookahead;
    private final UuidGenerator uuids;
    private final Step step;
    private final Key key = new Key();
    private int[] tags = new int[8];
    private int tagCount;
    /** Under which ordinals the versions of other aggregates without events were kept, that the batch gives one. */
    private int[] returned = new int[4];

    private int returnedCount;
    private long lastRecordedNanos;

    LogWriter(EventLog log, Lookahead lookahead, UuidGenerator uuids, Step step) {
        this.log = log;
        this.lookahead = lookahead;
        this.columns = log.columns;
        this.indexed = Dimension.IN_METADATA.stream()
                .map(each -> new Indexed(each, columns.keys(each), columns.column(each), log.postings(each)))
                .toArray(Indexed[]::new);
        this.uuids = uuids;
        this.step = step;
        int head = log.head();
        this.lastRecordedNanos = log.recordedAt(head);
    }

    /** Records no later event as earlier than the last one of another writer of the same history. */
    void continueAfter(LogWriter other) {
        lastRecordedNanos = Math.max(lastRecordedNanos, other.lastRecordedNanos);
    }

    /**
     * Writes a batch after the head and moves the head.
     *
     * @param batch the events; those with positions and times of their own keep their {@code recordedAt}, which never
     *     decreases
     * @param admitted the keys that were looked up for its events
     * @param nowNanos the time by the store's clock
     */
    void write(EventBatch batch, Admission admitted, long nowNanos) {
        int head = log.head();
        returnedCount = 0;
        long recordedNanos = Math.max(nowNanos, lastRecordedNanos);
        Arena.Mark mark = columns.records.arena().mark();
        int staged = head;
        try {
            for (int i = 0; i < batch.size(); i++) {
                if (i % Lookahead.EVENTS == 0) {
                    lookahead.references(batch, i, Math.min(batch.size(), i + Lookahead.EVENTS));
                }
                int position = head + 1 + i;
                if (batch.hasPlaces()) {
                    recordedNanos = batch.recordedAtNanos(i);
                }
                stage(batch, i, position, admitted, recordedNanos, nowNanos);
                staged = position;
                index(position, admitted.eventId(i));
            }
        } catch (Throwable failure) {
            log.undos.begin();
            try {
                undo(head, staged);
            } finally {
                log.undos.end();
            }
            giveBack(head, mark);
            throw failure;
        }
        lastRecordedNanos = recordedNanos;
        log.publish(head + batch.size());
        for (int i = 0; i < returnedCount; i++) {
            log.removals.gone().returned(returned[i], head + 1);
        }
    }

    /** Moves the head over positions whose events were removed elsewhere. */
    void skip(int to) {
        int from = log.head() + 1;
        columns.skip(from, to);
        log.time.skip(from, to);
        log.removals.skip(from, to);
        log.publish(to);
    }

    /** Returns the version of an aggregate's next event, which is to be stored at a position. */
    private int nextVersion(EventBatch batch, int i, int aggregate, int position, Admission admitted) {
        int last = log.byAggregate.last(aggregate, position - 1);
        if (last == 0 || last <= log.removals.through(aggregate)) {
            begin(batch, i, aggregate, position, last != 0, admitted);
        }
        return log.aggregates.nextVersion(aggregate, position - 1);
    }

    private void begin(EventBatch batch, int i, int aggregate, int position, boolean again, Admission admitted) {
        Key type = admitted.aggregateType(batch, i);
        columns.aggregateType.set(aggregate, columns.aggregateTypes.findOrAdd(type));
        if (!log.removals.isNeeded()) {
            return;
        }
        if (again) {
            log.removals.beginAgain(aggregate, position);
        }
        int inPostings = log.byAggregate.countUpTo(aggregate, position - 1);
        int gone = log.removals.begin(aggregate, inPostings, columns.aggregates.bytes(aggregate));
        if (gone != 0) {
            returned = returnedCount < returned.length ? returned : Arrays.copyOf(returned, 2 * returnedCount);
            returned[returnedCount++] = gone;
        } else if (batch.hasPlaces() && batch.version(i) > 1 && mayBeginAt(batch.version(i), position)) {
            log.removals.beginAfter(aggregate, (int) batch.version(i) - 1, inPostings);
        }
    }

    /** Returns whether the events before a version of an aggregate may be among those removed before a position. */
    private boolean mayBeginAt(long version, int position) {
        return version - 1 <= log.removals.countUpTo(position - 1);
    }

    /**
     * Sets the columns of an event and writes its record. The clock may have been set back since the last event was
     * recorded.
     */
    private void stage(EventBatch batch, int i, int position, Admission admitted, long recordedNanos, long nowNanos) {
        step.taken();
        Key id = admitted.eventId(i);
        if (batch.offset(i, Field.EVENT_ID) < 0) {
            uuids.next(recordedNanos, id, log.seed);
        }
        columns.cause.set(position, cause(batch, i, position));
        int aggregate = aggregate(batch, i, admitted);
        int version = nextVersion(batch, i, aggregate, position, admitted);
        columns.aggregate.set(position, aggregate);
        columns.type.set(position, ordinal(columns.types, batch, i, Field.EVENT_TYPE));
        columns.correlation.set(position, correlation(batch, i));
        for (Indexed each : indexed) {
            int offset = batch.offset(i, each.dimension());
            int ordinal = offset < 0
                    ? 0
                    : each.keys()
                            .findOrAdd(key.set(batch.bytes(), offset, batch.length(i, each.dimension()), log.seed));
            each.column().set(position, ordinal);
        }
        tags(batch, i);
        step.taken();
        columns.id(position, id);
        long given = batch.timestampNanos(i);
        long timestamp = given == EventBatch.NO_TIMESTAMP ? nowNanos : given;
        columns.timestamp.set(position, timestamp);
        long lowest = columns.records.arena().end();
        long address = columns.records.write(batch, i, id, version, recordedNanos - timestamp, tags, tagCount);
        columns.recordAddress(position, lowest, address);
        if (batch.hasPlaces() && columns.records.isRedacted(address)) {
            log.removals.noteRedacted(aggregate, version);
        }
    }

    /** Adds an event whose columns are set to the indexes. */
    private void index(int position, Key id) {
        step.taken();
        int aggregate = columns.aggregate.get(position);
        if (log.byAggregate.last(aggregate, position - 1) == 0 || log.removals.beginsAgainAt(aggregate, position)) {
            log.births.add(Aggregates.BIRTHS, position);
        }
        log.byAggregate.add(aggregate, position);
        log.byType.add(columns.type.get(position), position);
        step.taken();
        log.byAggregateType.add(columns.aggregateType.get(aggregate), position);
        addIfAny(log.byCorrelation, columns.correlation.get(position), position);
        for (Indexed each : indexed) {
            addIfAny(each.postings(), each.column().get(position), position);
        }
        for (int t = 0; t < tagCount; t++) {
            if (log.byTag.last(tags[t], position) != position) {
                log.byTag.add(tags[t], position);
            }
        }
        step.taken();
        if (columns.cause.get(position) != 0) {
            log.causes.add(position);
        }
        log.time.add(position);
        log.ids.insert(id.hash(), position);
        step.taken();
    }

    private static void addIfAny(Postings postings, int row, int position) {
        if (row != 0) {
            postings.add(row, position);
        }
    }

    private int cause(EventBatch batch, int i, int position) {
        if (batch.offset(i, Field.CAUSATION_ID) < 0) {
            return 0;
        }
        Key cause = lookahead.cause(i % Lookahead.EVENTS);
        int by = log.ids.find(cause, position - 1);
        return by != 0 ? by : -columns.foreignCauses.findOrAdd(cause);
    }

    private int correlation(EventBatch batch, int i) {
        return batch.offset(i, Field.CORRELATION_ID) < 0
                ? 0
                : columns.correlations.findOrAdd(lookahead.correlation(i % Lookahead.EVENTS));
    }

    private int aggregate(EventBatch batch, int i, Admission admitted) {
        int known = admitted.aggregate(i);
        if (known != 0) {
            return known;
        }
        key.set(batch.bytes(), batch.offset(i, Field.AGGREGATE_ID), batch.length(i, Field.AGGREGATE_ID), log.seed);
        return columns.aggregates.findOrAdd(key);
    }

    private int ordinal(KeyTable table, EventBatch batch, int i, Field field) {
        int offset = batch.offset(i, field);
        return offset < 0 ? 0 : table.findOrAdd(key.set(batch.bytes(), offset, batch.length(i, field), log.seed));
    }

    private void tags(EventBatch batch, int i) {
        int count = batch.tagCount(i);
        if (tags.length < count) {
            tags = new int[2 * count];
        }
        for (int t = 0; t < count; t++) {
            key.set(batch.bytes(), batch.tagOffset(i, t), batch.tagLength(i, t), log.seed);
            tags[t] = columns.tags.findOrAdd(key);
        }
        tagCount = count;
    }

    /** Removes everything after the head from the indexes. */
    private void undo(int head, int staged) {
        for (int position = staged; position > head; position--) {
            int aggregate = columns.aggregate.get(position);
            log.byAggregate.truncate(aggregate, head);
            log.byType.truncate(columns.type.get(position), head);
            log.byAggregateType.truncate(columns.aggregateType.get(aggregate), head);
            log.byCorrelation.truncate(columns.correlation.get(position), head);
            for (Indexed each : indexed) {
                each.postings().truncate(each.column().get(position), head);
            }
            for (int tag : new RecordView(columns.records, columns.recordAddress(position)).tags()) {
                log.byTag.truncate(tag, head);
            }
            log.causes.remove(position);
        }
        log.births.truncate(Aggregates.BIRTHS, head);
        log.time.truncate(head);
    }

    /** Frees the memory of the events after the head, which are no longer in any index. */
    private void giveBack(int head, Arena.Mark mark) {
        log.ids.removeAfter(head);
        log.dictionaries().forEach(KeyTable::undo);
        log.postings().forEach(Postings::undo);
        columns.records.arena().reset(mark);
    }

    /** Returns whether checking or writing an append takes so long that event loops should not wait for it. */
    static boolean isLarge(Append append) {
        EventBatch batch = append.events();
        return batch.size() > LARGE_BATCH_EVENTS || batch.bytes().length > LARGE_BATCH_BYTES || expectsMany(append);
    }

    /** Returns whether checking what an append expects takes so long that an event loop should not do it. */
    static boolean expectsMany(Append append) {
        return append.expectations().size() > LARGE_BATCH_EVENTS;
    }

    /**
     * Returns an upper bound of the bytes that a batch takes. It counts texts twice, because a new key is stored in a
     * dictionary and its text once more.
     *
     * @throws InvalidInputException if an event is larger than a record is allowed to be
     */
    static long bytesAtMost(EventBatch batch) {
        long texts = 0;
        for (int i = 0; i < batch.size(); i++) {
            for (Field field : FIELDS) {
                texts += batch.length(i, field);
            }
            for (int t = 0; t < batch.tagCount(i); t++) {
                texts += batch.tagLength(i, t) + KEY_BYTES;
            }
            if ((long) batch.length(i, Field.DATA) + batch.length(i, Field.METADATA) > Records.MAX_RECORD_BYTES) {
                throw InvalidInputException.tooLarge(
                        "data", "must be at most " + Records.MAX_RECORD_BYTES + " bytes", Records.MAX_RECORD_BYTES);
            }
        }
        return texts + batch.size() * (EVENT_BYTES + KEY_BYTES);
    }
}
