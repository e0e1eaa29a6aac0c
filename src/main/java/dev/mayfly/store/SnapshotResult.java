package dev.mayfly.store;

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
}
