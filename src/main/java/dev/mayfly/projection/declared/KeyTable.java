package dev.mayfly.projection.declared;

import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of groups, numbered 0, 1, 2 … in the order in which they came, and sorted. The table only grows, and
 * successive states share it: each knows how many of the keys are its own. One thread at a time may add, and any thread
 * may read.
 */
final class KeyTable {
    private final ConcurrentHashMap<Key, Integer> numbers = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Key, Integer> sorted = new ConcurrentSkipListMap<>();

    /** Returns the number of keys. */
    int size() {
        return numbers.size();
    }

    /** Returns a key's number, or null if it has none. */
    @Nullable
    Integer number(Key key) {
        return numbers.get(key);
    }

    /**
     * Adds a key.
     *
     * @param number the next number
     */
    void add(Key key, int number) {
        numbers.put(key, number);
        sorted.put(key, number);
    }

    /** Returns a live view of the keys after a given one, or of all keys, in their order, with their numbers. */
    NavigableMap<Key, Integer> following(@Nullable Key after) {
        return after == null ? sorted : sorted.tailMap(after, false);
    }
}
