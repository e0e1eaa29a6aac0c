package dev.mayfly.projection.declared;

import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that groups have, numbered 0, 1, 2 … as they came, and in their order. It only grows, and is shared by all
 * states that follow one another: each knows how many of the keys are its own. One thread adds, any number reads.
 */
final class KeyTable {
    private final ConcurrentHashMap<Key, Integer> numbers = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Key, Integer> sorted = new ConcurrentSkipListMap<>();

    /** Returns how many keys there are. */
    int size() {
        return numbers.size();
    }

    /** Returns a key's number, or null if it has none. */
    @Nullable
    Integer number(Key key) {
        return numbers.get(key);
    }

    /** Adds a key under the next number. */
    void add(Key key, int number) {
        numbers.put(key, number);
        sorted.put(key, number);
    }

    /** Returns the keys after one, or all, in their order, with their numbers. */
    NavigableMap<Key, Integer> behind(@Nullable Key after) {
        return after == null ? sorted : sorted.tailMap(after, false);
    }
}
