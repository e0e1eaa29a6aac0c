package dev.mayfly.linearizability;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked a store, and what it was told. {@code call} and {@code back} are when, in nanoseconds; {@code back} is
 * {@link #NEVER} if the client was told nothing.
 */
sealed interface Recorded {
    long NEVER = Long.MAX_VALUE;

    long call();

    long back();

    /**
     * An event as a client sees it.
     *
     * @param op the append that it came with
     * @param index its place in that append
     */
    record Seen(long position, long op, int index, String aggregate, long version, String tag, String recordedAt) {}

    /** An event that is to be appended. */
    record Planned(String aggregate, String tag) {}

    /**
     * An append of events, also if it was sent several times.
     *
     * @param op its number, which all its events bear
     * @param expected the version that the first event's aggregate must have, or -1 for any
     * @param after the position after which no event may bear the first event's tag, or -1 for no such condition
     */
    record Put(long call, long back, long op, List<Planned> events, long expected, long after, Outcome outcome)
            implements Recorded {}

    /** What an append came to. */
    sealed interface Outcome {
        /** The events are stored. */
        record Stored(long first, long last) implements Outcome {}

        /** Nothing is stored: the aggregate has another version. */
        record Conflict(long actual) implements Outcome {}

        /** Nothing is stored: there is an event with the tag. */
        record Matched(long position) implements Outcome {}

        /** Nothing is stored. */
        record Refused(int status) implements Outcome {}

        /** Nobody knows. */
        record Unknown() implements Outcome {}
    }

    /**
     * A read of the events of an aggregate or with a tag, or of all events.
     *
     * @param head the position at which it read
     * @param after the position after which it began
     */
    record Read(
            long call,
            long back,
            long head,
            long after,
            @Nullable String aggregate,
            @Nullable String tag,
            List<Seen> events)
            implements Recorded {
        /** Returns the aggregate or the tag, or null for all. */
        @Nullable
        String name() {
            return aggregate == null ? tag : aggregate;
        }

        boolean wants(Seen event) {
            return (aggregate == null || aggregate.equals(event.aggregate()))
                    && (tag == null || tag.equals(event.tag()));
        }
    }

    /** What a follower of all events received, in this order. */
    record Followed(long call, long back, List<Seen> events) implements Recorded {}

    /** The events of an aggregate before a version were removed. */
    record Truncated(long call, long back, String aggregate, long before) implements Recorded {}
}
