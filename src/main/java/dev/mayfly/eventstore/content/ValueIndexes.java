package dev.mayfly.eventstore.content;

import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.eventstore.IndexReport;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.removal.Removals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The declared indexes of values of a log, by name.
 *
 * <p>Appends pay nothing for them: an index is extended by whoever builds it, and by searches that find it far behind.
 * Searches read the events that it does not cover. An index never takes the last eighth of the store's memory. A fork
 * shares the indexes of its original and has its own for later events. Any thread may call any method.
 */
public final class ValueIndexes {
    /** How far an index may be behind before a search extends it. */
    private static final int BEHIND_EVENTS = 256;
    /** How far an index may be behind to count as ready. */
    private static final int READY_EVENTS = 4_096;
    /** The events that are added between two looks at the memory. */
    private static final int STEP_EVENTS = 1_024;
    /** How long a step waits for another thread. */
    private static final long PATIENCE_NANOS = 1_000_000;
    /** What an index takes at first, and about the most by which it grows in a step of small events. */
    private static final long STEP_BYTES = 1 << 20;

    private final Columns columns;
    private final Removals removals;
    private final MemoryMeter meter;
    private final long limitBytes;
    private final long seed;
    /** Replaced as a whole. */
    private volatile Map<String, Index> byName = Map.of();

    private static final class Index {
        final EventPath path;
        final IndexParts shared;
        final ReentrantLock building = new ReentrantLock();
        volatile @Nullable ValueIndex own;
        volatile boolean full;

        Index(EventPath path, IndexParts shared) {
            this.path = path;
            this.shared = shared;
        }

        IndexParts parts() {
            ValueIndex mine = own;
            return mine == null ? shared : shared.with(mine);
        }

        long usedBytes() {
            ValueIndex mine = own;
            return shared.usedBytes() + (mine == null ? 0 : mine.usedBytes());
        }
    }

    /**
     * Makes an instance without indexes.
     *
     * @param meter counts the log's memory without them
     * @param limitBytes the most bytes that the log may take with them
     * @param seed the seed of the keys' hashes
     */
    public ValueIndexes(Columns columns, Removals removals, MemoryMeter meter, long limitBytes, long seed) {
        this.columns = columns;
        this.removals = removals;
        this.meter = meter;
        this.limitBytes = limitBytes;
        this.seed = seed;
    }

    /** Returns the indexes for a fork with the events up to {@code last}; neither sees what is added to the other. */
    public ValueIndexes fork(
            Columns forkColumns, Removals forkRemovals, MemoryMeter forkMeter, long forkLimitBytes, int last) {
        ValueIndexes fork = new ValueIndexes(forkColumns, forkRemovals, forkMeter, forkLimitBytes, seed);
        Map<String, Index> inherited = new TreeMap<>();
        byName.forEach((name, index) ->
                inherited.put(name, new Index(index.path, index.parts().upTo(last))));
        fork.byName = inherited;
        return fork;
    }

    /** Returns the paths of the indexes, by name. */
    public synchronized Map<String, String> definitions() {
        Map<String, String> paths = new TreeMap<>();
        byName.forEach((name, index) -> paths.put(name, index.path.toString()));
        return paths;
    }

    /** Changes the indexes to those of these paths, by name; those that are the same stay as they are. */
    public synchronized void define(Map<String, String> paths) {
        Map<String, Index> next = new TreeMap<>();
        paths.forEach((name, text) -> {
            EventPath path = EventPath.parse("path", text);
            Index known = byName.get(name);
            next.put(name, known != null && known.path.equals(path) ? known : new Index(path, IndexParts.NONE));
        });
        byName = next;
    }

    /** Empties the indexes, which are then built again; for events that have been removed or redacted. */
    public synchronized void forget() {
        Map<String, Index> empty = new TreeMap<>();
        byName.forEach((name, index) -> empty.put(name, new Index(index.path, IndexParts.NONE)));
        byName = empty;
    }

