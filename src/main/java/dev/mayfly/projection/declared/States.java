package dev.mayfly.projection.declared;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The states of a declared projection, one for each key, in the order of the keys. A value that never changes. */
public final class States {
    private final Definition definition;
    private final Groups groups;
    private final long values;
    private final long sizeBytes;

    States(Definition definition, Groups groups, long values, long sizeBytes) {
        this.definition = definition;
        this.groups = groups;
        this.values = values;
        this.sizeBytes = sizeBytes;
    }

    /** Returns the states before the first event, of which there are none. */
    static States none(Definition definition) {
        return new States(definition, Groups.none(), 0, 0);
    }

    /**
     * A page of states, in the order of their keys.
     *
     * @param definition the definition of the states
     * @param groups the states
     * @param more whether further states follow
     */
    public record Page(Definition definition, List<Group> groups, boolean more) {
        /** Copies the list. */
        public Page {
            groups = List.copyOf(groups);
        }

        /** Returns the number of states. */
        public int size() {
            return groups.size();
        }

        /** Returns an upper bound of their size as JSON, in bytes. */
        public long jsonSizeBound() {
            long bytes = 0;
            for (Group group : groups) {
                bytes += 1 + group.jsonSizeBound(definition);
            }
            return bytes;
        }

        /** Returns an upper bound of the size of the state at an index as JSON, in bytes. */
        public long jsonSizeBound(int index) {
            return 1 + groups.get(index).jsonSizeBound(definition);
        }

        /**
         * Returns the first states, as many as fit into a number of bytes as JSON, but at least one if there are any.
         */
        public Page within(long bytes) {
            long sum = 0;
            for (int i = 0; i < groups.size(); i++) {
                sum += 1 + groups.get(i).jsonSizeBound(definition);
                if (sum > bytes && i > 0) {
                    return new Page(definition, groups.subList(0, i), true);
                }
            }
            return this;
        }

        /** Writes the state at an index as <code>{"key": …, "fields": {…}}</code>. */
        public void write(int index, JsonBuffer out) {
            groups.get(index).write(definition, out);
        }

        /** Returns the parts of the key of the state at an index and then its fields, each as JSON. */
        public List<RawJson> values(int index) {
            return groups.get(index).values();
        }

        /** Returns the key of the last state, or null if the page is empty. */
        @Nullable
        Key lastKey() {
            return groups.isEmpty() ? null : groups.get(groups.size() - 1).key();
        }

        /** Returns whether another page has the very same states, none of them changed since. */
        @SuppressWarnings("ReferenceEquality")
        public boolean isSame(Page other) {
            boolean same = more == other.more && size() == other.size();
            for (int i = 0; same && i < size(); i++) {
                same = groups.get(i) == other.groups.get(i);
            }
            return same;
        }
    }

    /** Returns the definition of the states. */
    public Definition definition() {
        return definition;
    }

    /** Returns the number of states. */
    public int size() {
        return groups.size();
    }

    /** Returns their approximate memory, in bytes. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Returns up to {@code limit} states in the order of their keys, after a key if one is given. */
    Page page(@Nullable Key after, int limit) {
        List<Group> found = groups.list(after, limit < Integer.MAX_VALUE ? limit + 1 : limit);
        boolean more = found.size() > limit;
        return new Page(definition, more ? found.subList(0, limit) : found, more);
    }

    /** Returns the states of those keys that have one. */
    Page of(List<Key> keys) {
        List<Group> found = new ArrayList<>();
        for (Key key : keys) {
            Group group = groups.find(key);
            if (group != null) {
                found.add(group);
            }
        }
        return new Page(definition, found, false);
    }

    /** Returns the same states, from which folds may continue while others continue from these. */
    States branch() {
        return new States(definition, groups.branch(), values, sizeBytes);
    }

    Groups groups() {
        return groups;
    }

    /** Returns how many distinct values are stored. */
    long values() {
        return values;
    }
}
