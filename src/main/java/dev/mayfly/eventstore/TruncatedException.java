package dev.mayfly.eventstore;

import dev.mayfly.eventstore.prefix.LogPrefix;

/** Thrown where something can be derived only from all events of an aggregate, and some have been removed or redacted. */
public final class TruncatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String aggregateId;
    private final long firstVersion;

    /**
     * Makes the exception.
     *
     * @param firstVersion the version of the first event that is left
     */
    public TruncatedException(String aggregateId, long firstVersion) {
        super("aggregate '" + aggregateId + "' begins at version " + firstVersion);
        this.aggregateId = aggregateId;
        this.firstVersion = firstVersion;
    }

    /**
     * Checks that an aggregate, if it has events, has all of them from version 1 on, none of them redacted.
     *
     * @throws TruncatedException if it has not
     */
    public static void requireWhole(LogPrefix log, String aggregateId) {
        requireFrom(log, aggregateId, 1);
        long redacted = log.redactedVersion(aggregateId);
        if (redacted > 0) {
            throw new TruncatedException(aggregateId, redacted + 1);
        }
    }

    /**
     * Checks that an aggregate, if it has events, has those from a version on.
     *
     * @throws TruncatedException if it has not
     */
    public static void requireFrom(LogPrefix log, String aggregateId, long version) {
        if (log.removed().count() > 0) {
            long first = log.firstVersion(aggregateId);
            if (first > version) {
                throw new TruncatedException(aggregateId, first);
            }
        }
    }

    /** Returns the aggregate's id. */
    public String aggregateId() {
        return aggregateId;
    }

    /** Returns the version of the first event that is left. */
    public long firstVersion() {
        return firstVersion;
    }
}
