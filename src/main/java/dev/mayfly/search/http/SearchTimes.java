package dev.mayfly.search.http;

import java.time.Duration;

/** A recorder of the durations of searches. */
@FunctionalInterface
public interface SearchTimes {
    /**
     * Counts a search.
     *
     * @param store the name of the store that was searched
     * @param time from the start of the search, after any wait for events, until its page was found
     */
    void took(String store, Duration time);
}
