package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import java.util.Arrays;

/**
 * An index from trigrams to the blocks of 64 positions that contain them. A trigram is three consecutive bytes of the
 * folded text of an event's data.
 *
 * <p>A trigram's row is its hash, so there are at most 65,536 rows whatever the data is. A block may therefore be
 * listed for a trigram that it does not contain, and the caller must check the events. Blocks are added in order, by
 * one writer at a time; any thread may read what has been added, without a lock.
 */
public final class TrigramIndex {
    /** The binary logarithm of the number of positions in a block. */
    public static final int BLOCK_SHIFT = 6;

    private static final int ROW_BITS = 16;
    /** Ruling out a block saves about as much time as reading this many entries of a row costs. */
    private static final int ENTRIES_PER_BLOCK = 4096;

    private static final int PIECE_BYTES = 8192;
    private static final int TRIGRAM_MASK = 0xFFFFFF;

    private final MemoryMeter meter = new MemoryMeter();
    /** By row: the numbers of the blocks, counted from 1. */
    private final Postings postings = new Postings(meter, new UndoCount());
    /** One bit per block: whether a value in it needs a closer look. */
    private final IntColumn odd = new IntColumn(meter);

    private volatile int blocks;

    /** The trigrams of up to 64 of the next blocks, which are added together. For one thread. */
    public static final class Batch {
        private final FoldedJson reading = new FoldedJson();
        private final byte[] piece = new byte[PIECE_BYTES];
        /** By row minus 1: the blocks that contain it, one bit each. */
        private final long[] having = new long[1 << ROW_BITS];

        private long odd;
        private int count;

        /** Makes an empty batch, which can be reused after it has been added. */
        public Batch() {}

        /** Adds the trigrams of the JSON value in these bytes, which must be well-formed, to the last block. */
        public void add(byte[] json, int offset, int length) {
            reading.open(json, offset, length);
            long block = 1L << count;
            long[] rows = having;
            int trigram = 0;
            int before = 2;
            while (!reading.isAtEnd()) {
                int end = reading.read(piece, 0);
                int i = 0;
                for (; i < end && before > 0; i++, before--) {
                    trigram = trigram << 8 | piece[i] & 0xFF;
                }
                for (; i < end; i++) {
                    trigram = trigram << 8 | piece[i] & 0xFF;
                    rows[row(trigram) - 1] |= block;
                }
            }
            if (!reading.isPlain()) {
                odd |= block;
            }
        }

        /** Ends the last block and starts another. */
        public void endBlock() {
            count++;
        }

        /** Returns whether there is no room for another block. */
        public boolean isFull() {
            return count == Long.SIZE;
        }
    }

    /** Makes an empty index. */
    public TrigramIndex() {}

    /** Returns the row of the trigram in the lowest 24 bits, above 0. */
    static int row(int trigram) {
        return ((trigram & TRIGRAM_MASK) * 0x9E3779B1 >>> 32 - ROW_BITS) + 1;
    }

    /** Adds the finished blocks of a batch, and empties it. One writer at a time. */
    public void add(Batch batch) {
        int first = blocks + 1;
        long[] having = batch.having;
        for (int i = 0; i < having.length; i++) {
            if (having[i] != 0) {
                postings.addAll(i + 1, first, having[i]);
                having[i] = 0;
            }
        }
        for (long left = batch.odd; left != 0; left &= left - 1) {
            int number = blocks + Long.numberOfTrailingZeros(left);
            int word = number >>> 5;
            odd.set(word, odd.getOrZero(word) | 1 << number);
        }
        postings.publish();
        blocks = first - 1 + batch.count;
        batch.odd = 0;
        batch.count = 0;
    }

    /** Frees some of what is not needed; returns whether there may be more. One writer at a time. */
    public boolean trim() {
        return postings.trim();
    }

    /** Returns whether {@link TextPattern#isInPlain} may be used for the values of an added block. */
    public boolean isPlain(int block) {
        return (odd.getOrZero(block >>> 5) & 1 << block) == 0;
    }

    /** Returns how many blocks have been added. */
    public int blocks() {
        return blocks;
    }

    /** Returns the bytes that the index takes. */
    public long usedBytes() {
        return meter.usedBytes();
    }

    /**
     * Returns the blocks that may have all rows, as ascending numbers from 0, below {@code bound}.
     *
     * @param rows the rows, at least one
     * @param bound at most {@link #blocks()}
     */
    public int[] blocksWith(int[] rows, int bound) {
        long[] byCount = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            byCount[i] = (long) postings.count(rows[i]) << 32 | rows[i];
        }
        Arrays.sort(byCount);
        int[] found = new int[(int) Math.min(byCount[0] >>> 32, bound)];
        int size = 0;
        PostingCursor rarest = new PostingCursor(postings, (int) byCount[0], 0, bound, true);
        for (int number = rarest.next(); number != 0 && size < found.length; number = rarest.next()) {
            found[size++] = number;
        }
        for (int i = 1; i < byCount.length && (byCount[i] >>> 32) < (long) size * ENTRIES_PER_BLOCK; i++) {
            size = retain(found, size, new PostingCursor(postings, (int) byCount[i], found[0] - 1, bound, true));
        }
        int[] numbers = Arrays.copyOf(found, size);
        for (int i = 0; i < size; i++) {
            numbers[i]--;
        }
        return numbers;
    }

    /**
     * Returns how many bytes the index takes, as its meter should count them. Reads every row. One writer at a time.
     *
     * @throws IllegalStateException if a row is inconsistent
     */
    long invariants() {
        return postings.invariants(1 << ROW_BITS) + odd.invariants();
    }

    private static int retain(int[] numbers, int size, PostingCursor cursor) {
        int kept = 0;
        int other = cursor.next();
        for (int i = 0; i < size && other != 0; i++) {
            while (other != 0 && other < numbers[i]) {
                other = cursor.next();
            }
            if (other == numbers[i]) {
                numbers[kept++] = other;
            }
        }
        return kept;
    }
}
