package dev.mayfly.eventstore.index;

/**
 * A cursor over a row of {@link Postings}, forwards or backwards, up to a bound. For one thread.
 *
 * <p>Decodes a slice at a time, so that reading a few positions of a long row costs little.
 */
public final class PostingCursor {
    private final Postings postings;
    private final int end;
    private final int[] slices;
    private final int after;
    private final int bound;
    private final boolean ascending;
    private int slice;
    private int[] decoded = new int[16];
    private int count;
    private int at;

    /**
     * Makes a cursor.
     *
     * @param after the position after which to start; 0 for all
     * @param bound the last position to return
     * @param ascending whether to read from the lowest to the highest
     */
    public PostingCursor(Postings postings, int row, int after, int bound, boolean ascending) {
        this.postings = postings;
        this.after = after;
        this.bound = postings.capped(row, bound);
        this.ascending = ascending;
        this.end = postings.slices().end();
        this.slices = postings.slicesOf(row, end);
        this.slice = lastSliceFrom(ascending ? after + 1 : this.bound);
        if (ascending) {
            slice = Math.max(slice, 0);
            fill();
            while (at < count && decoded[at] <= after) {
                at++;
            }
        } else {
            fill();
        }
    }

    /** Returns the next position, or 0 at the end. */
    public int next() {
        if (ascending) {
            while (at == count) {
                if (count == 0) {
                    return 0;
                }
                slice++;
                fill();
            }
            return decoded[at++];
        }
        while (at < 0) {
            if (slice <= 0) {
                return 0;
            }
            slice--;
            fill();
        }
        int position = decoded[at--];
        return position > after ? position : end();
    }

    private int end() {
        at = -1;
        slice = 0;
        return 0;
    }

    /** Fills the buffer from the current slice; it stays empty after the last slice or beyond the bound. */
    private void fill() {
        count = 0;
        if (slice >= 0 && 2 * slice < slices.length) {
            int shape = slices[2 * slice + 1];
            int size = Slices.sizeOfShape(shape);
            if (decoded.length < size) {
                decoded = new int[size];
            }
            count = postings.slices().decode(slices[2 * slice], end, shape, bound, decoded);
        }
        at = ascending ? 0 : count - 1;
    }

    /** Returns the last slice whose first position is at most {@code position}, or -1. */
    private int lastSliceFrom(int position) {
        int low = 0;
        int high = slices.length / 2 - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (postings.slices().firstOf(slices[2 * middle], end) <= position) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
