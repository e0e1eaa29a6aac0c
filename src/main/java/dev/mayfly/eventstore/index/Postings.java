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

    /** As an end of the slices: no end at all. */
    private static final int ALL = -1;

    private final MemoryMeter meter;
    private final UndoCount undos;
    /** The first address of a slice, taken as unsigned, that is not published. */
    private final Published published = new Published();

    private final IntColumn rows;
    private final Arena slices;
    private volatile int[][] directories = {};
    private int directoryCount;

    /**
     * Makes an index without rows.
     *
     * @param undos told by whoever calls {@link #truncate}
     */
    public Postings(MemoryMeter meter, UndoCount undos) {
        this.meter = meter;
        this.undos = undos;
        this.rows = new IntColumn(meter);
        this.slices = new Arena(meter, 256);
        // Address 0 means "none".
        slices.allocate(1 << ALIGNMENT_SHIFT);
        publish();
    }

    /** Adds a position, larger than all in it, to a row. Writer only. */
    public void add(int row, int position) {
        int base = row * STRIDE;
        int count = rows.getOrZero(base + COUNT);
        if (count == 0) {
            int head = newSlice(0, position);
            rows.set(base + TAIL, head);
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
        published.publish((int) (slices.end() >>> ALIGNMENT_SHIFT));
    }

    /** Returns how many positions a row has, for choosing a plan: a reader may be told of some beyond its bound. */
    public int count(int row) {
        return rows.getOrZero(row * STRIDE + COUNT);
    }

    /** Returns how many positions of a row are not beyond the bound; where some are, that costs as much as reading it. */
    public int countUpTo(int row, int bound) {
        // The count is written last: one that includes a position beyond the bound comes with a last that is beyond it.
        // The second look at the count is for an undo in between.
        int all = rows.getAcquire(row * STRIDE + COUNT);
        if (rows.getAcquire(row * STRIDE + LAST) <= bound && rows.getOrZero(row * STRIDE + COUNT) == all) {
            return all;
        }
        PostingCursor cursor = new PostingCursor(this, row, 0, bound, true);
        int count = 0;
        while (cursor.next() != 0) {
            count++;
        }
        return count;
    }

    /** Returns the last position of a row that is not beyond the bound, or 0. */
    public int last(int row, int bound) {
        int last = rows.getOrZero(row * STRIDE + LAST);
        if (last <= bound) {
            return last;
        }
        return new PostingCursor(this, row, 0, bound, false).next();
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
        int end = published.end();
        int first = firstOf(slicesOf(row, end)[0], end);
        return first <= bound ? first : 0;
    }

    /**
     * Returns the last position that begins a slice, is not beyond the bound and satisfies a predicate that holds up to
     * some position and no further, or 0 if there is none: a place to begin reading near.
     */
    public int lastSliceFirst(int row, int bound, IntPredicate predicate) {
        int end = published.end();
        int[] addresses = slicesOf(row, end);
        int low = 0;
        int high = addresses.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int first = firstOf(addresses[middle], end);
            if (first <= bound && predicate.test(first)) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? 0 : firstOf(addresses[high], end);
    }

    /** Returns the end of the slices' addresses for a reader that begins now. */
    int end() {
        return published.end();
    }

    /** Returns the addresses of a row's slices, in order; some may be beyond the reader's end, or empty for it. */
    int[] slicesOf(int row, int end) {
        int head = rows.getAcquire(row * STRIDE + HEAD);
        if (head < 0) {
            return directories[~head];
        }
        int[] found = new int[DIRECTORY_FROM];
        int count = 0;
        for (int slice = head; isWithin(slice, end) && count < DIRECTORY_FROM; slice = link(slice, count - 1)) {
            found[count++] = slice;
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

    /** Decodes the positions of a row's slice number {@code index} that are not beyond the bound; returns how many. */
    int decode(int slice, int end, int index, int bound, int[] target) {
        while (true) {
            int before = undos.stable();
            int count = decodeOnce(slice, end, index, bound, target);
            if (undos.isStill(before)) {
                return count;
            }
        }
    }

    private int decodeOnce(int slice, int end, int index, int bound, int[] target) {
        int position = firstOf(slice, end);
        if (position > bound) {
            return 0;
        }
        long address = address(slice);
        byte[] array = slices.array(address);
        int at = Arena.offset(address) + Integer.BYTES;
        int last = Arena.offset(address) + sizeOf(index) - LINK_BYTES;
        int count = 0;
        target[count++] = position;
        while (at < last) {
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

    /** Returns the size in bytes of a row's slice number {@code index}. */
    static int sizeOf(int index) {
        if (index < 2) {
            return 16 << index;
        }
        return index < 10 ? 64 : index < 18 ? 128 : index < 26 ? 256 : index < 34 ? 512 : 1024;
    }

    /** Takes all positions beyond the bound, none of them published, out of a row. Writer only. */
    public void truncate(int row, int bound) {
        int base = row * STRIDE;
        if (rows.getOrZero(base + LAST) <= bound) {
            return;
        }
        int[] addresses = slicesOf(row, ALL);
        int kept = 0;
        int last = 0;
        int keep = -1;
        int keepCount = 0;
        boolean some = addresses.length > 0 && firstOf(addresses[0], ALL) <= bound;
        int[] decoded = some ? new int[sizeOf(Integer.MAX_VALUE)] : new int[0];
        for (int i = 0; i < addresses.length && firstOf(addresses[i], ALL) <= bound; i++) {
            keep = i;
            keepCount = decodeOnce(addresses[i], ALL, i, bound, decoded);
            last = decoded[keepCount - 1];
            kept += keepCount;
        }
        if (keep < 0) {
            rows.setRelease(base + HEAD, 0);
            rows.set(base + TAIL, 0);
            rows.set(base + END, 0);
        } else {
            int end = endOf(decoded, keepCount);
            clear(addresses[keep], keep, end);
            rows.set(base + TAIL, addresses[keep]);
            rows.set(base + END, keep << OFFSET_BITS | end);
            int head = rows.get(base + HEAD);
            if (head < 0) {
                Arrays.fill(directories[~head], keep + 1, addresses.length, 0);
            }
        }
        rows.set(base + COUNT, kept);
        rows.setRelease(base + LAST, last);
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

    private void clear(int slice, int index, int from) {
        long address = address(slice);
        int start = Arena.offset(address);
        Arrays.fill(slices.array(address), start + from, start + sizeOf(index), (byte) 0);
    }

    private void append(int base, int delta, int position) {
        int packed = rows.get(base + END);
        int index = packed >>> OFFSET_BITS;
        int offset = packed & OFFSET_MASK;
        int tail = rows.get(base + TAIL);
        if (offset + Bytes.varintSize(delta) <= sizeOf(index) - LINK_BYTES) {
            long address = address(tail);
            int start = Arena.offset(address);
            int end = Bytes.putVarint(slices.array(address), start + offset, delta) - start;
            rows.set(base + END, index << OFFSET_BITS | end);
        } else {
            int next = newSlice(index + 1, position);
            // May throw, which nothing may lead to the new slice then.
            enter(base, index + 1, next);
            VarHandle.releaseFence();
            long address = address(tail);
            Bytes.putInt(slices.array(address), Arena.offset(address) + sizeOf(index) - LINK_BYTES, next);
            rows.set(base + TAIL, next);
            rows.set(base + END, index + 1 << OFFSET_BITS | Integer.BYTES);
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

    private void enter(int base, int index, int slice) {
        int head = rows.get(base + HEAD);
        if (head > 0 && index >= DIRECTORY_FROM - 1) {
            int[] directory = Arrays.copyOf(slicesOf(base / STRIDE, ALL), 2 * DIRECTORY_FROM);
            directory[index] = slice;
            int ordinal = directoryCount++;
            int[][] all = directories;
            if (ordinal >= all.length) {
                all = Arrays.copyOf(all, Math.max(4, all.length * 2));
                meter.add(8L * (all.length - ordinal));
            }
            all[ordinal] = directory;
            meter.add(MemoryMeter.ARRAY_HEADER_BYTES + 4L * directory.length);
            directories = all;
            rows.setRelease(base + HEAD, ~ordinal);
        } else if (head < 0) {
            int[] directory = directories[~head];
            if (index == directory.length) {
                directory = Arrays.copyOf(directory, index + (index >> 1));
                meter.add(4L * (directory.length - index));
            }
            directory[index] = slice;
            int[][] all = directories;
            all[~head] = directory;
            directories = all;
        }
    }

    private int newSlice(int index, int position) {
        long address = slices.allocate(sizeOf(index));
        byte[] array = slices.array(address);
        int start = Arena.offset(address);
        Bytes.putInt(array, start, position);
        return (int) (address >>> ALIGNMENT_SHIFT);
    }

    private int link(int slice, int index) {
        long address = address(slice);
        int at = Arena.offset(address) + sizeOf(index) - LINK_BYTES;
        int next = Bytes.intAt(slices.array(address), at);
        VarHandle.acquireFence();
        return next;
    }

    private static long address(int slice) {
        return (slice & 0xFFFF_FFFFL) << ALIGNMENT_SHIFT;
    }
}
