package dev.mayfly.projection.declared;

import dev.mayfly.event.json.JsonBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The states of a declared projection, one a key, in the order of the keys. A value that never changes. */
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

    /** Returns the states before the first event: none. */
    static States none(Definition definition) {
        return new States(definition, Groups.none(), 0, 0);
    }

    /**
     * Some states in the order of their keys.
     *
     * @param definition what they are states of
     * @param groups the states
     * @param more whether there are others after them
     */
    public record Page(Definition definition, List<Group> groups, boolean more) {
        /** Copies the list. */
        public Page {
            groups = List.copyOf(groups);
        }

        /** Returns how many states there are. */
        public int size() {
            return groups.size();
        }

        /** Returns an upper bound of the bytes that they are as JSON. */
        public long jsonSizeBound() {
            long bytes = 0;
            for (Group group : groups) {
                bytes += 1 + group.jsonSizeBound(definition);
            }
            return bytes;
        }

        /** Returns as many of them as fit into a number of bytes as JSON, but at least the first. */
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

        /** Writes one of them as <code>{"key": …, "fields": {…}}</code>. */
        public void write(int index, JsonBuffer out) {
            groups.get(index).write(definition, out);
        }

        /** Returns the key of the last of them, or null if there is none. */
        @Nullable
        Key lastKey() {
            return groups.isEmpty() ? null : groups.get(groups.size() - 1).key();
        }

        /** Returns whether another page has the very same states, unchanged since. */
        @SuppressWarnings("ReferenceEquality")
        public boolean isSame(Page other) {
            boolean same = more == other.more && size() == other.size();
            for (int i = 0; same && i < size(); i++) {
                same = groups.get(i) == other.groups.get(i);
            }
            return same;
        }
    }

    /** Returns what they are states of. */
    public Definition definition() {
        return definition;
    }

    /** Returns how many there are. */
    public int size() {
        return groups.size();
    }

    /** Returns about how many bytes they take in memory. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Returns up to {@code limit} states in the order of their keys, after a key if one is given. */
    Page page(@Nullable Key after, int limit) {
        List<Group> found = groups.list(after, limit < Integer.MAX_VALUE ? limit + 1 : limit);
        boolean more = found.size() > limit;
        return new Page(definition, more ? found.subList(0, limit) : found, more);
    }

    /** Returns the states of some keys, as far as there are such. */
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

    /** Returns the same states, which folds may continue from while others continue from these. */
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
