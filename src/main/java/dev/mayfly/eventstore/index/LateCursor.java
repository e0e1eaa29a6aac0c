package dev.mayfly.eventstore.index;

import org.jspecify.annotations.Nullable;

/** A cursor over the late events of a {@link TimeIndex} up to a bound, by (timestamp, position). For one thread. */
public final class LateCursor {
    private final int[][] blocks;
    private final int bound;
    private final int step;
    private int index;
    private int @Nullable [] block;
    private int at;

    LateCursor(TimeIndex time, long timestamp, int position, boolean ascending, int bound) {
        this.blocks = time.lateBlocks();
        this.bound = bound;
        this.step = ascending ? 1 : -1;
        this.index = time.firstBlock(blocks, timestamp, position);
        if (index < blocks.length) {
            block = TimeIndex.block(blocks, index);
            at = time.before(block, timestamp, position);
            if (ascending) {
                while (at < block.length && time.compare(block[at], timestamp, position) <= 0) {
                    at++;
                }
            } else {
                at--;
            }
        } else if (!ascending && index > 0) {
            block = TimeIndex.block(blocks, --index);
            at = block.length - 1;
        }
    }

    /** Returns the next position, or 0 at the end. */
    public int next() {
        while (block != null) {
            while (at >= 0 && at < block.length) {
                int position = block[at];
                at += step;
                if (position <= bound) {
                    return position;
                }
            }
            index += step;
            block = index >= 0 && index < blocks.length ? TimeIndex.block(blocks, index) : null;
            at = step > 0 || block == null ? 0 : block.length - 1;
        }
        return 0;
    }
}
