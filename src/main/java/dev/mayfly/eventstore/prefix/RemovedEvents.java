package dev.mayfly.eventstore.prefix;

import org.jspecify.annotations.Nullable;

/**
 * The events of a prefix that its log had removed when this was asked for: an immutable value, whatever is removed later.
 * Any thread may call any method.
 */
public interface RemovedEvents {
    /** No removed events. */
    RemovedEvents NONE = new RemovedEvents() {
        @Override
        public long count() {
            return 0;
        }

        @Override
        public boolean contains(long position) {
            return false;
        }

        @Override
        public @Nullable Run next(long after) {
            return null;
        }

        @Override
        public long versions(long after, Versions sink) {
            return 0;
        }
    };

    /**
     * A run of removed positions.
     *
     * @param from the first
     * @param to the last, inclusive
     */
    record Run(long from, long to) {}

    /** Receives last versions of aggregates. */
    @FunctionalInterface
    interface Versions {
        /**
         * Takes a version.
         *
         * @param digest the base64url SHA-256 of the aggregate's id
         * @param version the version of its last event
         */
        void take(String digest, long version);
    }

    /** Returns how many of the prefix's positions have been removed. */
    long count();

    /** Returns whether the event at a position has been removed. */
    boolean contains(long position);

    /** Returns the first whole run of removed positions after a position, or null if there is none. */
    @Nullable
    Run next(long after);

    /**
     * Passes on some versions of the aggregates whose events have all been removed and which continue where they ended.
     *
     * @param after 0 at first, then what the call before returned
     * @return where to continue, or 0 at the end
     */
    long versions(long after, Versions sink);
}
