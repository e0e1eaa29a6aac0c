package dev.mayfly.dump;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.eventstore.Import;
import org.jspecify.annotations.Nullable;

/** A store or a snapshot that is being filled with the events of a text. For one thread at a time. */
final class Filling {
    /** Means that the text does not declare the number of events. */
    static final long UNKNOWN = -1;

    private final String name;
    private final boolean snapshot;
    private final long announced;
    private final @Nullable Import target;
    private long events;
    private long positions;
    private long lastRecordedNanos = Long.MIN_VALUE;

    /**
     * Makes an instance without events.
     *
     * @param name the name of the store or snapshot
     * @param announced the last position that must follow, or {@link #UNKNOWN}
     * @param target the target of the events; null to ignore them
     */
    Filling(String name, boolean snapshot, long announced, @Nullable Import target) {
        this.name = name;
        this.snapshot = snapshot;
        this.announced = announced;
        this.target = target;
    }

    boolean isSnapshot() {
        return snapshot;
    }

    /** Returns the last position filled so far; 0 for a snapshot. */
    long storePositions() {
        return snapshot ? 0 : positions;
    }

    /** Returns whether all declared events have been added. */
    boolean isFull() {
        return announced == UNKNOWN || positions == announced;
    }

    /** Returns the result of the filling so far. */
    DumpReader.Read read() {
        return new DumpReader.Read(name, events, positions);
    }

    /** Adds events; returns why they were refused, or null. */
    Import.@Nullable Refusal add(EventBatch batch) {
        Import.Refusal refusal = target == null ? null : target.add(batch);
        if (refusal == null) {
            events += batch.size();
            positions += batch.size();
        }
        return refusal;
    }

    /**
     * Adds what was removed between events.
     *
     * @return why it was refused, or null
     * @throws InvalidInputException if it does not fit what was added before
     */
    Import.@Nullable Refusal add(GapLine line) {
        if (line instanceof GapLine.Removed removed) {
            if (removed.from() != positions + 1) {
                throw InvalidInputException.invalid(
                        "removed.from",
                        "must be " + (positions + 1) + ", the next position (is " + removed.from() + ")");
            }
            Import.Refusal refusal = target == null ? null : target.skip(removed.from(), removed.to());
            positions = refusal == null ? removed.to() : positions;
            return refusal;
        }
        ((GapLine.Versions) line).byDigest().forEach((digest, version) -> {
            if (target != null && !target.version(digest, version)) {
                throw InvalidInputException.invalid(
                        "versions." + digest,
                        "must be the version of an aggregate, by the SHA-256 of its id in base64url, and all of them"
                                + " together at most the number of removed positions before this line");
            }
        });
        return target == null ? null : target.overrun();
    }

    /** Makes the events part of their target, and returns whether that succeeded. */
    boolean commit() {
        return target == null || target.commit();
    }

    void close() {
        if (target != null) {
            target.close();
        }
    }

    /**
     * Checks that events are complete, have the next positions, and are in the order in which they were recorded.
     *
     * @param line the number of the first line of the batch's text
     * @throws InvalidInputException with the line of the first event that is not
     */
    void requireNext(EventBatch batch, long line) {
        for (int i = 0; i < batch.size(); i++) {
            InvalidInputException mistake = mistake(batch, i);
            if (mistake != null) {
                throw mistake.atLine(EventParser.lineOf(batch, i, 0, line));
            }
            lastRecordedNanos = batch.recordedAtNanos(i);
        }
    }

    private @Nullable InvalidInputException mistake(EventBatch batch, int i) {
        String missing = Mistakes.missing(batch, i);
        if (missing != null) {
            return InvalidInputException.invalid(missing, "is required");
        }
        long expected = positions + i + 1;
        if (batch.position(i) != expected) {
            return InvalidInputException.invalid(
                    "position", "must be " + expected + ", the next position (is " + batch.position(i) + ")");
        }
        return batch.recordedAtNanos(i) < lastRecordedNanos
                ? InvalidInputException.invalid("recordedAt", "must not be before that of the previous event")
                : null;
    }
}
