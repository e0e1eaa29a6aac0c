package dev.mayfly.dump;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.append.AppendResult;
import org.jspecify.annotations.Nullable;

/** The mistakes in an event of a dump, which must be complete and fit the events before it. */
final class Mistakes {
    private Mistakes() {}

    /** Returns the first required field that an event of a dump lacks, or null. */
    static @Nullable String missing(EventBatch events, int i) {
        if (events.offset(i, Field.EVENT_ID) < 0) {
            return "eventId";
        }
        if (events.timestampNanos(i) == EventBatch.NO_TIMESTAMP) {
            return "timestamp";
        }
        if (events.recordedAtNanos(i) == EventBatch.NO_TIMESTAMP) {
            return "recordedAt";
        }
        return events.position(i) == 0 ? "position" : events.version(i) == 0 ? "version" : null;
    }

    /** Returns the mistake in the text that caused a refusal, or null if the text is not the cause. */
    static @Nullable InvalidInputException of(Import.Refusal refusal, EventBatch events) {
        AppendResult reason = refusal.reason();
        if (reason instanceof AppendResult.DuplicateEvent duplicate) {
            return InvalidInputException.invalid(
                    "eventId",
                    "must not repeat '" + duplicate.eventId() + "', the id of the event at position "
                            + duplicate.existingPosition());
        }
        if (reason instanceof AppendResult.RepeatedEventId repeated) {
            return InvalidInputException.invalid(
                    "eventId", "must not repeat '" + repeated.eventId() + "', the id of an earlier event");
        }
        if (reason instanceof AppendResult.TypeMismatch mismatch) {
            return InvalidInputException.invalid(
                    "aggregateType",
                    "must be '" + mismatch.knownType() + "', the type of aggregate '" + mismatch.aggregateId()
                            + "' (is '" + mismatch.givenType() + "')");
        }
        if (reason instanceof AppendResult.VersionConflict conflict) {
            return InvalidInputException.invalid(
                    "version",
                    "must be " + (conflict.actualVersion() + 1) + ", the next version of aggregate '"
                            + conflict.aggregateId() + "' (is " + events.version(refusal.index()) + ")");
        }
        return null;
    }
}
