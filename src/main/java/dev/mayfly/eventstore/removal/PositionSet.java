package dev.mayfly.eventstore.removal;

import java.util.Arrays;

/**
 * An immutable set of positions: bits in blocks of chunks, of which those that are all set or all clear take no memory.
 *
 * <p>A larger set shares the blocks and chunks that it does not change, so it costs one directory, and the changed blocks and
 * chunks.
 */
public final class PositionSet {
    /** The set without positions. */
    public static final PositionSet NONE = new PositionSet(new PositionBlock[0]);

    private static final int SHIFT = PositionBlock.SHIFT;
    private static final int MASK = PositionBlock.SIZE - 1;

    private final PositionBlock[] blocks;
    /** By block: how many positions are in those before it; after the last one, the size. */
    private final int[] before;

    private PositionSet(PositionBlock[] blocks) {
        this.blocks = blocks;
        this.before = new int[blocks.length + 1];
        for (int i = 0; i < blocks.length; i++) {
            before[i + 1] = before[i] + blocks[i].size();
        }
    }

    /** Returns how many positions it has. */
    public int size() {
        return before[blocks.length];
    }

    /** Returns whether it has a position. */
    public boolean contains(int position) {
        int block = position >>> SHIFT;
        return block < blocks.length && blocks[block].contains(position & MASK);
    }

    /** Returns how many of its positions are at most {@code last}. */
    public int countUpTo(int last) {
        int block = last >>> SHIFT;
        return block >= blocks.length ? size() : before[block] + blocks[block].countUpTo(last & MASK);
    }

    /** Returns the first position from {@code from} on that is not in it. */
    public int nextAbsent(int from) {
        int position = from;
        for (int block = from >>> SHIFT; block < blocks.length; block++) {
            int found = blocks[block].nextAbsent(position & MASK);
            position = (block << SHIFT) + found;
            if (found < PositionBlock.SIZE) {
                return position;
            }
        }
        return position;
    }

    /** Returns the last position up to {@code from} that is not in it, or 0 if there is none. */
    public int previousAbsent(int from) {
        int block = from >>> SHIFT;
        if (from <= 0 || block >= blocks.length) {
            return Math.max(0, from);
        }
        int at = from & MASK;
        for (; block >= 0; block--) {
            int found = blocks[block].previousAbsent(at);
            if (found >= 0) {
                return (block << SHIFT) + found;
            }
            at = MASK;
        }
        return 0;
    }

    /** Returns the first position from {@code from} on that is in it, or 0 if there is none. */
    public int nextPresent(int from) {
        int first = Math.max(from, 1);
        int at = first & MASK;
        for (int block = first >>> SHIFT; block < blocks.length; block++) {
            int found = blocks[block].nextPresent(at);
            if (found < PositionBlock.SIZE) {
                return (block << SHIFT) + found;
            }
            at = 0;
        }
        return 0;
    }

    /** Returns the set with these positions too: the first {@code count} of an array. */
    public PositionSet with(int[] positions, int count) {
        Growing growing = new Growing(Arrays.stream(positions, 0, count).max().orElse(0));
        for (int i = 0; i < count; i++) {
            growing.of(positions[i] >>> SHIFT).add(positions[i] & MASK);
        }
        return growing.done();
    }

    /** Returns the set with the positions of a run too, both ends inclusive. */
    public PositionSet withRun(int from, int to) {
        Growing growing = new Growing(to);
        int position = from;
        while (position <= to) {
            int last = Math.min(to, position | MASK);
            growing.of(position >>> SHIFT).addRun(position & MASK, last & MASK);
            position = last + 1;
        }
        return growing.done();
    }

    /** Returns the set of those positions that are at most {@code last}. */
    public PositionSet upTo(int last) {
        int kept = Math.min(blocks.length, (last >>> SHIFT) + 1);
        PositionBlock[] copy = Arrays.copyOf(blocks, kept);
        if (kept == (last >>> SHIFT) + 1) {
            copy[kept - 1] = copy[kept - 1].upTo(last & MASK);
        }
        return new PositionSet(copy);
    }

    /** Returns how many bytes it takes besides what it shares with all sets. */
    public long usedBytes() {
        long bytes = 12L * blocks.length;
        for (PositionBlock block : blocks) {
            bytes += block.usedBytes();
        }
        return bytes;
    }

    /** A set that is being made of this one. */
    private final class Growing {
        private final PositionBlock[] grown;
        private final PositionBlock.Growing[] changed;

        Growing(int last) {
            int wanted = Math.max(blocks.length, (last >>> SHIFT) + 1);
            this.grown = Arrays.copyOf(blocks, wanted);
            Arrays.fill(grown, blocks.length, wanted, PositionBlock.CLEAR);
            this.changed = new PositionBlock.Growing[wanted];
        }

        PositionBlock.Growing of(int block) {
            if (changed[block] == null) {
                changed[block] = new PositionBlock.Growing(grown[block]);
            }
            return changed[block];
        }

        PositionSet done() {
            for (int i = 0; i < grown.length; i++) {
                if (changed[i] != null) {
                    grown[i] = changed[i].done();
                }
            }
            return new PositionSet(grown);
        }
    }
}
