package dev.mayfly.eventstore.column;

import dev.mayfly.eventstore.index.TrigramIndex;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The text indexes that together cover a log's blocks from the first one: those that a fork shares with its originals,
 * followed by its own. Blocks are numbered across all of them, from 0.
 */
public record TextParts(List<Part> parts) {
    static final TextParts NONE = new TextParts(List.of());

    /**
     * An index of which only the first blocks are used.
     *
     * @param first the number of its first block
     * @param count how many of its blocks are used
     */
    record Part(TrigramIndex index, int first, int count) {
        int end() {
            return first + count;
        }
    }

    /** Returns these parts followed by an index as it is now. */
    TextParts with(TrigramIndex index) {
        Part last = new Part(index, blocks(), index.blocks());
        return new TextParts(IntStream.rangeClosed(0, parts.size())
                .mapToObj(i -> i < parts.size() ? parts.get(i) : last)
                .toList());
    }

    /** Returns the parts that cover the blocks below a bound. */
    TextParts upTo(int bound) {
        return new TextParts(parts.stream()
                .filter(part -> part.first() < bound)
                .map(part -> new Part(part.index(), part.first(), Math.min(part.count(), bound - part.first())))
                .toList());
    }

    /** Returns how many blocks are covered. */
    public int blocks() {
        return parts.isEmpty() ? 0 : parts.get(parts.size() - 1).end();
    }

    /** Returns the bytes that the indexes take. */
    long usedBytes() {
        // Called at every append.
        long bytes = 0;
        for (int i = 0; i < parts.size(); i++) {
            bytes += parts.get(i).index().usedBytes();
        }
        return bytes;
    }

    /** Like {@link TrigramIndex#isPlain}. */
    public boolean isPlain(int block) {
        int i = parts.size() - 1;
        while (parts.get(i).first() > block) {
            i--;
        }
        return parts.get(i).index().isPlain(block - parts.get(i).first());
    }

    /** Like {@link TrigramIndex#blocksWith}. */
    public int[] blocksWith(int[] rows, int bound) {
        int[] found = {};
        for (Part part : parts) {
            int count = Math.min(part.count(), bound - part.first());
            if (count > 0) {
                int[] more = part.index().blocksWith(rows, count);
                int known = found.length;
                found = Arrays.copyOf(found, known + more.length);
                for (int i = 0; i < more.length; i++) {
                    found[known + i] = part.first() + more[i];
                }
            }
        }
        return found;
    }
}
