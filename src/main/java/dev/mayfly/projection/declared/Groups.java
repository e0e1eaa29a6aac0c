package dev.mayfly.projection.declared;

import dev.mayfly.projection.declared.value.FieldDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups by their keys. A value that never changes: an {@link Edit} makes another one, which shares with it the chunks
 * of groups that stayed the same.
 */
final class Groups {
    private static final int SHIFT = 6;
    private static final int CHUNK = 1 << SHIFT;
    private static final int MASK = CHUNK - 1;

    private final KeyTable keys;
    private final Group[][] chunks;
    private final int size;
    /** The number of edits that led to it. */
    private final long generation;

    private Groups(KeyTable keys, Group[][] chunks, int size, long generation) {
        this.keys = keys;
        this.chunks = chunks;
        this.size = size;
        this.generation = generation;
    }

    /** Returns the value without groups. */
    static Groups none() {
        return new Groups(new KeyTable(), new Group[0][], 0, 0);
    }

    /** Returns the number of groups. */
    int size() {
        return size;
    }

    /** Returns the group of a key, or null if there is none. */
    @Nullable
    Group find(Key key) {
        Integer number = keys.number(key);
        return number == null || number >= size ? null : chunks[number >> SHIFT][number & MASK];
    }

    /** Returns up to {@code limit} groups in the order of their keys, after a key if one is given. */
    List<Group> list(@Nullable Key after, int limit) {
        List<Group> found = new ArrayList<>(Math.min(limit, size));
        for (Map.Entry<Key, Integer> entry : keys.following(after).entrySet()) {
            if (found.size() == limit) {
                break;
            }
            int number = entry.getValue();
            if (number < size) {
                found.add(chunks[number >> SHIFT][number & MASK]);
            }
        }
        return found;
    }

    /**
     * Returns the same groups with a table of keys of their own, so that one thread may continue from them and another
     * from these. Takes time in proportion to their number.
     */
    Groups branch() {
        return new Groups(ownKeys(), chunks, size, generation);
    }

    /** Begins an edit, which leaves this value as it is. */
    Edit edit() {
        return new Edit(this);
    }

    /**
     * Groups that are being changed. Each group it returns is its own copy, not visible elsewhere until the edit ends.
     * For one thread.
     */
    static final class Edit {
        private final Groups from;
        private final long generation;
        private final List<Group> added = new ArrayList<>();
        private final Map<Key, Group> addedByKey = new HashMap<>();
        private Group[][] chunks;
        private boolean changed;

        private Edit(Groups from) {
            this.from = from;
            this.generation = from.generation + 1;
            this.chunks = from.chunks;
        }

        /** Returns the number of groups, including added ones. */
        int size() {
            return from.size + added.size();
        }

        /** Returns the group of a key for changing it, or null if there is none. */
        @Nullable
        Group find(Key key) {
            Integer number = from.keys.number(key);
            if (number == null || number >= from.size) {
                return addedByKey.get(key);
            }
            Group[] chunk = chunks[number >> SHIFT];
            Group group = chunk[number & MASK];
            if (group.generation() == generation) {
                return group;
            }
            if (!changed) {
                changed = true;
                chunks = chunks.clone();
            }
            if (chunk == from.chunks[number >> SHIFT]) {
                chunk = chunk.clone();
                chunks[number >> SHIFT] = chunk;
            }
            Group copy = group.copy(generation);
            chunk[number & MASK] = copy;
            return copy;
        }

        /** Adds a group for a key that has none, and returns it for changing it. */
        Group add(Key key, List<FieldDefinition> fields) {
            Group group = Group.of(key, fields, generation);
            added.add(group);
            addedByKey.put(key, group);
            return group;
        }

        /** Ends the edit and returns the resulting groups; the same object as before if no group was found or added. */
        Groups finish() {
            if (!changed && added.isEmpty()) {
                return from;
            }
            if (added.isEmpty()) {
                return new Groups(from.keys, chunks, from.size, generation);
            }
            KeyTable keys = from.keys.size() == from.size ? from.keys : from.ownKeys();
            Group[][] more = Arrays.copyOf(chunks, (size() + CHUNK - 1) >> SHIFT);
            int number = from.size;
            for (Group group : added) {
                int chunk = number >> SHIFT;
                if ((number & MASK) == 0) {
                    more[chunk] = new Group[CHUNK];
                } else if (chunk < from.chunks.length && more[chunk] == from.chunks[chunk]) {
                    more[chunk] = more[chunk].clone();
                }
                more[chunk][number & MASK] = group;
                keys.add(group.key(), number++);
            }
            return new Groups(keys, more, number, generation);
        }
    }

    /** Returns a table of these groups' keys alone; needed if another edit has continued from the same groups. */
    private KeyTable ownKeys() {
        KeyTable own = new KeyTable();
        for (int number = 0; number < size; number++) {
            own.add(chunks[number >> SHIFT][number & MASK].key(), number);
        }
        return own;
    }
}
