package dev.mayfly.store;

import dev.mayfly.eventstore.MemoryUse;

/** The result of taking a snapshot. */
public sealed interface SnapshotResult {
    /**
     * A new snapshot was taken.
     *
     * @param snapshot the snapshot
     */
    record Taken(Snapshot snapshot) implements SnapshotResult {}

    /**
     * The snapshot replaced the one with that name.
     *
     * @param snapshot the snapshot
     */
    record Replaced(Snapshot snapshot) implements SnapshotResult {}

    /**
     * The store has reached its limit of snapshots.
     *
     * @param limit the limit
     */
    record TooMany(int limit) implements SnapshotResult {}

    /**
     * There is too little memory for a snapshot.
     *
     * @param memory what all stores take, and the most that they may take for a snapshot to be taken
     */
    record Full(MemoryUse memory) implements SnapshotResult {}
}
