package dev.mayfly.store;

/** What became of taking a snapshot. */
public sealed interface SnapshotResult {
    /**
     * There is a new snapshot.
     *
     * @param snapshot the snapshot
     */
    record Taken(Snapshot snapshot) implements SnapshotResult {}

    /**
     * It has taken the place of the one of that name.
     *
     * @param snapshot the snapshot
     */
    record Replaced(Snapshot snapshot) implements SnapshotResult {}

    /**
     * The store has reached its limit of snapshots.
     *
     * @param limit how many that is
     */
    record TooMany(int limit) implements SnapshotResult {}
}
