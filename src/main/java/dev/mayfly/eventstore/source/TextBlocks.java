package dev.mayfly.eventstore.source;

import dev.mayfly.eventstore.index.TrigramIndex;
import java.util.Arrays;

/**
 * The positions of events that may contain a text: those in some blocks, and all that the text index does not cover.
 */
public final class TextBlocks {
    private static final int SIZE = 1 << TrigramIndex.BLOCK_SHIFT;

    private final int[] blocks;
    private final int covered;

    /**
     * Makes the positions.
     *
     * @param blocks the numbers of the blocks, ascending
     * @param covered the first position that the index does not cover
     */
    public TextBlocks(int[] blocks, int covered) {
        this.blocks = blocks;
        this.covered = covered;
    }

    /** Returns the most positions there can be up to a bound. */
    public long count(int bound) {
        return (long) blocks.length * SIZE + Math.max(0, bound - covered + 1);
    }

    /** Returns whether the event at a position may contain the text. */
    public boolean mayHave(int position) {
        return position >= covered || Arrays.binarySearch(blocks, position >>> TrigramIndex.BLOCK_SHIFT) >= 0;
    }

    /** Returns the positions after {@code after} up to {@code bound}. */
    public Source positions(int after, int bound, boolean ascending) {
        return ascending ? upwards(after, bound) : downwards(after, bound);
    }

    private Source upwards(int after, int bound) {
        return new Source() {
            private int position = after;
            private int index = firstBlock(after + 1);

            @Override
            public int next() {
                position++;
                if (position < covered) {
                    int block = position >>> TrigramIndex.BLOCK_SHIFT;
                    while (index < blocks.length && blocks[index] < block) {
                        index++;
                    }
                    int first = index < blocks.length ? blocks[index] << TrigramIndex.BLOCK_SHIFT : covered;
                    position = Math.max(position, first);
                }
                position = Math.min(position, bound + 1);
                return position <= bound ? position : 0;
            }
        };
    }

    private Source downwards(int after, int bound) {
        return new Source() {
            private int position = bound + 1;
            private int index = Math.min(firstBlock(bound), blocks.length - 1);

            @Override
            public int next() {
                position--;
                if (position < covered) {
                    int block = position >>> TrigramIndex.BLOCK_SHIFT;
                    while (index >= 0 && blocks[index] > block) {
                        index--;
                    }
                    int last = index >= 0 ? (blocks[index] + 1 << TrigramIndex.BLOCK_SHIFT) - 1 : 0;
                    position = Math.min(position, last);
                }
                position = Math.max(position, after);
                return position > after ? position : 0;
            }
        };
    }

    /** Returns the index of the first block that ends at or after a position. */
    private int firstBlock(int position) {
        int found = Arrays.binarySearch(blocks, position >>> TrigramIndex.BLOCK_SHIFT);
        return found >= 0 ? found : -found - 1;
    }
}
