package dev.mayfly.eventstore.removal;

import java.util.Arrays;

/**
 * An immutable part of a {@link PositionSet}: 1,048,576 places as bits in chunks of 4,096, of which those that are all set or
 * all clear take no memory.
 */
final class PositionBlock {
    static final int SHIFT = 20;
    static final int SIZE = 1 << SHIFT;

    private static final int CHUNK_SHIFT = 12;
    private static final int CHUNK = 1 << CHUNK_SHIFT;
    private static final int CHUNKS = SIZE / CHUNK;
    private static final int WORDS = CHUNK / Long.SIZE;
    /** What a block takes besides its chunks, and a chunk, in bytes. */
    private static final int BLOCK_BYTES = 12 * CHUNKS + 64;

    private static final int CHUNK_BYTES = Long.BYTES * WORDS + 16;
    private static final long[] CLEAR_CHUNK = new long[WORDS];
    private static final long[] FULL_CHUNK = full();

    /** The block without places. */
    static final PositionBlock CLEAR = of(CLEAR_CHUNK, 0);
    /** The block with all places. */
    static final PositionBlock FULL = of(FULL_CHUNK, CHUNK);

    private final long[][] chunks;
    /** By chunk: how many places are in those before it; after the last chunk, in all. */
    private final int[] before;

    private PositionBlock(long[][] chunks, int[] before) {
        this.chunks = chunks;
        this.before = before;
    }

    private static long[] full() {
        long[] words = new long[WORDS];
        Arrays.fill(words, -1L);
        return words;
    }

    private static PositionBlock of(long[] words, int each) {
        long[][] chunks = new long[CHUNKS][];
        Arrays.fill(chunks, words);
        int[] before = new int[CHUNKS + 1];
        Arrays.setAll(before, i -> i * each);
        return new PositionBlock(chunks, before);
    }

    private static int count(long[] words) {
        if (words == CLEAR_CHUNK || words == FULL_CHUNK) {
            return words == CLEAR_CHUNK ? 0 : CHUNK;
        }
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    int size() {
        return before[CHUNKS];
    }

    boolean contains(int at) {
        return (chunks[at >>> CHUNK_SHIFT][at >>> 6 & WORDS - 1] >>> at & 1) != 0;
    }

    /** Returns how many of its places are at most {@code last}. */
    int countUpTo(int last) {
        int chunk = last >>> CHUNK_SHIFT;
        long[] words = chunks[chunk];
        int word = last >>> 6 & WORDS - 1;
        int count = before[chunk];
        for (int i = 0; i < word; i++) {
            count += Long.bitCount(words[i]);
        }
        return count + Long.bitCount(words[word] & -1L >>> 63 - (last & 63));
    }

    /** Returns the first place from {@code from} on that is not in it, or {@link #SIZE} if there is none. */
    int nextAbsent(int from) {
        int at = from;
        while (at < SIZE) {
            long[] words = chunks[at >>> CHUNK_SHIFT];
            if (words == FULL_CHUNK) {
                at = (at >>> CHUNK_SHIFT) + 1 << CHUNK_SHIFT;
                continue;
            }
            long absent = ~words[at >>> 6 & WORDS - 1] >>> at;
            if (absent != 0) {
                return at + Long.numberOfTrailingZeros(absent);
            }
            at = (at >>> 6) + 1 << 6;
        }
        return SIZE;
    }

    /** Returns the last place up to {@code from} that is not in it, or -1 if there is none. */
    int previousAbsent(int from) {
        int at = from;
        while (at >= 0) {
            long[] words = chunks[at >>> CHUNK_SHIFT];
            if (words == FULL_CHUNK) {
                at = (at >>> CHUNK_SHIFT << CHUNK_SHIFT) - 1;
                continue;
            }
            long absent = ~words[at >>> 6 & WORDS - 1] << 63 - (at & 63);
            if (absent != 0) {
                return at - Long.numberOfLeadingZeros(absent);
            }
            at = (at >>> 6 << 6) - 1;
        }
        return -1;
    }

    /** Returns the first place from {@code from} on that is in it, or {@link #SIZE} if there is none. */
    int nextPresent(int from) {
        int at = from;
        while (at < SIZE) {
            long[] words = chunks[at >>> CHUNK_SHIFT];
            if (words == CLEAR_CHUNK) {
                at = (at >>> CHUNK_SHIFT) + 1 << CHUNK_SHIFT;
                continue;
            }
            long present = words[at >>> 6 & WORDS - 1] >>> at;
            if (present != 0) {
                return at + Long.numberOfTrailingZeros(present);
            }
            at = (at >>> 6) + 1 << 6;
        }
        return SIZE;
    }

    /** Returns the block of those places that are at most {@code last}. */
    PositionBlock upTo(int last) {
        Growing less = new Growing(this);
        int first = last >>> CHUNK_SHIFT;
        long[] words = less.own(first);
        for (int at = last + 1; at < first + 1 << CHUNK_SHIFT; at++) {
            words[at >>> 6 & WORDS - 1] &= ~(1L << at);
        }
        Arrays.fill(less.chunks, first + 1, CHUNKS, CLEAR_CHUNK);
        return less.done();
    }

    /** Returns how many bytes it takes besides what it shares with all others. */
    long usedBytes() {
        if (size() == 0 || size() == SIZE) {
            return 0;
        }
        long bytes = BLOCK_BYTES;
        for (long[] words : chunks) {
            bytes += words == FULL_CHUNK || words == CLEAR_CHUNK ? 0 : CHUNK_BYTES;
        }
        return bytes;
    }

    /** A block that is being made of another one. */
    static final class Growing {
        private final PositionBlock block;
        private final long[][] chunks;
        private final boolean[] owned = new boolean[CHUNKS];

        Growing(PositionBlock block) {
            this.block = block;
            this.chunks = block.chunks.clone();
        }

        private long[] own(int chunk) {
            if (!owned[chunk]) {
                owned[chunk] = true;
                chunks[chunk] = chunks[chunk].clone();
            }
            return chunks[chunk];
        }

        void add(int at) {
            own(at >>> CHUNK_SHIFT)[at >>> 6 & WORDS - 1] |= 1L << at;
        }

        /** Adds the places of a run, both ends inclusive. */
        void addRun(int from, int to) {
            int at = from;
            while (at <= to) {
                if ((at & CHUNK - 1) == 0 && at + CHUNK - 1 <= to) {
                    chunks[at >>> CHUNK_SHIFT] = FULL_CHUNK;
                    owned[at >>> CHUNK_SHIFT] = false;
                    at += CHUNK;
                } else {
                    add(at++);
                }
            }
        }

        PositionBlock done() {
            int[] counts = new int[CHUNKS + 1];
            for (int i = 0; i < CHUNKS; i++) {
                boolean same = chunks[i] == block.chunks[i];
                int count = same ? block.before[i + 1] - block.before[i] : count(chunks[i]);
                if (count == 0) {
                    chunks[i] = CLEAR_CHUNK;
                } else if (count == CHUNK) {
                    chunks[i] = FULL_CHUNK;
                }
                counts[i + 1] = counts[i] + count;
            }
            int size = counts[CHUNKS];
            return size == 0 ? CLEAR : size == SIZE ? FULL : new PositionBlock(chunks, counts);
        }
    }
}
