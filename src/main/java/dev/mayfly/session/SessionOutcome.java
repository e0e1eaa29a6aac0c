package dev.mayfly.session;

import dev.mayfly.eventstore.append.AppendResult;
import org.jspecify.annotations.Nullable;

/** The outcome of a command to a session. */
public sealed interface SessionOutcome {
    /**
     * The command is carried out.
     *
     * @param session the session after it; as it was before, if the command ended it
     * @param newId the id that the server made, or null
     * @param isNew whether the session is new
     * @param incarnation the history that it belongs to
     * @param position the position of the log at which it was carried out
     */
    record Done(Session session, @Nullable String newId, boolean isNew, String incarnation, long position)
            implements SessionOutcome {}

    /** There is no such session, or it is not live. */
    record Unknown() implements SessionOutcome {}

    /** The id belongs to a session that has ended, or was rotated away. */
    record Ended() implements SessionOutcome {}

    /** The new id was used before. */
    record IdUsed() implements SessionOutcome {}

    /**
     * The attributes would be too large.
     *
     * @param bytes how large
     * @param limit the most bytes
     */
    record TooLarge(int bytes, int limit) implements SessionOutcome {}

    /**
     * The store has as many live sessions as it may have.
     *
     * @param limit how many
     */
    record TooMany(int limit) implements SessionOutcome {}

    /**
     * The events were not stored, or the session is not at the expected version.
     *
     * @param result why; any result except {@link AppendResult.Appended}
     */
    record NotStored(AppendResult result) implements SessionOutcome {}
}
