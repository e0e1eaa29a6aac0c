package dev.mayfly.eventstore.log;

import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.aggregate.CopiedAggregates;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.column.Records;
import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.Ordinals;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.removal.PositionSet;
import dev.mayfly.eventstore.removal.Reductions;
import java.util.stream.LongStream;

/**
 * Copies what is left of a log's events into another log of the same history, at the same positions, with dictionaries
 * that have only what the copied events bear.
 *
 * <p>The copied log may be appended to meanwhile, and events of it may be removed and redacted, if the copier is told of
 * that afterwards. What it reads of an event does not change, except that its record is replaced by a redacted one and its
 * metadata's columns are cleared then. For one thread at a time, which is the only writer of the copy.
 */
final class EventCopier {
    /** About the most bytes of records in a step. */
    private static final long STEP_BYTES = 1 << 20;

    /** The dictionaries, columns and postings for the values of a dimension in metadata. */
    private record Indexed(Ordinals keys, IntColumn from, IntColumn to, Postings postings) {}

    private final EventLog from;
    private final EventLog to;
    private final Columns source;
    private final Columns target;
    private final MemoryMeter meter = new MemoryMeter();
    private final Ordinals types;
    private final Ordinals correlations;
    private final Ordinals tags;
    private final Ordinals foreignCauses;
    private final Indexed[] indexed;
    private final CopiedAggregates aggregates;
    private final Key key = new Key();
    /** The bytes of the records that have been copied. */
    private long copiedBytes;
    /** Everything up to here has been copied, or was removed before. */
    private int done;

    /** Makes a copier of a log into an empty one. */
    EventCopier(EventLog from, EventLog to) {
        this.from = from;
        this.to = to;
        this.source = from.columns;
        this.target = to.columns;
        this.types = ordinals(source.types, target.types);
        this.correlations = ordinals(source.correlations, target.correlations);
        this.tags = ordinals(source.tags, target.tags);
        this.foreignCauses = ordinals(source.foreignCauses, target.foreignCauses);
        this.indexed = Dimension.IN_METADATA.stream()
                .map(each -> new Indexed(
                        ordinals(source.keys(each), target.keys(each)),
                        source.column(each),
                        target.column(each),
                        to.postings(each)))
                .toArray(Indexed[]::new);
        this.aggregates = new CopiedAggregates(
                new CopiedAggregates.Side(source, from.removals, from.aggregates, from.byAggregate, from.births),
                new CopiedAggregates.Side(target, to.removals, to.aggregates, to.byAggregate, to.births),
                ordinals(source.aggregates, target.aggregates),
                ordinals(source.aggregateTypes, target.aggregateTypes));
    }

    private Ordinals ordinals(KeyTable theirs, KeyTable ours) {
        return new Ordinals(theirs, ours, from.seed, meter);
    }

    /** Returns up to which position everything has been copied. */
    int done() {
        return done;
    }

    /** Returns the bytes that the copy takes, and what is needed to make it. */
    long usedBytes() {
        return to.usedBytes() + meter.usedBytes();
    }

    /** Takes a step: copies the next events up to a position, but no more positions than {@code most}. */
    void copySome(int last, int most) {
        copy(Math.min(last, done + most), copiedBytes + STEP_BYTES);
    }

    /** Copies the next events, up to a position. */
    void copyUpTo(int last) {
        copy(last, Long.MAX_VALUE);
    }

    private void copy(int last, long mostBytes) {
        while (done < last && copiedBytes < mostBytes) {
            PositionSet removed = from.removals.positions();
            int next = removed == null ? done + 1 : removed.nextAbsent(done + 1);
            int gap = Math.min(next - 1, last);
            if (gap > done) {
                target.skip(done + 1, gap);
                to.time.skip(done + 1, gap);
            }
            if (next <= last) {
                copy(next);
            }
            done = Math.min(next, last);
        }
        to.publish(done);
    }

    /** Removes and redacts what has been removed and redacted in the copied log. */
    void apply(Reductions reductions) {
        for (Reductions.Redaction each : reductions.redactions()) {
            long[] copied = LongStream.of(each.positions())
                    .filter(position -> position >= 1 && position <= done && isCopied((int) position))
                    .toArray();
            to.redact(copied, each.content());
            for (long position : copied) {
                aggregates.update(source.aggregate.get((int) position));
            }
        }
        for (int aggregate : reductions.aggregates()) {
            aggregates.reduce(aggregate, done, from.head());
        }
    }

    /** Lists the copied aggregates in the order in which they began, and keeps the versions of those without events. */
    void listAggregates() {
        aggregates.list(done, from.head());
    }

    /** Takes over what has been removed, which completes the copy of everything up to {@link #done}. */
    void complete() {
        to.removals.take(from.removals);
        to.publish(done);
    }

    private boolean isCopied(int position) {
        return target.aggregate.getOrZero(position) != 0;
    }

    private void copy(int position) {
        RecordView record = new RecordView(source.records, source.recordAddress(position));
        int aggregate = aggregates.copy(source.aggregate.get(position), position, record.version);
        int type = types.of(source.type.get(position));
        int correlation = correlations.of(source.correlation.get(position));
        int cause = cause(source.cause.get(position));
        target.aggregate.set(position, aggregate);
        target.type.set(position, type);
        target.correlation.set(position, correlation);
        target.cause.set(position, cause);
        target.timestamp.set(position, source.timestamp.get(position));
        key.set(source.idHigh(position), source.idLow(position), from.seed);
        target.id(position, key);
        copiedBytes += record.metadataLength + record.dataLength;
        int[] tagged = tagged(record);
        long lowest = target.records.arena().end();
        target.recordAddress(position, lowest, target.records.copy(record, tagged));

        to.byAggregate.add(aggregate, position);
        to.byType.add(type, position);
        to.byAggregateType.add(target.aggregateType.get(aggregate), position);
        add(to.byCorrelation, correlation, position);
        for (Indexed each : indexed) {
            int ordinal = record.isRedacted() ? 0 : each.keys().of(each.from().get(position));
            each.to().set(position, ordinal);
            add(each.postings(), ordinal, position);
        }
        for (int tag : tagged) {
            if (to.byTag.last(tag, position) != position) {
                to.byTag.add(tag, position);
            }
        }
        if (cause != 0) {
            to.causes.add(position);
        }
        to.time.add(position);
        to.ids.insert(key.hash(), position);
    }

    private static void add(Postings postings, int row, int position) {
        if (row != 0) {
            postings.add(row, position);
        }
    }

    /** Returns an event's cause in the copy: one that was removed is known by its id. */
    private int cause(int theirs) {
        if (theirs <= 0) {
            return -foreignCauses.of(-theirs);
        }
        if (isCopied(theirs)) {
            return theirs;
        }
        RecordView record = new RecordView(source.records, source.recordAddress(theirs));
        if (record.has(Records.TEXT_ID)) {
            key.set(record.array, record.idOffset, record.idLength, from.seed);
        } else {
            key.set(source.idHigh(theirs), source.idLow(theirs), from.seed);
        }
        return -target.foreignCauses.findOrAdd(key);
    }

    private int[] tagged(RecordView record) {
        int[] ordinals = record.tags();
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = tags.of(ordinals[i]);
        }
        return ordinals;
    }
}
