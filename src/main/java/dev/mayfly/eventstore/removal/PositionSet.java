package dev.mayfly.eventstore.removal;

import java.util.Arrays;

/**
 * An immutable set of positions: bits in chunks of 4,096, of which those that are all set or all clear take no memory.
 *
 * <p>A larger set shares the chunks that it does not change, so it costs one directory and the changed chunks.
 */
public final class PositionSet {
    /** The set without positions. */
    public static final PositionSet NONE = new PositionSet(new long[0][], new int[0]);

    private static final int SHIFT = 12;
    private static final int CHUNK = 1 << SHIFT;
    private static final int WORDS = CHUNK / Long.SIZE;
    private static final long[] CLEAR = new long[WORDS];
    private static final long[] FULL = full();

    private final long[][] chunks;
    /** By chunk: how many positions are in those before it; after the last chunk, the size. */
    private final int[] before;

    private PositionSet(long[][] chunks, int[] before) {
        this.chunks = chunks;
        this.before = before;
    }

    private static long[] full() {
        long[] words = new long[WORDS];
        Arrays.fill(words, -1L);
        return words;
    }

    /** Returns how many positions it has. */
    public int size() {
        return chunks.length == 0 ? 0 : before[chunks.length];
    }

    /** Returns whether it has a position. */
    public boolean contains(int position) {
        int chunk = position >>> SHIFT;
        return chunk < chunks.length && (chunks[chunk][position >>> 6 & WORDS - 1] >>> position & 1) != 0;
    }

    /** Returns how many of its positions are at most {@code last}. */
    public int countUpTo(int last) {
        int chunk = last >>> SHIFT;
        if (chunk >= chunks.length) {
            return size();
        }
        long[] words = chunks[chunk];
        int word = last >>> 6 & WORDS - 1;
        int count = before[chunk];
        for (int i = 0; i < word; i++) {
            count += Long.bitCount(words[i]);
        }
        return count + Long.bitCount(words[word] & -1L >>> 63 - (last & 63));
    }

    /** Returns the first position from {@code from} on that is not in it. */
    public int nextAbsent(int from) {
        int position = from;
        while (position >>> SHIFT < chunks.length) {
            long[] words = chunks[position >>> SHIFT];
            if (words == FULL) {
                position = (position >>> SHIFT) + 1 << SHIFT;
                continue;
            }
            long absent = ~words[position >>> 6 & WORDS - 1] >>> position;
            if (absent != 0) {
                return position + Long.numberOfTrailingZeros(absent);
            }
            position = (position >>> 6) + 1 << 6;
        }
        return position;
    }

    /** Returns the last position up to {@code from} that is not in it, or 0 if there is none. */
    public int previousAbsent(int from) {
        int position = from;
        while (position > 0) {
            int chunk = position >>> SHIFT;
            if (chunk >= chunks.length) {
                return position;
            }
            if (chunks[chunk] == FULL) {
                position = (chunk << SHIFT) - 1;
                continue;
            }
            long absent = ~chunks[chunk][position >>> 6 & WORDS - 1] << 63 - (position & 63);
            if (absent != 0) {
                return position - Long.numberOfLeadingZeros(absent);
            }
            position = (position >>> 6 << 6) - 1;
        }
        return 0;
    }

    /** Returns the first position from {@code from} on that is in it, or 0 if there is none. */
    public int nextPresent(int from) {
        int position = Math.max(from, 1);
        while (position >>> SHIFT < chunks.length) {
            long[] words = chunks[position >>> SHIFT];
            if (words == CLEAR) {
                position = (position >>> SHIFT) + 1 << SHIFT;
                continue;
            }
            long present = words[position >>> 6 & WORDS - 1] >>> position;
            if (present != 0) {
                return position + Long.numberOfTrailingZeros(present);
            }
            position = (position >>> 6) + 1 << 6;
        }
        return 0;
    }

    /** Returns the set with these positions too: the first {@code count} of an array. */
    public PositionSet with(int[] positions, int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = Math.max(last, positions[i]);
        }
        Growing growing = new Growing(last);
        for (int i = 0; i < count; i++) {
            growing.add(positions[i]);
        }
        return growing.done();
    }

    /** Returns the set with the positions of a run too, both ends inclusive. */
    public PositionSet withRun(int from, int to) {
        Growing growing = new Growing(to);
        int position = from;
        while (position <= to) {
            if ((position & CHUNK - 1) == 0 && position + CHUNK - 1 <= to) {
                growing.chunks[position >>> SHIFT] = FULL;
                position += CHUNK;
            } else {
                growing.add(position++);
            }
        }
        return growing.done();
    }

    /** Returns the set of those positions that are at most {@code last}. */
    public PositionSet upTo(int last) {
        int kept = Math.min(chunks.length, (last >>> SHIFT) + 1);
        long[][] copy = Arrays.copyOf(chunks, kept);
        if (kept == (last >>> SHIFT) + 1) {
            long[] words = copy[kept - 1].clone();
            for (int position = last + 1; position < kept << SHIFT; position++) {
                words[position >>> 6 & WORDS - 1] &= ~(1L << position);
            }
            copy[kept - 1] = words;
        }
        return counted(copy);
    }

    /** Returns how many bytes it takes besides what it shares with all sets. */
    public long usedBytes() {
        long bytes = 12L * chunks.length;
        for (long[] words : chunks) {
            bytes += words == FULL || words == CLEAR ? 0 : Long.BYTES * WORDS + 16;
        }
        return bytes;
    }

    private static PositionSet counted(long[][] chunks) {
        int[] before = new int[chunks.length + 1];
        for (int i = 0; i < chunks.length; i++) {
            int count = 0;
            for (long word : chunks[i]) {
                count += Long.bitCount(word);
            }
            if (count == CHUNK) {
                chunks[i] = FULL;
            } else if (count == 0) {
                chunks[i] = CLEAR;
            }
            before[i + 1] = before[i] + count;
        }
        return new PositionSet(chunks, before);
    }

    /** A set that is being made of this one. */
    private final class Growing {
        final long[][] chunks;
        private final boolean[] own;

        Growing(int last) {
            int wanted = Math.max(PositionSet.this.chunks.length, (last >>> SHIFT) + 1);
            this.chunks = Arrays.copyOf(PositionSet.this.chunks, wanted);
            Arrays.fill(chunks, PositionSet.this.chunks.length, wanted, CLEAR);
            this.own = new boolean[wanted];
        }

        void add(int position) {
            int chunk = position >>> SHIFT;
            if (!own[chunk]) {
                own[chunk] = true;
                chunks[chunk] = chunks[chunk].clone();
            }
            chunks[chunk][position >>> 6 & WORDS - 1] |= 1L << position;
        }

        PositionSet done() {
            int[] counts = new int[chunks.length + 1];
            long[][] known = PositionSet.this.chunks;
            for (int i = 0; i < chunks.length; i++) {
                int count;
                if (i < known.length && chunks[i] == known[i]) {
                    count = before[i + 1] - before[i];
                } else {
                    count = 0;
                    for (long word : chunks[i]) {
                        count += Long.bitCount(word);
                    }
                    chunks[i] = count == CHUNK ? FULL : chunks[i];
                }
                counts[i + 1] = counts[i] + count;
            }
            return new PositionSet(chunks, counts);
        }
    }
}
