package dev.mayfly.store;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The snapshots of one store, by name. Any thread may use them. */
final class Snapshots {
    private final TreeMap<String, Snapshot> byName = new TreeMap<>();
    private boolean closed;

    /** The result of taking a snapshot. */
    enum Put {
        NEW,
        REPLACED,
        TOO_MANY
    }

    /** Adds a snapshot, or replaces the one with that name, unless the limit is reached. */
    synchronized Put put(Snapshot snapshot, int limit) {
        boolean known = byName.containsKey(snapshot.name());
        if (closed || !known && byName.size() >= limit) {
            MemoryBudget.Layer.release(snapshot.layer());
            return Put.TOO_MANY;
        }
        snapshot.layer().addSnapshots(1);
        Snapshot before = byName.put(snapshot.name(), snapshot);
        if (before != null) {
            before.discard();
        }
        return known ? Put.REPLACED : Put.NEW;
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
