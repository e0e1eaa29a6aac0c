package dev.mayfly.eventstore.index;

import java.util.Arrays;

/**
 * The positions up to which a fork may read the rows of {@link Postings} that it shares with an original of more
 * positions. They are found by the address of a row's last slice, because everything that a fork writes lies after all
 * that existed when it was made.
 */
final class SharedEnds {
    static final SharedEnds NONE = new SharedEnds(new int[0], new int[0]);

    /** Where the slices ended when each fork was made; ascending as unsigned numbers. */
    private final int[] addresses;
    /** The last position that each fork took over; also ascending. */
    private final int[] lasts;

    private SharedEnds(int[] addresses, int[] lasts) {
        this.addresses = addresses;
        this.lasts = lasts;
    }

    /** Returns these ends and another one, made later than all of them. */
    SharedEnds with(int address, int last) {
        // The new end supersedes those with the same or a higher last position: every row before them lies before it
        // too.
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

    /** Returns the last position up to which a row with this last slice may be read. */
    int last(int tail) {
        // Both arrays ascend, so the first end after the slice has the lowest position.
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
