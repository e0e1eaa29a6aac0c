package dev.mayfly.eventstore.content;

import dev.mayfly.eventstore.source.Source;
import java.util.ArrayList;
import java.util.List;

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

    /** Returns at least as many as there are events with one of some keys. */
    long count(List<byte[]> keys) {
        long count = 0;
        for (Part part : parts) {
            count += part.index().count(keys);
        }
        return count;
    }

    /** Adds the sources of the events with one of some keys. */
    void sources(List<byte[]> keys, int after, int bound, boolean ascending, List<Source> sources) {
        for (Part part : parts) {
            part.index().sources(keys, Math.max(after, part.after()), Math.min(bound, part.last()), ascending, sources);
        }
    }
}
