package dev.mayfly.eventstore.content;

import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.IndexKeys;
import dev.mayfly.criteria.where.Root;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.column.Records;
import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import dev.mayfly.eventstore.removal.Removals;
import dev.mayfly.eventstore.source.Source;
import java.util.List;

/**
 * The events of a stretch of the log by their values at a path. Events are added in order, by one writer at a time; any
 * thread may read what has been added, without a lock.
 */
final class ValueIndex {
    private final EventPath path;
    private final long seed;
    private final MemoryMeter meter = new MemoryMeter();
    private final KeyTable keys;
    private final Postings postings = new Postings(meter, new UndoCount());
    private final IndexKeys values;
    private final Key key = new Key();
    /** The last position that has been added. Everything up to it is published. */
    private volatile int covered;

    /**
     * Makes an index of the events after a position.
     *
     * @param seed the seed of the keys' hashes
     */
    ValueIndex(EventPath path, long seed, int after) {
        this.path = path;
        this.seed = seed;
        this.keys = new KeyTable(meter, seed);
        this.values = new IndexKeys(path);
        this.covered = after;
    }

    /** Adds the events after the last one that was added, up to a position, without removed ones. One writer at a time. */
    void add(Columns columns, Removals removals, int last) {
        for (int position = covered + 1; position <= last; position++) {
            if (removals.contains(position)) {
                continue;
            }
            RecordView record = new RecordView(columns.records, columns.recordAddress(position));
            if (path.root() == Root.DATA && record.isRedacted()) {
                continue;
            }
            if (path.root() == Root.DATA) {
                add(position, RawJson.of(record.array, record.dataOffset, record.dataLength));
            } else if (record.has(Records.METADATA)) {
                add(position, RawJson.of(record.array, record.metadataOffset, record.metadataLength));
            }
        }
        keys.publish();
        postings.publish();
        covered = last;
    }

    private void add(int position, RawJson json) {
        values.read(json, (bytes, length) -> {
            int row = keys.findOrAdd(key.set(bytes, 0, length, seed));
            // An event may have a value more than once.
            if (postings.last(row, Integer.MAX_VALUE - 1) != position) {
                postings.add(row, position);
            }
        });
    }

    /** Returns the last position that it covers. */
    int covered() {
        return covered;
    }

    /** Returns how many different values there are. */
    int size() {
        return keys.size();
    }

    /** Returns the bytes that it takes. */
    long usedBytes() {
        return meter.usedBytes();
    }

    /** Returns about how many events have one of some keys. */
    long count(List<byte[]> wanted) {
        long count = 0;
        for (byte[] each : wanted) {
            int row = find(each);
            count += row == 0 ? 0 : postings.count(row);
        }
        return count;
    }

    /** Adds the sources of the events that have one of some keys, after a position up to a bound that is covered. */
    void sources(List<byte[]> wanted, int after, int bound, boolean ascending, List<Source> sources) {
        for (byte[] each : wanted) {
            int row = find(each);
            if (row != 0 && after < bound) {
                sources.add(Source.of(new PostingCursor(postings, row, after, bound, ascending)));
            }
        }
    }

    private int find(byte[] wanted) {
        return keys.find(new Key().set(wanted, 0, wanted.length, seed));
    }
}
