package dev.mayfly.eventstore.index;

import static dev.mayfly.eventstore.index.Postings.COUNT;
import static dev.mayfly.eventstore.index.Postings.DIRECTORY_FROM;
import static dev.mayfly.eventstore.index.Postings.END;
import static dev.mayfly.eventstore.index.Postings.HEAD;
import static dev.mayfly.eventstore.index.Postings.LAST;
import static dev.mayfly.eventstore.index.Postings.OFFSET_BITS;
import static dev.mayfly.eventstore.index.Postings.STRIDE;
import static dev.mayfly.eventstore.index.Postings.TAIL;

import dev.mayfly.eventstore.memory.IntColumn;
import java.util.Arrays;

/** Removes the last positions of rows of {@link Postings}, which readers may be reading. Writer only. */
record RowShortening(Postings postings, IntColumn rows, Slices slices, SliceDirectories directories) {
    /** Removes all positions beyond the bound from a row. */
    void upTo(int row, int bound) {
        int base = row * STRIDE;
        int[] pairs = postings.slicesOf(row, Slices.ALL);
        int[] decoded = new int[Slices.MOST_BYTES];
        int count = 0;
        int kept = 0;
        int keptOfLast = 0;
        for (; 2 * count < pairs.length && slices.firstOf(pairs[2 * count], Slices.ALL) <= bound; count++) {
            keptOfLast = slices.decodeOnce(pairs[2 * count], Slices.ALL, pairs[2 * count + 1], bound, decoded);
            kept += keptOfLast;
        }
        if (count == 0) {
            int head = rows.get(base + HEAD);
            if (head < 0) {
                // The entry stays, because a reader may still look there.
                directories.replace(~head, new int[2]);
            }
            rows.setRelease(base + HEAD, 0);
            rows.set(base + TAIL, 0);
            rows.set(base + END, 0);
        } else {
            int tail = pairs[2 * count - 2];
            int size = Slices.sizeOfShape(pairs[2 * count - 1]);
            int end = Slices.endOf(decoded, keptOfLast);
            if (slices.isShared(tail)) {
                keepShared(base, pairs, count, Slices.shape(size, keptOfLast));
            } else {
                slices.clear(tail, size, end);
                int head = rows.get(base + HEAD);
                if (head < 0) {
                    directories.truncate(~head, count);
                }
            }
            rows.set(base + END, Slices.indexOf(size) << OFFSET_BITS | end);
            rows.setRelease(base + TAIL, tail);
        }
        rows.set(base + COUNT, kept);
        rows.setRelease(base + LAST, count == 0 ? 0 : decoded[keptOfLast - 1]);
    }

    /** Gives a row a directory of its first {@code count} slices, the last of which has the given shape. */
    private void keepShared(int base, int[] pairs, int count, int shape) {
        int[] directory = Arrays.copyOf(pairs, 2 * count);
        directory = Arrays.copyOf(directory, 2 * (count + DIRECTORY_FROM));
        directory[2 * count - 1] = shape;
        int head = rows.get(base + HEAD);
        if (head < 0) {
            directories.replace(~head, directory);
        } else {
            rows.setRelease(base + HEAD, ~directories.add(directory));
        }
    }
}
