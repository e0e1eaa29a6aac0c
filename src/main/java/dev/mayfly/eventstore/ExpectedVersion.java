package dev.mayfly.eventstore;

/** What an append expects of an aggregate's version at the moment it takes effect. */
public sealed interface ExpectedVersion {
    /** Any version will do, also none. */
    record Any() implements ExpectedVersion {}

    /** The aggregate has no events yet. */
    record None() implements ExpectedVersion {}

    /** The aggregate has at least one event. */
    record Exists() implements ExpectedVersion {}

    /**
     * The aggregate is at this version.
     *
     * @param version 1, 2, 3 …, or 0 for an aggregate without events
     */
    record Exactly(long version) implements ExpectedVersion {}

    /** Returns whether an aggregate at {@code version} (0: without events) is as expected. */
    default boolean isMetBy(long version) {
        if (this instanceof Exactly exactly) {
            return version == exactly.version();
        }
        if (this instanceof None) {
            return version == 0;
        }
        return this instanceof Any || version > 0;
    }
}
