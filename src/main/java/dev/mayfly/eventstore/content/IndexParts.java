package dev.mayfly.eventstore.content;

import dev.mayfly.criteria.where.KeyTest;
import dev.mayfly.eventstore.prefix.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of one path that together cover a log from its first event: those that a fork shares with its originals,
 * followed by its own.
 */
record IndexParts(List<Part> parts) {
    static final IndexParts NONE = new IndexParts(List.of());

    /**
     * An index that is used up to a position.
     *
     * @param after the position after which it begins
     */
    record Part(ValueIndex index, int after, int last) {}

    /** Copies the list. */
    IndexParts {
        parts = List.copyOf(parts);
    }

    /** Returns these parts followed by an index as it is now. */
    IndexParts with(ValueIndex index) {
        if (parts.isEmpty()) {
            return new IndexParts(List.of(new Part(index, 0, index.covered())));
        }
        List<Part> all = new ArrayList<>(parts);
        all.add(new Part(index, covered(), index.covered()));
        return new IndexParts(all);
    }

    /** Returns the parts up to a position. */
    IndexParts upTo(int last) {
        return new IndexParts(parts.stream()
                .filter(part -> part.after() < last)
                .map(part -> new Part(part.index(), part.after(), Math.min(part.last(), last)))
                .toList());
    }

    /** Returns the last position that is covered. */
    int covered() {
        return parts.isEmpty() ? 0 : parts.get(parts.size() - 1).last();
    }

    /** Returns the bytes that the indexes take. */
    long usedBytes() {
        long bytes = 0;
        for (Part part : parts) {
            bytes += part.index().usedBytes();
        }
        return bytes;
    }

    /** Returns how many keys the indexes have; one that several have counts for each. */
    long keys() {
        long keys = 0;
        for (Part part : parts) {
            keys += part.index().size();
        }
        return keys;
    }

    /** Returns the events with one of some keys, and all those that are not covered. */
    Candidates with(List<byte[]> keys) {
        List<int[]> rows = new ArrayList<>(parts.size());
        for (Part part : parts) {
            rows.add(part.index().rows(keys));
        }
        return new IndexedValues(this, rows);
    }

    /**
     * Returns the events with a key that passes a test, and all those that are not covered; null if the keys of a part are
     * more than a number.
     *
     * @param work pays for each key
     */
    @Nullable
    Candidates with(KeyTest test, int most, Work work) {
        List<int[]> rows = new ArrayList<>();
        for (Part part : parts) {
            int[] ofPart = part.index().rows(test, most, work);
            if (ofPart == null) {
                return null;
            }
            rows.add(ofPart);
        }
        return new IndexedValues(this, rows);
    }
}
