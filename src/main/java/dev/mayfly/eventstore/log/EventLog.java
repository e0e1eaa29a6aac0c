package dev.mayfly.eventstore.log;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.Uuids;
import dev.mayfly.eventstore.aggregate.Aggregates;
import dev.mayfly.eventstore.aggregate.Redacter;
import dev.mayfly.eventstore.column.Causes;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.EventIdTable;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.column.TextIndex;
import dev.mayfly.eventstore.content.ValueIndexes;
import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.index.TimeIndex;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import dev.mayfly.eventstore.prefix.DerivedState;
import dev.mayfly.eventstore.prefix.Lineage;
import dev.mayfly.eventstore.removal.Removals;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The log with everything that each append updates: columns, records, indexes, and the position up to which they may be
 * read.
 *
 * <p>The writer fills in a batch after the head and then moves the head with one release store. A reader reads the head
 * once and reads nothing beyond it. Everything that a reader can encounter either carries a position, by which the
 * reader skips what is beyond the head, or no longer changes.
 */
public final class EventLog {
    /** The most events in a store: twice a position must fit into an int. */
    static final long MAX_EVENTS = (1 << 30) - 1;

    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(EventLog.class, "head", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final MemoryMeter meter;
    final UndoCount undos = new UndoCount();
    final String incarnation;
    final long seed;
    final Lineage lineage;
    final Columns columns;
    final Removals removals;
    final EventIdTable ids;
    final Postings byType;
    final Postings byAggregateType;
    final Postings byAggregate;
    final Postings byCorrelation;
    final Postings byTag;
    /** One row: the first events of the aggregates. */
    final Postings births;

    final Aggregates aggregates;

    /** By dimension: the events by value; null for causes, which are in {@link #causes}. */
    private final @Nullable Postings[] byDimension = new Postings[Dimension.values().length];

    final Causes causes;
    final TimeIndex time;
    /** Built by the searches that need it; counts its own memory. */
    final TextIndex text;
    /** Declared by clients, and built in the background; count their own memory. */
    final ValueIndexes values;

    /** What is derived from the log and kept with it. */
    final AtomicReference<@Nullable DerivedState> derived;

    private final List<KeyTable> dictionaries;
    private final List<Postings> postings;

    @SuppressWarnings("unused") // read and written through HEAD
    private int head;

    /**
     * Makes a fork of a log. Called by the original's writer.
     *
     * @param last the number of the fork's events
     */
    private EventLog(EventLog original, int last, long limitBytes) {
        boolean cut = last < original.head();
        this.incarnation = Uuids.digits();
        this.seed = original.seed;
        this.lineage = original.lineage.fork(last);
        this.meter = original.meter.fork();
        this.columns = original.columns.fork(meter, original.head(), last);
        this.removals = original.removals.fork(
                meter, last, cut, original.columns.aggregate, aggregate -> original.byAggregate.last(aggregate, last));
        this.dictionaries = allDictionaries();
        this.ids = original.ids.fork(meter, columns, removals, cut);
        this.byType = original.byType.fork(meter, undos, last, cut);
        this.byAggregateType = original.byAggregateType.fork(meter, undos, last, cut);
        this.byAggregate = original.byAggregate.fork(meter, undos, last, cut);
        this.byCorrelation = original.byCorrelation.fork(meter, undos, last, cut);
        this.byTag = original.byTag.fork(meter, undos, last, cut);
        this.births = original.births.fork(meter, undos, last, cut);
        this.aggregates = new Aggregates(columns, byAggregate, births, removals);
        for (Dimension dimension : Dimension.IN_METADATA) {
            byDimension[dimension.ordinal()] = original.postings(dimension).fork(meter, undos, last, cut);
        }
        this.postings = allPostings();
        this.causes = original.causes.fork(meter, columns.cause, undos, last, cut);
        this.time = original.time.fork(meter, columns.timestamp, undos, last, cut);
        this.text = original.text.fork(columns, removals, meter, limitBytes, last);
        this.values = original.values.fork(columns, removals, meter, limitBytes, last);
        DerivedState kept = original.derived.updateAndGet(state -> state == null ? null : state.shared());
        this.derived = new AtomicReference<>(kept == null ? null : kept.upTo(last));
        publish(last);
    }

    /**
     * Returns a log with the same events up to a position and its own incarnation. Neither sees what is written to the
     * other afterwards. Takes about the same time for any log, plus time for its late events if there are events after
     * the position. Called by the writer, between two batches.
     */
    EventLog fork(int last, long limitBytes) {
        return new EventLog(this, last, limitBytes);
    }

    /** Returns an empty log with its own incarnation, limited in the bytes that it and its indexes may use. */
    static EventLog empty(long limitBytes) {
        return continuing(Uuids.digits(), limitBytes);
    }

    /** Returns an empty log to be filled with the events of a history, which it then continues. */
    static EventLog continuing(String incarnation, long limitBytes) {
        return new EventLog(
                incarnation,
                UUID.randomUUID().getMostSignificantBits(),
                limitBytes,
                Lineage.beginning(),
                new AtomicReference<>());
    }

    /**
     * Returns an empty log to be filled with what is left of the events of another one, which it then replaces: it has the
     * same incarnation and lineage, and what is derived from one is derived from the other.
     */
    static EventLog beside(EventLog original, long limitBytes) {
        return new EventLog(original.incarnation, original.seed, limitBytes, original.lineage, original.derived);
    }

    /**
     * Makes an empty log.
     *
     * @param incarnation the id of its history
     * @param seed the seed of the keys' hashes
     * @param limitBytes the most bytes that it and its indexes may take
     */
    private EventLog(
            String incarnation,
            long seed,
            long limitBytes,
            Lineage lineage,
            AtomicReference<@Nullable DerivedState> derived) {
        this.incarnation = incarnation;
        this.seed = seed;
        this.lineage = lineage;
        this.meter = new MemoryMeter();
        this.columns = new Columns(meter, seed);
        this.removals = new Removals(meter, seed);
        this.dictionaries = allDictionaries();
        this.ids = new EventIdTable(meter, columns, removals, seed);
        this.byType = new Postings(meter, undos);
        this.byAggregateType = new Postings(meter, undos);
        this.byAggregate = new Postings(meter, undos);
        this.byCorrelation = new Postings(meter, undos);
        this.byTag = new Postings(meter, undos);
        this.births = new Postings(meter, undos);
        this.aggregates = new Aggregates(columns, byAggregate, births, removals);
        for (Dimension dimension : Dimension.IN_METADATA) {
            byDimension[dimension.ordinal()] = new Postings(meter, undos);
        }
        this.postings = allPostings();
        this.causes = new Causes(meter, columns.cause, undos);
        this.time = new TimeIndex(meter, columns.timestamp, undos);
        this.text = new TextIndex(columns, removals, meter, limitBytes);
        this.values = new ValueIndexes(columns, removals, meter, limitBytes, seed);
        this.derived = derived;
    }

    /**
     * Registers the postings of the dimensions that have fields of their own in this class, and returns all postings.
     */
    private List<Postings> allPostings() {
        byDimension[Dimension.EVENT_TYPE.ordinal()] = byType;
        byDimension[Dimension.AGGREGATE_TYPE.ordinal()] = byAggregateType;
        byDimension[Dimension.AGGREGATE_ID.ordinal()] = byAggregate;
        byDimension[Dimension.CORRELATION_ID.ordinal()] = byCorrelation;
        byDimension[Dimension.TAG.ordinal()] = byTag;
        return Stream.concat(Arrays.stream(byDimension).filter(Objects::nonNull), Stream.of(births))
                .toList();
    }

    private List<KeyTable> allDictionaries() {
        return Stream.concat(
                        columns.dictionaries().stream(),
                        Stream.of(removals.gone().dictionary()))
                .toList();
    }

    /** Returns the bytes that the log, its indexes and what is derived from it take. */
    long usedBytes() {
        return lastingBytes() + text.usedBytes();
    }

    /** Returns the bytes of what cannot be dropped. */
    private long lastingBytes() {
        DerivedState kept = derived.get();
        return meter.usedBytes() + values.usedBytes() + (kept == null ? 0 : kept.usedBytes());
    }

    /** Returns the bytes of what the log shared with others and has replaced with copies of its own. */
    long copiedBytes() {
        DerivedState kept = derived.get();
        return meter.copiedBytes() + (kept == null ? 0 : kept.copiedBytes());
    }

    /** Returns whether there is no room for a number of events of some bytes. */
    boolean isFull(int events, long bytesAtMost, long limitBytes) {
        return lastingBytes() + bytesAtMost > limitBytes || head() + (long) events > MAX_EVENTS;
    }

    /** Returns the last position of which the event was recorded by a time, or 0. */
    int positionAsOf(long recordedAtNanos) {
        int low = 0;
        int high = head();
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (recordedAt(middle) <= recordedAtNanos) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Returns the last position that may be read. */
    int head() {
        return (int) HEAD.getAcquire(this);
    }

    /** Makes everything up to a position readable. Writer only. */
    void publish(int position) {
        for (int i = 0; i < dictionaries.size(); i++) {
            dictionaries.get(i).publish();
        }
        for (int i = 0; i < postings.size(); i++) {
            postings.get(i).publish();
        }
        HEAD.setRelease(this, position);
    }

    /** Redacts those of some events that it has; returns how many. Writer only. */
    long redact(long[] positions, RawJson content) {
        Redacter redacter = new Redacter(columns, removals);
        long redacted = redacter.redact(positions, 0, positions.length, head(), content);
        if (redacted > 0) {
            text.drop();
            values.forget();
            redacter.counted();
        }
        return redacted;
    }

    /** Removes the events of an aggregate up to a position. Writer only. */
    void remove(String aggregateId, int last) {
        int aggregate = columns.aggregates.find(key(aggregateId));
        if (aggregate != 0) {
            aggregates.removeUpTo(aggregate, last, head());
        }
    }

    /** Returns the dictionaries. */
    List<KeyTable> dictionaries() {
        return dictionaries;
    }

    /** Returns all postings. */
    List<Postings> postings() {
        return postings;
    }

    /** Returns the events by the values of a dimension, other than {@link Dimension#CAUSATION_ID}. */
    Postings postings(Dimension dimension) {
        return Objects.requireNonNull(byDimension[dimension.ordinal()]);
    }

    /** Returns a key for a text, hashed with this log's seed. */
    Key key(String text) {
        return Key.of(text, seed);
    }

    /** Changes which indexes of values there are. Called under the lock of the writers. */
    void defineIndexes(UnaryOperator<Map<String, String>> change) {
        values.define(change.apply(values.definitions()));
    }

    /**
     * Returns when the event at a position was recorded, in nanoseconds since 1970; for a removed one, the time of the last
     * event before it that is left, or the lowest time if there is none.
     */
    long recordedAt(int position) {
        int kept = removals.previousKept(position);
        return kept == 0 ? Long.MIN_VALUE : recordedAtKept(kept);
    }

    private long recordedAtKept(int position) {
        return columns.timestamp.get(position)
                + new RecordView(columns.records, columns.recordAddress(position)).recordedDistance;
    }
}
