package dev.mayfly.eventstore.append;

import java.util.List;

/** The version that an aggregate must have at the moment an append takes effect. */
public sealed interface ExpectedVersion {
    /** Any version will do, and so will an aggregate without events. */
    record Any() implements ExpectedVersion {}

    /** The aggregate has no events yet. */
    record None() implements ExpectedVersion {}

    /** The aggregate has at least one event. */
    record Exists() implements ExpectedVersion {}

    /**
     * The aggregate is at this version.
     *
     * @param version 1, 2, 3 …, or 0 for an aggregate without events
     * @param history a prefix of the history's incarnation; empty for any history
     */
    record Exactly(long version, String history) implements ExpectedVersion {
        /** Makes the expectation of a version in any history. */
        public Exactly(long version) {
            this(version, "");
        }
    }

    /**
     * The aggregate meets one of these expectations.
     *
     * @param versions at least one
     */
    record OneOf(List<Exactly> versions) implements ExpectedVersion {
        /** Checks that there is at least one, and copies the list. */
        public OneOf {
            if (versions.isEmpty()) {
                throw new IllegalArgumentException("needs at least one version");
            }
            versions = List.copyOf(versions);
        }
    }

    /**
     * Returns whether an aggregate meets the expectation.
     *
     * @param actual its version, 0 if it has no events
     * @param incarnation the id of the history that it belongs to
     */
    default boolean isMetBy(long actual, String incarnation) {
        if (this instanceof Exactly exactly) {
            return actual == exactly.version() && incarnation.startsWith(exactly.history());
        }
        if (this instanceof OneOf any) {
            return any.versions().stream().anyMatch(each -> each.isMetBy(actual, incarnation));
        }
        if (this instanceof None) {
            return actual == 0;
        }
        return this instanceof Any || actual > 0;
    }
}
