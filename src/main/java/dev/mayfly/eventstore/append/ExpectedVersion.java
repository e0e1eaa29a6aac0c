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
     * @param life how many aggregates the store had forgotten when this one began; {@link #ANY_LIFE} for any number
     */
    record Exactly(long version, String history, int life) implements ExpectedVersion {
        /** Any number of forgotten aggregates. */
        public static final int ANY_LIFE = -1;

        /** Makes the expectation of a version in a history. */
        public Exactly(long version, String history) {
            this(version, history, ANY_LIFE);
        }

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
     * @param life how many aggregates the store had forgotten when it began; {@link Exactly#ANY_LIFE} if that does not matter
     */
    default boolean isMetBy(long actual, String incarnation, int life) {
        if (this instanceof Exactly exactly) {
            return actual == exactly.version()
                    && incarnation.startsWith(exactly.history())
                    && (exactly.life() == Exactly.ANY_LIFE
                            || life == Exactly.ANY_LIFE
                            || exactly.life() == life
                            || actual == 0);
        }
        if (this instanceof OneOf any) {
            return any.versions().stream().anyMatch(each -> each.isMetBy(actual, incarnation, life));
        }
        if (this instanceof None) {
            return actual == 0;
        }
        return this instanceof Any || actual > 0;
    }
}
