package dev.mayfly.eventstore.column;

import java.util.Arrays;

/** The addresses of records that were replaced: an immutable map. */
final class MovedRecords {
    static final MovedRecords NONE = new MovedRecords(new int[0], new long[0]);

    /** The events' positions, ascending. */
    private final int[] positions;
    /** The addresses of their records. */
    private final long[] addresses;

    private MovedRecords(int[] positions, long[] addresses) {
        this.positions = positions;
        this.addresses = addresses;
    }

    boolean isEmpty() {
        return positions.length == 0;
    }

    /** Returns the bytes that it takes. */
    long usedBytes() {
        return (long) positions.length * (Integer.BYTES + Long.BYTES);
    }

    long address(int position) {
        return addresses[Arrays.binarySearch(positions, position)];
    }

    /** Returns the map with the first {@code count} of others too, none of which it has. */
    MovedRecords with(int[] others, long[] otherAddresses, int count) {
        long[][] sorted = new long[count][];
        for (int i = 0; i < count; i++) {
            sorted[i] = new long[] {others[i], otherAddresses[i]};
        }
        Arrays.sort(sorted, (a, b) -> Long.compare(a[0], b[0]));
        int[] merged = new int[positions.length + count];
        long[] mergedAddresses = new long[merged.length];
        int own = 0;
        int other = 0;
        for (int i = 0; i < merged.length; i++) {
            if (other == count || own < positions.length && positions[own] < sorted[other][0]) {
                merged[i] = positions[own];
                mergedAddresses[i] = addresses[own++];
            } else {
                merged[i] = (int) sorted[other][0];
                mergedAddresses[i] = sorted[other++][1];
            }
        }
        return new MovedRecords(merged, mergedAddresses);
    }

    /** Returns those up to a position. */
    MovedRecords upTo(int last) {
        int found = Arrays.binarySearch(positions, last + 1);
        int kept = found < 0 ? -found - 1 : found;
        return kept == positions.length
                ? this
                : new MovedRecords(Arrays.copyOf(positions, kept), Arrays.copyOf(addresses, kept));
    }
}
