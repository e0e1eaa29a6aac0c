package dev.mayfly.eventstore.content;

import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.IndexKeys;
import dev.mayfly.criteria.where.KeyTest;
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
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.removal.Removals;
import dev.mayfly.eventstore.source.Source;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * Adds the events after the last one that was added, up to a position, without removed ones. One writer at a time.
     *
     * @param mostBytes about how many bytes of data or metadata to read, at least those of one event
     * @param work pays for what is read; if it fails, the events before stay added
     */
    void add(Columns columns, Removals removals, int last, long mostBytes, Work work) {
        int added = covered;
        long bytes = 0;
        try {
            while (added < last && bytes < mostBytes) {
                if (!removals.contains(added + 1)) {
                    bytes += add(columns, added + 1, work);
                }
                added++;
            }
        } finally {
            keys.publish();
            postings.publish();
            covered = added;
        }
    }

    private int add(Columns columns, int position, Work work) {
        RecordView record = new RecordView(columns.records, columns.recordAddress(position));
        if (path.root() == Root.DATA) {
            work.payForBytes(record.dataLength);
            if (!record.isRedacted()) {
                add(position, RawJson.of(record.array, record.dataOffset, record.dataLength));
            }
            return record.dataLength;
        }
        work.payForBytes(record.metadataLength);
        if (record.has(Records.METADATA)) {
            add(position, RawJson.of(record.array, record.metadataOffset, record.metadataLength));
        }
        return record.metadataLength;
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

    /** Returns the rows of those keys that there are. */
    int[] rows(List<byte[]> wanted) {
        Key each = new Key();
        int[] rows = new int[wanted.size()];
        int count = 0;
        for (byte[] bytes : wanted) {
            int row = keys.find(each.set(bytes, 0, bytes.length, seed));
            if (row != 0) {
                rows[count++] = row;
            }
        }
        return count == rows.length ? rows : Arrays.copyOf(rows, count);
    }

    /**
     * Returns the rows of the keys that pass a test, or null if they are more than a number. Looks at every key.
     *
     * @param work pays for each key
     */
    int @Nullable [] rows(KeyTest test, int most, Work work) {
        int[] rows = new int[most];
        int count = 0;
        int size = keys.size();
        for (int row = 1; row <= size; row++) {
            work.pay(1);
            if (test.mayHold(keys.bytes(row))) {
                if (count == most) {
                    return null;
                }
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** Returns about how many events are in some rows. */
    long count(int[] rows) {
        long count = 0;
        for (int row : rows) {
            count += postings.count(row);
        }
        return count;
    }

    /** Adds the sources of the events in some rows, after a position up to a bound that is covered. */
    void sources(int[] rows, int after, int bound, boolean ascending, List<Source> sources) {
        if (after < bound) {
            for (int row : rows) {
                sources.add(Source.of(new PostingCursor(postings, row, after, bound, ascending)));
            }
        }
    }
}
