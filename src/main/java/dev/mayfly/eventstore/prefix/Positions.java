package dev.mayfly.eventstore.prefix;

/**
 * A sequence of positions that is computed as it is read; for one thread at a time.
 */
public interface Positions {
    /** An empty sequence. */
    Positions NONE = new Positions() {
        @Override
        public long next() {
            return 0;
        }

        @Override
        public long candidates(long wanted) {
            return 0;
        }
    };

    /**
     * Returns the first {@code size} positions of an array, in its order.
     *
     * @param positions the positions, none of them 0; it is not copied
     */
    static Positions of(long[] positions, int size) {
        return new Positions() {
            private int index;

            @Override
            public long next() {
                return index < size ? positions[index++] : 0;
            }

            @Override
            public long candidates(long wanted) {
                return Math.min(size, wanted);
            }
        };
    }

    /** Returns the next position, or 0 at the end and on every later call. */
    long next();

    /**
     * Returns an approximate upper bound of the number of events to check for the first {@code wanted} positions, or
     * {@link Long#MAX_VALUE} if it is not known. The caller decides by it on which thread to run the search.
     */
    default long candidates(long wanted) {
        return Long.MAX_VALUE;
    }
}
