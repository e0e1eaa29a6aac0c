package dev.mayfly.eventstore.append;

/**
 * The result of an append. A condition that was not met is a normal result; then nothing was stored.
 */
public sealed interface AppendResult {
    /**
     * The events are in the log, next to each other.
     *
     * @param firstPosition the position of the first
     * @param lastPosition the position of the last
     * @param firstVersion the version that the first has in its aggregate
     * @param lastVersion the version that the last has in its aggregate
     * @param replayed whether they existed already, so that nothing was stored now
     */
    record Appended(long firstPosition, long lastPosition, long firstVersion, long lastVersion, boolean replayed)
            implements AppendResult {}

    /**
     * An aggregate was at another version than expected.
     *
     * @param aggregateId the first such aggregate, in the order of the expectations
     * @param expected what was expected
     * @param actualVersion its version, 0 for none
     * @param injected whether it is a fault that was injected: the log does not show it, and the caller is to learn of
     *     it
     */
    record VersionConflict(String aggregateId, ExpectedVersion expected, long actualVersion, boolean injected)
            implements AppendResult {
        /** Makes a conflict that the log shows. */
        public VersionConflict(String aggregateId, ExpectedVersion expected, long actualVersion) {
            this(aggregateId, expected, actualVersion, false);
        }
    }

    /**
     * An event matches the append condition.
     *
     * @param matchedPosition the last one that matches
     */
    record ConditionFailed(long matchedPosition) implements AppendResult {}

    /**
     * The append condition starts after the last position, so its author has read another history.
     *
     * @param lastPosition the last position
     */
    record ConditionBeyond(long lastPosition) implements AppendResult {}

    /**
     * An event with that id is already in the log, and this request does not repeat the one that stored it.
     *
     * @param eventId the first such id in the batch
     * @param existingPosition its position
     */
    record DuplicateEvent(String eventId, long existingPosition) implements AppendResult {}

    /**
     * The batch contradicts itself: the same event id twice.
     *
     * @param eventId the id
     * @param index the index of the event in the batch that repeats it, from 0
     */
    record RepeatedEventId(String eventId, int index) implements AppendResult {}

    /**
     * An event gives another type for its aggregate than the aggregate has.
     *
     * @param aggregateId the aggregate
     * @param knownType its type
     * @param givenType the type that the event gives
     * @param index the index of the event in the batch, from 0
     */
    record TypeMismatch(String aggregateId, String knownType, String givenType, int index) implements AppendResult {}

    /**
     * The store has no memory left; reads continue.
     *
     * @param usedBytes the bytes in use
     * @param limitBytes the limit in bytes
     */
    record StoreFull(long usedBytes, long limitBytes) implements AppendResult {}
}
