package dev.mayfly.eventstore.column;

import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.log.EventLog;
import dev.mayfly.eventstore.memory.Arena;
import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.LongColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The searchable values of each event, by position, in columns, and the dictionaries of the columns' ordinals.
 *
 * <p>An ordinal of 0 means that the event has no such value. What is needed only to write the event out (version,
 * {@code recordedAt}, tags, trace context, payload) is in its record.
 */
public final class Columns {
    private static final int SPAN_SHIFT = 6;
    /** In place of the distance of a record that is in {@link #moved}; no record is that far from its span's address. */
    private static final int MOVED = -1;

    /** When the event happened, in nanoseconds since 1970. */
    public final LongColumn timestamp;
    /** Ordinal in {@link #types}. */
    public final IntColumn type;
    /** Ordinal in {@link #aggregates}. */
    public final IntColumn aggregate;
    /** Ordinal in {@link #correlations}. */
    public final IntColumn correlation;
    /**
     * The position of the causing event, or minus the ordinal in {@link #foreignCauses} if that event was not stored.
     */
    public final IntColumn cause;
    /** By aggregate ordinal: the ordinal of its type in {@link #aggregateTypes}, while it has events. */
    public final IntColumn aggregateType;

    public final KeyTable types;
    public final KeyTable aggregates;
    public final KeyTable aggregateTypes;
    public final KeyTable correlations;
    public final KeyTable tags;
    public final KeyTable foreignCauses;

    public final Records records;

    /** By dimension: the ordinals of the events' values; null for dimensions without a column of their own. */
    private final @Nullable IntColumn[] byDimension = new IntColumn[Dimension.values().length];
    /** By dimension: the dictionary of the values; for causes, only those that were not stored. */
    private final KeyTable[] keys = new KeyTable[byDimension.length];

    /**
     * At twice the position, the upper half of the event id (or of its hash if it is not a UUID), followed by the lower
     * half.
     */
    private final LongColumn ids;

    /** By span of 64 positions: an address at or before all of their records. */
    private final LongColumn spanAddress;
    /** The record's distance from that address, unsigned: 4 GiB for 64 records, so a record may have up to 64 MiB. */
    private final IntColumn recordDistance;

    private volatile MovedRecords moved = MovedRecords.NONE;
    /** Whether another log has the same moved records. Writer only. */
    private boolean movedIsShared;

    private final MemoryMeter meter;

    /**
     * Makes a fork of other columns. Called by the original's writer.
     *
     * @param meter counts the fork's memory, and has counted the original's already
     * @param head the number of the original's events
     * @param last the number of the fork's events
     */
    private Columns(MemoryMeter meter, Columns original, int head, int last) {
        this.meter = meter;
        ids = original.ids.fork(meter, 2 * last + 2);
        timestamp = original.timestamp.fork(meter, last + 1);
        type = original.type.fork(meter, last + 1);
        aggregate = original.aggregate.fork(meter, last + 1);
        correlation = original.correlation.fork(meter, last + 1);
        cause = original.cause.fork(meter, last + 1);
        aggregateType = original.aggregateType.fork(meter);
        types = original.types.fork(meter);
        aggregates = original.aggregates.fork(meter);
        aggregateTypes = original.aggregateTypes.fork(meter);
        correlations = original.correlations.fork(meter);
        tags = original.tags.fork(meter);
        foreignCauses = original.foreignCauses.fork(meter);
        records = new Records(original.records.arena().fork(meter, original.chunksUpTo(head, last)));
        spanAddress = original.spanAddress.fork(meter, (last >>> SPAN_SHIFT) + 1);
        recordDistance = original.recordDistance.fork(meter, last + 1);
        moved = original.moved.upTo(last);
        movedIsShared = true;
        original.movedIsShared = true;
        setEnvelope();
        for (Dimension dimension : Dimension.IN_METADATA) {
            byDimension[dimension.ordinal()] = original.column(dimension).fork(meter, last + 1);
            keys[dimension.ordinal()] = original.keys(dimension).fork(meter);
        }
    }

    public Columns(MemoryMeter meter, long seed) {
        this.meter = meter;
        ids = new LongColumn(meter);
        timestamp = new LongColumn(meter);
        type = new IntColumn(meter);
        aggregate = new IntColumn(meter);
        correlation = new IntColumn(meter);
        cause = new IntColumn(meter);
        aggregateType = new IntColumn(meter);
        types = new KeyTable(meter, seed);
        aggregates = new KeyTable(meter, seed);
        aggregateTypes = new KeyTable(meter, seed);
        correlations = new KeyTable(meter, seed);
        tags = new KeyTable(meter, seed);
        foreignCauses = new KeyTable(meter, seed);
        records = new Records(new Arena(meter, 1024));
        spanAddress = new LongColumn(meter);
        recordDistance = new IntColumn(meter);
        setEnvelope();
        for (Dimension dimension : Dimension.IN_METADATA) {
            byDimension[dimension.ordinal()] = new IntColumn(meter);
            keys[dimension.ordinal()] = new KeyTable(meter, seed);
        }
    }

    /** Registers the columns and dictionaries of the dimensions that have fields of their own in this class. */
    private void setEnvelope() {
        byDimension[Dimension.EVENT_TYPE.ordinal()] = type;
        byDimension[Dimension.AGGREGATE_ID.ordinal()] = aggregate;
        byDimension[Dimension.CORRELATION_ID.ordinal()] = correlation;
        keys[Dimension.EVENT_TYPE.ordinal()] = types;
        keys[Dimension.AGGREGATE_ID.ordinal()] = aggregates;
        keys[Dimension.AGGREGATE_TYPE.ordinal()] = aggregateTypes;
        keys[Dimension.CORRELATION_ID.ordinal()] = correlations;
        keys[Dimension.CAUSATION_ID.ordinal()] = foreignCauses;
        keys[Dimension.TAG.ordinal()] = tags;
    }

