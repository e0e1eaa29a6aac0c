package dev.mayfly.eventstore.index;

import java.util.Arrays;

/**
 * Up to which position a row of {@link Postings} may be read that a fork shares with an original of more positions:
 * told by the address of the row's last slice, since whatever a fork writes lies after all that was there when it was
 * made.
 */
final class SharedEnds {
    static final SharedEnds NONE = new SharedEnds(new int[0], new int[0]);

    /** Ascending, taken as unsigned: where the slices ended when a fork was made. */
    private final int[] addresses;
    /** What the last position was that the fork took over; ascending too. */
    private final int[] lasts;

    private SharedEnds(int[] addresses, int[] lasts) {
        this.addresses = addresses;
        this.lasts = lasts;
    }

    /** Returns these and another one, made later than all. */
    SharedEnds with(int address, int last) {
        // Those that took over more are met by the new one too.
        int kept = lasts.length;
        while (kept > 0 && lasts[kept - 1] >= last) {
            kept--;
        }
        int[] moreAddresses = Arrays.copyOf(addresses, kept + 1);
        int[] moreLasts = Arrays.copyOf(lasts, kept + 1);
        moreAddresses[kept] = address;
        moreLasts[kept] = last;
        return new SharedEnds(moreAddresses, moreLasts);
    }

    /** Returns whether every row may be read to its end. */
    boolean isEmpty() {
        return addresses.length == 0;
    }

    /** Returns the last position up to which a row may be read whose last slice is this one. */
    int last(int tail) {
        // Both ascend: the first end after the slice has the lowest of their positions.
        int low = 0;
        int high = addresses.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (Integer.compareUnsigned(addresses[middle], tail) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == addresses.length ? Integer.MAX_VALUE : lasts[low];
    }
}
