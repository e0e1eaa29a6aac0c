package dev.mayfly.eventstore.source;

import dev.mayfly.eventstore.index.PostingCursor;
import java.util.List;

/** A stream of candidate positions for a search, in ascending or descending order. */
public interface Source {
    /** Returns the next position, or 0 at the end. */
    public int next();

    /** Returns all positions after {@code after} up to {@code bound}. */
    public static Source range(int after, int bound, boolean ascending) {
        return new Source() {
            private int at = ascending ? after : bound + 1;

            @Override
            public int next() {
                if (ascending) {
                    return at < bound ? ++at : 0;
                }
                return at - 1 > after ? --at : 0;
            }
        };
    }

    /** Returns the positions of an ascending array. */
    public static Source array(int[] positions, boolean ascending) {
        return new Source() {
            private int at = ascending ? 0 : positions.length - 1;

            @Override
            public int next() {
                if (at < 0 || at == positions.length) {
                    return 0;
                }
                return positions[ascending ? at++ : at--];
            }
        };
    }

    /** Returns the positions of several sources in the same order, each once. */
    public static Source union(List<Source> sources, boolean ascending) {
        return sources.size() == 1 ? sources.get(0) : new UnionSource(sources, ascending);
    }

    /** Returns the positions of a row of postings. */
    public static Source of(PostingCursor cursor) {
        return cursor::next;
    }
}