    /**
     * Returns the column of the ordinals of a dimension's values.
     *
     * @throws IllegalArgumentException if there is no such column: for aggregate types, causes and tags
     */
    public IntColumn column(Dimension dimension) {
        IntColumn column = byDimension[dimension.ordinal()];
        if (column == null) {
            throw new IllegalArgumentException("dimension without a column: " + dimension);
        }
        return column;
    }

    /** Returns the dictionary of a dimension's values; for causes, only those that were not stored. */
    public KeyTable keys(Dimension dimension) {
        return keys[dimension.ordinal()];
    }

    /** Returns the ordinal of an event's value in a single-valued dimension other than the cause; 0 if it has none. */
    public int ordinal(Dimension dimension, int position) {
        return dimension == Dimension.AGGREGATE_TYPE
                ? aggregateType.get(aggregate.get(position))
                : column(dimension).get(position);
    }

    /** Returns columns with the same events up to a position, like {@link EventLog#fork}. */
    public Columns fork(MemoryMeter forkMeter, int head, int last) {
        return new Columns(forkMeter, this, head, last);
    }

    /** Returns the most chunks of the records' arena that the events up to a position need. */
    private int chunksUpTo(int head, int last) {
        // A span's address lies in the chunk that was being filled when the span began. A chunk started after the next
        // span began is newer than every record up to here, and so are all chunks after it.
        int next = (last >>> SPAN_SHIFT) + 1;
        int spans = head >>> SPAN_SHIFT;
        if (next > spans) {
            return Integer.MAX_VALUE;
        }
        int filled = Arena.chunkOf(spanAddress.get(next));
        int low = next;
        int high = spans + 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (Arena.chunkOf(spanAddress.get(middle)) > filled) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low > spans ? Integer.MAX_VALUE : Arena.chunkOf(spanAddress.get(low));
    }

    /** Returns the dictionaries. */
    public List<KeyTable> dictionaries() {
        return List.of(keys);
    }

    /** Frees what is not needed after a position. Writer only. */
    public void trim(int last) {
        for (IntColumn column : byDimension) {
            if (column != null) {
                column.trim(last + 1);
            }
        }
        cause.trim(last + 1);
        recordDistance.trim(last + 1);
        ids.trim(2 * last + 2);
        timestamp.trim(last + 1);
        spanAddress.trim((last >>> SPAN_SHIFT) + 1);
        aggregateType.trim(aggregates.size() + 1);
    }

    /** Returns the upper half of an event's id, or of the id's hash when it is not a UUID. */
    public long idHigh(int position) {
        return ids.get(2 * position);
    }

    /** Returns the lower half of an event's id, or of the id's hash when it is not a UUID. */
    public long idLow(int position) {
        return ids.get(2 * position + 1);
    }

    /** Returns part of an event's id; reading it brings the id into the cache. */
    public long idGuess(int position) {
        return ids.getOrZero(2 * position);
    }

    /** Returns the hash of an event's id, or an arbitrary number if there is no such event. */
    public long idHash(int position, long seed) {
        return Key.hash(ids.getOrZero(2 * position), ids.getOrZero(2 * position + 1), seed);
    }

    /** Sets an event's id. */
    public void id(int position, Key id) {
        ids.set(2 * position, id.high());
        ids.set(2 * position + 1, id.low());
    }

    /** Returns the address of an event's record. */
    public long recordAddress(int position) {
        int distance = recordDistance.get(position);
        return distance == MOVED
                ? moved.address(position)
                : spanAddress.get(position >>> SPAN_SHIFT) + (distance & 0xFFFF_FFFFL);
    }

    /**
     * Sets the addresses of new records in place of earlier ones. Writer only.
     *
     * @param positions the events' positions, the first {@code count} of the array
     */
    public void move(int[] positions, long[] addresses, int count) {
        MovedRecords before = moved;
        moved = before.with(positions, addresses, count);
        meter.add(moved.usedBytes() - before.usedBytes());
        meter.addCopied(movedIsShared ? before.usedBytes() : 0);
        movedIsShared = false;
        for (int i = 0; i < count; i++) {
            recordDistance.set(positions[i], MOVED);
        }
    }

    /** Returns whether any event has a record in place of an earlier one, and may be in postings of values that it lost. */
    public boolean hasMoved() {
        return !moved.isEmpty();
    }

    /** Passes over positions that have no records, both ends inclusive. Writer only. */
    public void skip(int from, int to) {
        for (int span = from >>> SPAN_SHIFT; span <= to >>> SPAN_SHIFT; span++) {
            if (span << SPAN_SHIFT >= from || from == 1) {
                spanAddress.set(span, records.arena().end());
            }
        }
    }

    /**
     * Sets the address of an event's record.
     *
     * @param lowest the end of the arena before the record was allocated
     */
    public void recordAddress(int position, long lowest, long address) {
        int span = position >>> SPAN_SHIFT;
        if ((position & (1 << SPAN_SHIFT) - 1) == 0 || position == 1) {
            spanAddress.set(span, lowest);
        }
        recordDistance.set(position, (int) (address - spanAddress.get(span)));
    }
}
