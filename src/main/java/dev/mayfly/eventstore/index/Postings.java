package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.Bytes;
import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Posting lists: ascending positions, one list per row (1, 2, 3 …), such as the events of each type.
 *
 * <p>A row is a chain of slices of 16 to 1,024 bytes, larger as the row grows. A slice starts with a whole position,
 * continues with the distances to the next ones as varints, and ends with the address of the next slice. A distance is
 * never 0, so no byte of its varint is 0 either. A byte of 0 has not been written, or is not yet visible, and therefore
 * marks the end for a reader: everything within its bound is visible to it. A row of four or more slices has a
 * directory of them, for reading backwards and from the middle.
 *
 * <p>Positions added since the last {@link #publish} can be undone. Their slices are then reused, for other rows and in
 * other sizes, so a reader follows no address beyond the end that was published when it started. Bytes of published
 * slices are rewritten too, so a reader that decodes one compares the count of undos before and after.
 *
 * <p>A fork shares all bytes that exist when it is made, and nothing writes to them from then on. Adding to a row
 * starts a new slice, which is small again, and gives the row a directory, which also records how many positions of a
 * slice belong to the row. If the fork has fewer positions, a row that it has not written to is read only up to the
 * point of the fork; {@link SharedEnds} recognizes such rows by the address of their last slice.
 *
 * <p>One writer, lock-free readers.
 */
public final class Postings {
    static final int COUNT = 0;
    static final int LAST = 1;
    static final int HEAD = 2;
    static final int TAIL = 3;
    static final int END = 4;
    static final int STRIDE = 5;

    private static final int ALL_POSITIONS = Integer.MAX_VALUE - 1;

    static final int OFFSET_BITS = 10;
    private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;
    static final int DIRECTORY_FROM = 4;

    private final IntColumn rows;
    private final Slices slices;
    private final SliceDirectories directories;
    private final SharedEnds ends;

    /**
     * Makes an index without rows.
     *
     * @param undos updated by the caller of {@link #truncate}
     */
    public Postings(MemoryMeter meter, UndoCount undos) {
        this.rows = new IntColumn(meter);
        this.slices = new Slices(meter, undos);
        this.directories = new SliceDirectories(meter);
        this.ends = SharedEnds.NONE;
    }

    private Postings(IntColumn rows, Slices slices, SliceDirectories directories, SharedEnds ends) {
        this.rows = rows;
        this.slices = slices;
        this.directories = directories;
        this.ends = ends;
    }

    /**
     * Returns an index with the same rows and their positions up to {@code last}. Neither sees what is added to the
     * other afterwards. Writer only, with everything published.
     *
     * @param meter counts the fork's memory, and has counted this index's already
     * @param forkUndos counts the fork's undos
     * @param cut whether there are positions beyond {@code last}
     */
    public Postings fork(MemoryMeter meter, UndoCount forkUndos, int last, boolean cut) {
        Slices shared = slices.fork(meter, forkUndos);
        return new Postings(
                rows.fork(meter), shared, directories.fork(meter), cut ? ends.with(slices.sharedEnd(), last) : ends);
    }

    /** Adds a position to a row, larger than all others in it. Writer only. */
    public void add(int row, int position) {
        int base = row * STRIDE;
        if (!ends.isEmpty()) {
            cut(row);
        }
        int count = rows.getOrZero(base + COUNT);
        if (count == 0) {
            int head = slices.add(0, position);
            rows.setRelease(base + TAIL, head);
            rows.set(base + END, Integer.BYTES);
            rows.setRelease(base + HEAD, head);
        } else {
            append(base, position - rows.get(base + LAST), position);
        }
        rows.set(base + LAST, position);
        rows.setRelease(base + COUNT, count + 1);
    }

    /**
     * Adds to a row {@code first} plus the number of each bit that is set; all must be larger than the row's positions.
     * Equivalent to one {@link #add} each, but reads the row only once. Writer only.
     */
    public void addAll(int row, int first, long bits) {
        int base = row * STRIDE;
        long left = bits;
        while (left != 0) {
            add(row, first + Long.numberOfTrailingZeros(left));
            left = appendWithin(base, first, left & left - 1);
        }
    }

    /** Lets readers follow the addresses of all slices. Writer only, before the positions in them are published. */
    public void publish() {
        slices.publish();
    }

    /**
     * Returns how many positions a row has, for choosing a plan; the count may include some beyond the reader's bound.
     */
    public int count(int row) {
        return rows.getOrZero(row * STRIDE + COUNT);
    }

    /**
     * Returns how many positions of a row are within the bound. If some are beyond it, this costs as much as reading
     * the row.
     */
    public int countUpTo(int row, int bound) {
        int end = capped(row, bound);
        // The count is written last, so a count that includes a position beyond the bound comes with a last position
        // beyond it. Reading the count a second time detects an undo in between.
        int all = rows.getAcquire(row * STRIDE + COUNT);
        if (rows.getAcquire(row * STRIDE + LAST) <= end && rows.getOrZero(row * STRIDE + COUNT) == all) {
            return all;
        }
        PostingCursor cursor = new PostingCursor(this, row, 0, end, true);
        int count = 0;
        while (cursor.next() != 0) {
            count++;
        }
        return count;
    }

    /** Returns the last position of a row within the bound, or 0. */
    public int last(int row, int bound) {
        int end = capped(row, bound);
        int last = rows.getOrZero(row * STRIDE + LAST);
        return last <= end ? last : new PostingCursor(this, row, 0, end, false).next();
    }

    /**
     * Returns the argument of {@link #sliceGuess} for a row, or 0; reading it brings the row into the cache. Writer
     * only.
     */
    public int tailGuess(int row) {
        return rows.getOrZero(row * STRIDE + TAIL);
    }

    /** Returns part of a slice; reading it brings the slice into the cache. Writer only. */
    public int sliceGuess(int slice) {
        return slices.guess(slice);
    }

    /** Returns the first position of a row within the bound, or 0. */
    public int first(int row, int bound) {
        int last = capped(row, bound);
        int end = slices.end();
        int first = slices.firstOf(slicesOf(row, end)[0], end);
        return first <= last ? first : 0;
    }

    /**
     * Returns the last position that is the first of a slice, is within the bound and satisfies a predicate, or 0 if
     * there is none. The predicate must hold up to some position and no further. The result is a place near which to
     * start reading.
     */
    public int lastSliceFirst(int row, int bound, IntPredicate predicate) {
        int last = capped(row, bound);
        int end = slices.end();
        int[] addresses = slicesOf(row, end);
        int low = 0;
        int high = addresses.length / 2 - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int first = slices.firstOf(addresses[2 * middle], end);
            if (first <= last && predicate.test(first)) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? 0 : slices.firstOf(addresses[2 * high], end);
    }

    /** Returns the slices. */
    Slices slices() {
        return slices;
    }

    /** Returns how far a reader with a bound may read a row. Must be called before anything else of the row is read. */
    int capped(int row, int bound) {
        return ends.isEmpty() ? bound : Math.min(bound, ends.last(rows.getAcquire(row * STRIDE + TAIL)));
    }

    /**
     * Returns the address and the shape of each slice of a row, in order; some may lie beyond the reader's end, or be
     * empty for it.
     */
    int[] slicesOf(int row, int end) {
        int head = rows.getAcquire(row * STRIDE + HEAD);
        if (head < 0) {
            return directories.of(~head);
        }
        int[] found = new int[2 * DIRECTORY_FROM];
        int count = 0;
        for (int slice = head;
                Slices.isWithin(slice, end) && count < DIRECTORY_FROM;
                slice = slices.next(slice, count - 1)) {
            found[2 * count] = slice;
            found[2 * count + 1] = Slices.sizeOf(count++);
        }
        return found;
    }

    /** Removes all positions beyond the bound from a row; none of them may be published. Writer only. */
    public void truncate(int row, int bound) {
        int base = row * STRIDE;
        // A row whose last slice is shared has had nothing added to it.
        if (rows.getOrZero(base + LAST) > bound && !slices.isShared(rows.get(base + TAIL))) {
            shorten(row, bound);
        }
    }

    /** Removes the positions that a row had in the original but does not have in the fork. */
    private void cut(int row) {
        int base = row * STRIDE;
        int tail = rows.getOrZero(base + TAIL);
        if (tail != 0) {
            int last = ends.last(tail);
            if (rows.get(base + LAST) > last) {
                shorten(row, last);
            }
        }
    }

    private void shorten(int row, int bound) {
        new RowShortening(this, rows, slices, directories).upTo(row, bound);
    }

    /** Frees all unpublished slices, after every row has been truncated. Writer only. */
    public void undo() {
        slices.undo();
    }

    /** Frees some of what is not needed; returns whether there may be more. Writer only. */
    public boolean trim() {
        rows.trimZeros();
        return slices.trim();
    }

    /**
     * Returns how many bytes the index takes, as its meter should count them. Reads every row. Writer only.
     *
     * @param rowCount the number of the last row; rows of which a fork has fewer positions are left out
     * @throws IllegalStateException if a row is inconsistent
     */
    long invariants(int rowCount) {
        int[] decoded = new int[Slices.MOST_BYTES];
        for (int row = 1; row <= rowCount; row++) {
            int count = 0;
            int last = 0;
            int[] pairs = capped(row, ALL_POSITIONS) < ALL_POSITIONS ? new int[0] : slicesOf(row, Slices.ALL);
            for (int i = 0; i < pairs.length && pairs[i] != 0; i += 2) {
                int size = slices.decodeOnce(pairs[i], Slices.ALL, pairs[i + 1], ALL_POSITIONS, decoded);
                for (int at = 0; at < size; at++) {
                    if (decoded[at] <= last) {
                        throw new IllegalStateException("row " + row + " has " + decoded[at] + " after " + last);
                    }
                    last = decoded[at];
                }
                count += size;
            }
            int base = row * STRIDE;
            boolean counted = count == rows.getOrZero(base + COUNT) && last == rows.getOrZero(base + LAST);
            if (pairs.length > 0 && !counted) {
                throw new IllegalStateException("row " + row + " has " + count + " positions up to " + last);
            }
        }
        return rows.invariants() + slices.invariants() + directories.invariants();
    }

    private void append(int base, int delta, int position) {
        int packed = rows.get(base + END);
        int index = packed >>> OFFSET_BITS;
        int offset = packed & OFFSET_MASK;
        int tail = rows.get(base + TAIL);
        boolean shared = slices.isShared(tail);
        if (!shared && offset + Bytes.varintSize(delta) <= Slices.roomOf(index)) {
            int start = Slices.start(tail);
            int end = Bytes.putVarint(slices.array(tail), start + offset, delta) - start;
            rows.set(base + END, index << OFFSET_BITS | end);
        } else {
            int grown = shared ? 0 : index + 1;
            int next = slices.add(grown, position);
            // May throw, so nothing may refer to the new slice yet.
            if (enter(base, grown, next)) {
                slices.link(tail, index, next);
            }
            rows.set(base + END, grown << OFFSET_BITS | Integer.BYTES);
            rows.setRelease(base + TAIL, next);
        }
    }

    /** Adds what fits into the last slice of a row that is not empty; returns the bits that do not fit. */
    private long appendWithin(int base, int first, long bits) {
        int packed = rows.get(base + END);
        int room = Slices.roomOf(packed >>> OFFSET_BITS);
        int offset = packed & OFFSET_MASK;
        int count = rows.get(base + COUNT);
        int last = rows.get(base + LAST);
        int tail = rows.get(base + TAIL);
        byte[] array = slices.array(tail);
        int start = Slices.start(tail);
        long left = bits;
        while (left != 0) {
            int position = first + Long.numberOfTrailingZeros(left);
            if (offset + Bytes.varintSize(position - last) > room) {
                break;
            }
            offset = Bytes.putVarint(array, start + offset, position - last) - start;
            last = position;
            count++;
            left &= left - 1;
        }
        rows.set(base + END, packed & ~OFFSET_MASK | offset);
        rows.set(base + LAST, last);
        rows.setRelease(base + COUNT, count);
        return left;
    }

    /**
     * Adds a row's new last slice to its directory if it has or needs one; returns whether the slice must be linked
     * instead.
     */
    private boolean enter(int base, int index, int slice) {
        int head = rows.get(base + HEAD);
        if (head < 0) {
            directories.add(~head, slice, Slices.sizeOf(index));
            return false;
        }
        if (index > 0 && index < DIRECTORY_FROM - 1) {
            return true;
        }
        int[] directory = Arrays.copyOf(slicesOf(base / STRIDE, Slices.ALL), 4 * DIRECTORY_FROM);
        int at = 2 * SliceDirectories.size(directory);
        directory[at] = slice;
        directory[at + 1] = Slices.sizeOf(index);
        rows.setRelease(base + HEAD, ~directories.add(directory));
        return false;
    }
}
