package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.Arena;
import dev.mayfly.eventstore.memory.Bytes;
import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.Published;
import dev.mayfly.eventstore.memory.UndoCount;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Lists of ascending positions, one a row (1, 2, 3 …), such as the events of each type.
 *
 * <p>A row is a chain of slices of 16 to 1,024 bytes, larger as the row grows. A slice begins with a whole position,
 * goes on with the distances to the next ones as varints, and ends with the address of the slice behind it. Because a
 * distance is never 0, no byte of its varint is: a byte of 0 is one that has not been written, or not become visible,
 * and so the end for a reader, who knows that all it may see is visible to it. A row of four slices or more has a
 * directory of them, for reading backwards and from the middle.
 *
 * <p>What was added since the last {@link #publish} can be undone. Its slices are then written anew, for other rows and
 * in other sizes: a reader follows no address beyond the end that was published when it began. Bytes of a slice that was
 * published already are written anew too: a reader that decodes one looks at the count of undos before and afterwards.
 *
 * <p>A fork shares all bytes that there are when it is made, and from then on nobody writes to them: whoever adds to a row
 * begins a new slice for it, which is small again, and the row gets a directory, which also says of a slice how many of its
 * positions are the row's. Where the fork has fewer positions, a row that the fork has not written to is read up to the
 * fork's beginning only; {@link SharedEnds} knows such rows by the address of their last slice.
 *
 * <p>One writer, lock-free readers.
 */
public final class Postings {
    private static final int COUNT = 0;
    private static final int LAST = 1;
    private static final int HEAD = 2;
    private static final int TAIL = 3;
    private static final int END = 4;
    private static final int STRIDE = 5;

    private static final int ALIGNMENT_SHIFT = 4;
    private static final int LINK_BYTES = 4;
    private static final int OFFSET_BITS = 10;
    private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;
    private static final int DIRECTORY_FROM = 4;

    /** A slice's shape: its size in the lower bits, above them how many positions are the row's, or 0 for all. */
    private static final int SIZE_BITS = 11;

    private static final int SIZE_MASK = (1 << SIZE_BITS) - 1;

    /** As an end of the slices: no end at all. */
    private static final int ALL = -1;

    private final UndoCount undos;
    /** The first address of a slice, taken as unsigned, that is not published. */
    private final Published published = new Published();

    private final IntColumn rows;
    private final Arena slices;
    private final SliceDirectories directories;
    private final SharedEnds ends;
    /** The first address of a slice, taken as unsigned, that is not shared. */
    private int sharedEnd;

    /**
     * Makes an index without rows.
     *
     * @param undos told by whoever calls {@link #truncate}
     */
    public Postings(MemoryMeter meter, UndoCount undos) {
        this.undos = undos;
        this.rows = new IntColumn(meter);
        this.slices = new Arena(meter, 256);
        this.directories = new SliceDirectories(meter);
        this.ends = SharedEnds.NONE;
        // Address 0 means "none".
        slices.allocate(1 << ALIGNMENT_SHIFT);
        publish();
    }

    private Postings(Postings original, MemoryMeter meter, UndoCount undos, SharedEnds ends) {
        this.undos = undos;
        this.rows = original.rows.fork(meter);
        this.slices = original.slices.fork(meter);
        this.directories = original.directories.fork(meter);
        this.ends = ends;
        this.sharedEnd = slice(slices.end());
        publish();
    }

    /**
     * Returns an index with the same rows, of their positions up to {@code last}. Neither sees what is added to the other
     * from now on. Writer only, with everything published.
     *
     * @param meter counts the fork's memory, and has counted this index's already
     * @param forkUndos counts the fork's undos
     * @param cut whether there are positions beyond {@code last}
     */
    public Postings fork(MemoryMeter meter, UndoCount forkUndos, int last, boolean cut) {
        sharedEnd = slice(slices.end());
        return new Postings(this, meter, forkUndos, cut ? ends.with(sharedEnd, last) : ends);
    }

    /** Adds a position, larger than all in it, to a row. Writer only. */
    public void add(int row, int position) {
        int base = row * STRIDE;
        if (!ends.isEmpty()) {
            cut(row);
        }
        int count = rows.getOrZero(base + COUNT);
        if (count == 0) {
            int head = newSlice(0, position);
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
     * Adds to a row {@code first} plus the number of each bit that is set; all larger than what is in it. The same as to
     * {@link #add} each, with the row looked at once. Writer only.
     */
    public void addAll(int row, int first, long bits) {
        int base = row * STRIDE;
        long left = bits;
        while (left != 0) {
            add(row, first + Long.numberOfTrailingZeros(left));
            left = appendWithin(base, first, left & left - 1);
        }
    }

    /** Lets readers follow the addresses of all slices. Writer only; before the positions in them are let be read. */
    public void publish() {
        published.publish(slice(slices.end()));
    }

    /** Returns how many positions a row has, for choosing a plan: a reader may be told of some beyond its bound. */
    public int count(int row) {
        return rows.getOrZero(row * STRIDE + COUNT);
    }

    /** Returns how many positions of a row are not beyond the bound; where some are, that costs as much as reading it. */
    public int countUpTo(int row, int bound) {
        int end = capped(row, bound);
        // The count is written last: one that includes a position beyond the bound comes with a last that is beyond it.
        // The second look at the count is for an undo in between.
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

    /** Returns the last position of a row that is not beyond the bound, or 0. */
    public int last(int row, int bound) {
        int end = capped(row, bound);
        int last = rows.getOrZero(row * STRIDE + LAST);
        return last <= end ? last : new PostingCursor(this, row, 0, end, false).next();
    }

    /** Returns what {@link #sliceGuess} takes for a row, or 0; reading it brings the row near. Writer only. */
    public int tailGuess(int row) {
        return rows.getOrZero(row * STRIDE + TAIL);
    }

    /** Returns something of a slice; reading it brings the slice near. Writer only. */
    public int sliceGuess(int slice) {
        return slices.guess(address(slice));
    }

    /** Returns the first position of a row that is not beyond the bound, or 0. */
    public int first(int row, int bound) {
        int last = capped(row, bound);
        int end = published.end();
        int first = firstOf(slicesOf(row, end)[0], end);
        return first <= last ? first : 0;
    }

    /**
     * Returns the last position that begins a slice, is not beyond the bound and satisfies a predicate that holds up to
     * some position and no further, or 0 if there is none: a place to begin reading near.
     */
    public int lastSliceFirst(int row, int bound, IntPredicate predicate) {
        int last = capped(row, bound);
        int end = published.end();
        int[] addresses = slicesOf(row, end);
        int low = 0;
        int high = addresses.length / 2 - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int first = firstOf(addresses[2 * middle], end);
            if (first <= last && predicate.test(first)) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? 0 : firstOf(addresses[2 * high], end);
    }

    /** Returns the end of the slices' addresses for a reader that begins now. */
    int end() {
        return published.end();
    }

    /** Returns how far a row may be read by a reader that reads up to a bound; to be asked before anything else of the row. */
    int capped(int row, int bound) {
        return ends.isEmpty() ? bound : Math.min(bound, ends.last(rows.getAcquire(row * STRIDE + TAIL)));
    }

    /**
     * Returns the address and the shape of each of a row's slices, in order; some may be beyond the reader's end, or empty
     * for it.
     */
    int[] slicesOf(int row, int end) {
        int head = rows.getAcquire(row * STRIDE + HEAD);
        if (head < 0) {
            return directories.of(~head);
        }
        int[] found = new int[2 * DIRECTORY_FROM];
        int count = 0;
        for (int slice = head; isWithin(slice, end) && count < DIRECTORY_FROM; slice = link(slice, count - 1)) {
            found[2 * count] = slice;
            found[2 * count + 1] = sizeOf(count++);
        }
        return found;
    }

    /** Returns the first position of a slice, or {@link Integer#MAX_VALUE} if it has none for this reader. */
    int firstOf(int slice, int end) {
        if (!isWithin(slice, end)) {
            return Integer.MAX_VALUE;
        }
        long address = address(slice);
        int first = Bytes.intAt(slices.array(address), Arena.offset(address));
        return first == 0 ? Integer.MAX_VALUE : first;
    }

    /** Decodes the positions of a slice that are not beyond the bound; returns how many. */
    int decode(int slice, int end, int shape, int bound, int[] target) {
        while (true) {
            int before = undos.stable();
            int count = decodeOnce(slice, end, shape, bound, target);
            if (undos.isStill(before)) {
                return count;
            }
        }
    }

    private int decodeOnce(int slice, int end, int shape, int bound, int[] target) {
        int position = firstOf(slice, end);
        if (position > bound) {
            return 0;
        }
        long address = address(slice);
        byte[] array = slices.array(address);
        int at = Arena.offset(address) + Integer.BYTES;
        int last = Arena.offset(address) + (shape & SIZE_MASK) - LINK_BYTES;
        int most = shape >>> SIZE_BITS == 0 ? Integer.MAX_VALUE : shape >>> SIZE_BITS;
        int count = 0;
        target[count++] = position;
        while (at < last && count < most) {
            int b = array[at++];
            int delta = b & 0x7F;
            for (int shift = 7; b < 0; shift += 7) {
                b = array[at++];
                delta |= (b & 0x7F) << shift;
            }
            if (b == 0 || (position += delta) > bound) {
                break;
            }
            target[count++] = position;
        }
        return count;
    }

    /** Returns the size in bytes of a slice of a shape. */
    static int sizeOfShape(int shape) {
        return shape & SIZE_MASK;
    }

    /** Returns the size in bytes of the slice number {@code index} of those that a row began since it was shared. */
    private static int sizeOf(int index) {
        if (index < 2) {
            return 16 << index;
        }
        return index < 10 ? 64 : index < 18 ? 128 : index < 26 ? 256 : index < 34 ? 512 : 1024;
    }

    /** Takes all positions beyond the bound, none of them published, out of a row. Writer only. */
    public void truncate(int row, int bound) {
        int base = row * STRIDE;
        // Nothing was added to a row whose last slice is shared.
        if (rows.getOrZero(base + LAST) > bound && !isShared(rows.get(base + TAIL))) {
            keepUpTo(row, bound);
        }
    }

    /** Takes the positions out of a row that it had in the original and has not in the fork. */
    private void cut(int row) {
        int base = row * STRIDE;
        int tail = rows.getOrZero(base + TAIL);
        if (tail != 0) {
            int last = ends.last(tail);
            if (rows.get(base + LAST) > last) {
                keepUpTo(row, last);
            }
        }
    }

    private void keepUpTo(int row, int bound) {
        int base = row * STRIDE;
        int[] pairs = slicesOf(row, ALL);
        int[] decoded = new int[SIZE_MASK];
        int slices = 0;
        int kept = 0;
        int keptOfLast = 0;
        for (; 2 * slices < pairs.length && firstOf(pairs[2 * slices], ALL) <= bound; slices++) {
            keptOfLast = decodeOnce(pairs[2 * slices], ALL, pairs[2 * slices + 1], bound, decoded);
            kept += keptOfLast;
        }
        if (slices == 0) {
            rows.setRelease(base + HEAD, 0);
            rows.set(base + TAIL, 0);
            rows.set(base + END, 0);
        } else {
            int tail = pairs[2 * slices - 2];
            int size = sizeOfShape(pairs[2 * slices - 1]);
            int end = endOf(decoded, keptOfLast);
            if (isShared(tail)) {
                keepShared(base, pairs, slices, size | keptOfLast << SIZE_BITS);
            } else {
                clear(tail, size, end);
                int head = rows.get(base + HEAD);
                if (head < 0) {
                    directories.truncate(~head, slices);
                }
            }
            rows.set(base + END, indexOf(size) << OFFSET_BITS | end);
            rows.setRelease(base + TAIL, tail);
        }
        rows.set(base + COUNT, kept);
        rows.setRelease(base + LAST, slices == 0 ? 0 : decoded[keptOfLast - 1]);
    }

    /** Gives a row a directory of its first so many slices, of which the last one has the given shape. */
    private void keepShared(int base, int[] pairs, int slices, int shape) {
        int[] directory = Arrays.copyOf(pairs, 2 * slices);
        directory = Arrays.copyOf(directory, 2 * (slices + DIRECTORY_FROM));
        directory[2 * slices - 1] = shape;
        int head = rows.get(base + HEAD);
        if (head < 0) {
            directories.replace(~head, directory);
        } else {
            rows.setRelease(base + HEAD, ~directories.add(directory));
        }
    }

    /** Gives back all slices that are not published, when every row has been truncated. Writer only. */
    public void undo() {
        slices.resetTo((published.end() & 0xFFFF_FFFFL) << ALIGNMENT_SHIFT);
    }

    /** Gives back some of what is not needed; returns whether there may be more. Writer only. */
    public boolean trim() {
        rows.trimZeros();
        return slices.trim();
    }

    private boolean isShared(int slice) {
        return Integer.compareUnsigned(slice, sharedEnd) < 0;
    }

    private static boolean isWithin(int slice, int end) {
        return slice != 0 && Integer.compareUnsigned(slice, end) < 0;
    }

    private static int endOf(int[] positions, int count) {
        int end = Integer.BYTES;
        for (int i = 1; i < count; i++) {
            end += Bytes.varintSize(positions[i] - positions[i - 1]);
        }
        return end;
    }

    private void clear(int slice, int size, int from) {
        long address = address(slice);
        int start = Arena.offset(address);
        Arrays.fill(slices.array(address), start + from, start + size, (byte) 0);
    }

    private void append(int base, int delta, int position) {
        int packed = rows.get(base + END);
        int index = packed >>> OFFSET_BITS;
        int offset = packed & OFFSET_MASK;
        int tail = rows.get(base + TAIL);
        boolean shared = isShared(tail);
        if (!shared && offset + Bytes.varintSize(delta) <= sizeOf(index) - LINK_BYTES) {
            long address = address(tail);
            int start = Arena.offset(address);
            int end = Bytes.putVarint(slices.array(address), start + offset, delta) - start;
            rows.set(base + END, index << OFFSET_BITS | end);
        } else {
            int grown = shared ? 0 : index + 1;
            int next = newSlice(grown, position);
            // May throw, which nothing may lead to the new slice then.
            boolean linked = enter(base, grown, next);
            if (linked) {
                VarHandle.releaseFence();
                long address = address(tail);
                Bytes.putInt(slices.array(address), Arena.offset(address) + sizeOf(index) - LINK_BYTES, next);
            }
            rows.set(base + END, grown << OFFSET_BITS | Integer.BYTES);
            rows.setRelease(base + TAIL, next);
        }
    }

    /** Adds what has room in the last slice of a row that is not empty; returns the bits that have none. */
    private long appendWithin(int base, int first, long bits) {
        int packed = rows.get(base + END);
        int room = sizeOf(packed >>> OFFSET_BITS) - LINK_BYTES;
        int offset = packed & OFFSET_MASK;
        int count = rows.get(base + COUNT);
        int last = rows.get(base + LAST);
        long address = address(rows.get(base + TAIL));
        byte[] array = slices.array(address);
        int start = Arena.offset(address);
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

    /** Enters a row's new last slice into its directory if it has one or needs one; returns whether the slice is linked instead. */
    private boolean enter(int base, int index, int slice) {
        int head = rows.get(base + HEAD);
        if (head < 0) {
            directories.add(~head, slice, sizeOf(index));
            return false;
        }
        if (index > 0 && index < DIRECTORY_FROM - 1) {
            return true;
        }
        int[] directory = Arrays.copyOf(slicesOf(base / STRIDE, ALL), 4 * DIRECTORY_FROM);
        int at = 2 * SliceDirectories.size(directory);
        directory[at] = slice;
        directory[at + 1] = sizeOf(index);
        rows.setRelease(base + HEAD, ~directories.add(directory));
        return false;
    }

    private int newSlice(int index, int position) {
        long address = slices.allocate(sizeOf(index));
        byte[] array = slices.array(address);
        int start = Arena.offset(address);
        Bytes.putInt(array, start, position);
        return slice(address);
    }

    /** Returns the first index of a slice that has a size. */
    private static int indexOf(int size) {
        int index = 0;
        while (sizeOf(index) < size) {
            index++;
        }
        return index;
    }

    private int link(int slice, int index) {
        long address = address(slice);
        int at = Arena.offset(address) + sizeOf(index) - LINK_BYTES;
        int next = Bytes.intAt(slices.array(address), at);
        VarHandle.acquireFence();
        return next;
    }

    private static int slice(long address) {
        return (int) (address >>> ALIGNMENT_SHIFT);
    }

    private static long address(int slice) {
        return (slice & 0xFFFF_FFFFL) << ALIGNMENT_SHIFT;
    }
}
