package dev.mayfly.eventstore.append;

import java.util.List;
import java.util.function.IntToLongFunction;

/** The result of an append. An unmet condition is a normal result; nothing was stored in that case. */
public sealed interface AppendResult {
    /**
     * The events are in the log, at consecutive positions.
     *
     * @param firstPosition the position of the first event
     * @param lastPosition the position of the last event
     * @param firstVersion the first event's version in its aggregate
     * @param lastVersion the last event's version in its aggregate
     * @param replayed whether they were already stored, so that nothing was added now
     */
    record Appended(long firstPosition, long lastPosition, long firstVersion, long lastVersion, boolean replayed)
            implements AppendResult {}

    /**
     * An aggregate was not at the expected version.
     *
     * @param aggregateId the first such aggregate, in the order of the expectations
     * @param expected the expected version
     * @param actualVersion its version; 0 if it has no events
     * @param injected whether the conflict is an injected fault: the log does not confirm it, and the caller should be
     *     told
     */
    record VersionConflict(String aggregateId, ExpectedVersion expected, long actualVersion, boolean injected)
            implements AppendResult {
        /** Makes a real conflict, which the log confirms. */
        public VersionConflict(String aggregateId, ExpectedVersion expected, long actualVersion) {
            this(aggregateId, expected, actualVersion, false);
        }
    }

    /**
     * An event matches the append condition.
     *
     * @param matchedPosition the position of the last match
     */
    record ConditionFailed(long matchedPosition) implements AppendResult {}

    /**
     * The append condition starts beyond the last position, so the caller has read another history.
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
     * The batch contains the same event id twice.
     *
     * @param eventId the id
     * @param index the index in the batch of the event that repeats it, from 0
     */
    record RepeatedEventId(String eventId, int index) implements AppendResult {}

    /**
     * An event names a type for its aggregate that differs from the aggregate's.
     *
     * @param aggregateId the aggregate
     * @param knownType its type
     * @param givenType the type that the event names
     * @param index the index of the event in the batch, from 0
     */
    record TypeMismatch(String aggregateId, String knownType, String givenType, int index) implements AppendResult {}

    /**
     * An event belongs to an aggregate that only its own calls append to.
     *
     * @param aggregateId the aggregate
     * @param index the index of the first such event in the batch, from 0
     */
    record Reserved(String aggregateId, int index) implements AppendResult {}

    /**
     * Events do not meet the store's {@link AppendRule}.
     *
     * @param misfits the first of them, at least one
     */
    record Unfit(List<Misfit> misfits) implements AppendResult {
        /** Copies the list. */
        public Unfit {
            misfits = List.copyOf(misfits);
        }

        /** Returns the same result with each event's place in place of its index. */
        public Unfit at(IntToLongFunction placeOfIndex) {
            return new Unfit(misfits.stream()
                    .map(each -> new Misfit(
                            placeOfIndex.applyAsLong((int) each.place()),
                            each.eventType(),
                            each.field(),
                            each.message()))
                    .toList());
        }
    }

    /**
     * One mistake in an event.
     *
     * @param place the index of the event in the batch, from 0, or what the code that reports it counts by
     * @param eventType the event's type
     * @param field the JSON pointer to the part of the event that does not fit
     * @param message why, as the end of a sentence that begins with the field
     */
    record Misfit(long place, String eventType, String field, String message) {}

    /**
     * The store has no memory left; reads continue.
     *
     * @param usedBytes the bytes in use
     * @param limitBytes the limit in bytes
     */
    record StoreFull(long usedBytes, long limitBytes) implements AppendResult {}
}
