package dev.mayfly.eventstore.removal;

import dev.mayfly.eventstore.memory.MemoryMeter;
import java.util.Arrays;

/**
 * The aggregates whose first events a log no longer has, by the positions of those: an immutable map. With it, a log
 * that was rewritten lists its aggregates in the same order as before.
 */
public final class RemovedBirths {
    /** The map without entries. */
    public static final RemovedBirths NONE = new RemovedBirths(new int[0], new int[0]);

    /** Ascending. */
    private final int[] positions;

    private final int[] aggregates;

    private RemovedBirths(int[] positions, int[] aggregates) {
        this.positions = positions;
        this.aggregates = aggregates;
    }

    /** Returns the aggregate that began at a position, or 0 if there is none. */
    int aggregateAt(int position) {
        int found = positions.length == 0 ? -1 : Arrays.binarySearch(positions, position);
        return found < 0 ? 0 : aggregates[found];
    }

    /** Returns how many bytes it takes. */
    long usedBytes() {
        return positions.length == 0 ? 0 : 2L * (MemoryMeter.ARRAY_HEADER_BYTES + 4L * positions.length);
    }

    /** Collects entries, by ascending positions. */
    public static final class Builder {
        private int[] positions = new int[16];
        private int[] aggregates = new int[16];
        private int size;

        /** Makes a builder without entries. */
        public Builder() {}

        /** Adds an entry. */
        public void add(int position, int aggregate) {
            if (size == positions.length) {
                positions = Arrays.copyOf(positions, 2 * size);
                aggregates = Arrays.copyOf(aggregates, 2 * size);
            }
            positions[size] = position;
            aggregates[size++] = aggregate;
        }

        /** Returns the map. */
        public RemovedBirths build() {
            return size == 0
                    ? NONE
                    : new RemovedBirths(Arrays.copyOf(positions, size), Arrays.copyOf(aggregates, size));
        }
    }
}