    /** Returns the bytes that the indexes take. */
    public long usedBytes() {
        long bytes = 0;
        for (Index index : byName.values()) {
            bytes += index.usedBytes();
        }
        return bytes;
    }

    /**
     * Returns what there is of the indexes, in the order of their names.
     *
     * @param head the last position of the log
     */
    public List<IndexReport> reports(int head) {
        List<IndexReport> reports = new ArrayList<>();
        byName.forEach((name, index) -> {
            IndexParts parts = index.parts();
            IndexReport.State near =
                    head - parts.covered() < READY_EVENTS ? IndexReport.State.READY : IndexReport.State.BUILDING;
            IndexReport.State state = index.full ? IndexReport.State.FULL : near;
            long values = parts.parts().stream()
                    .mapToLong(part -> part.index().size())
                    .sum();
            reports.add(
                    new IndexReport(name, index.path.toString(), state, parts.covered(), values, index.usedBytes()));
        });
        return reports;
    }

    /** Extends all indexes up to a position, as far as there is memory. */
    public void build(int bound) {
        for (Index index : byName.values()) {
            index.building.lock();
            try {
                extend(index, bound, Work.UNLIMITED);
            } finally {
                index.building.unlock();
            }
        }
    }

    /**
     * Extends one of the indexes by a short step towards a position, as far as there is memory. Waits at most a moment for another
     * thread that extends it.
     *
     * @return whether there may be more to do
     */
    public boolean buildSome(int bound) {
        for (Index index : byName.values()) {
            if (index.parts().covered() < bound) {
                boolean mine;
                try {
                    mine = index.building.tryLock(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return false;
                }
                if (!mine) {
                    return true;
                }
                try {
                    if (isExtended(index, bound, Work.UNLIMITED)) {
                        return true;
                    }
                } finally {
                    index.building.unlock();
                }
            }
        }
        return false;
    }

    /**
     * Returns the index of a path for searches up to a bound, which it may not reach; null if there is none. One that is far
     * behind is extended, unless the search would rather look at its other candidates, which are fewer.
     *
     * @param candidates about how many events meet the other criteria
     * @param work pays for the events by which it is extended
     */
    @Nullable
    IndexParts find(EventPath path, int bound, long candidates, Work work) {
        Map<String, Index> all = byName;
        if (all.isEmpty()) {
            return null;
        }
        for (Index index : all.values()) {
            if (index.path.equals(path)) {
                IndexParts parts = index.parts();
                int behind = bound - parts.covered();
                if (behind > BEHIND_EVENTS && behind <= candidates && index.building.tryLock()) {
                    try {
                        extend(index, bound, work);
                    } finally {
                        index.building.unlock();
                    }
                    parts = index.parts();
                }
                return parts;
            }
        }
        return null;
    }

    private void extend(Index index, int bound, Work work) {
        boolean more = true;
        while (more) {
            more = isExtended(index, bound, work);
        }
    }

    /** Extends an index by some events; returns whether it could, and was not complete. */
    private boolean isExtended(Index index, int bound, Work work) {
        ValueIndex own = index.own;
        int covered = own == null ? index.shared.covered() : own.covered();
        boolean complete = covered >= bound || !isDeclared(index);
        index.full = !hasRoom() && (own == null || !complete);
        if (complete || index.full) {
            return false;
        }
        if (own == null) {
            own = new ValueIndex(index.path, seed, covered);
            index.own = own;
        }
        own.add(columns, removals, Math.min(bound, covered + STEP_EVENTS), STEP_BYTES, work);
        return true;
    }

    /** Returns whether an index has not been removed, which ends its building. */
    @SuppressWarnings("ReferenceEquality") // Another index of that name is another one.
    private boolean isDeclared(Index index) {
        return byName.values().stream().anyMatch(each -> each == index);
    }

    private boolean hasRoom() {
        return meter.usedBytes() + usedBytes() + STEP_BYTES <= limitBytes - limitBytes / 8;
    }
}
