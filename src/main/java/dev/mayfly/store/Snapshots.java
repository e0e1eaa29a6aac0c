package dev.mayfly.store;

import dev.mayfly.eventstore.MemoryUse;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The snapshots of one store, by name. Any thread may use them. */
final class Snapshots {
    private final TreeMap<String, Snapshot> byName = new TreeMap<>();
    private boolean closed;

    /**
     * Returns why there can be no snapshot of a name, or null if there can.
     *
     * @param shortage what memory there is too little of, or null
     */
    synchronized @Nullable SnapshotResult refusal(String name, int limit, @Nullable MemoryUse shortage) {
        if (closed || !byName.containsKey(name) && byName.size() >= limit) {
            return new SnapshotResult.TooMany(limit);
        }
        return shortage == null ? null : new SnapshotResult.Full(shortage);
    }

    /** Adds a snapshot, or replaces the one with that name, unless the limit is reached. */
    synchronized SnapshotResult put(Snapshot snapshot, int limit) {
        SnapshotResult refusal = refusal(snapshot.name(), limit, null);
        if (refusal != null) {
            MemoryBudget.Layer.release(snapshot.layer());
            return refusal;
        }
        snapshot.layer().addSnapshots(1);
        Snapshot before = byName.put(snapshot.name(), snapshot);
        if (before != null) {
            before.discard();
        }
        return before == null ? new SnapshotResult.Taken(snapshot) : new SnapshotResult.Replaced(snapshot);
    }

    synchronized Optional<Snapshot> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the snapshot of that name with its memory held once more, or nothing. */
    synchronized Optional<Snapshot> held(String name) {
        Optional<Snapshot> found = find(name);
        found.ifPresent(snapshot -> snapshot.layer().hold());
        return found;
    }

    synchronized List<Snapshot> all() {
        return List.copyOf(byName.values());
    }

    synchronized boolean remove(String name) {
        Snapshot gone = byName.remove(name);
        if (gone != null) {
            gone.discard();
        }
        return gone != null;
    }

    /** Releases all, and accepts none from then on. */
    synchronized void close() {
        closed = true;
        List.copyOf(byName.keySet()).forEach(this::remove);
    }
}
