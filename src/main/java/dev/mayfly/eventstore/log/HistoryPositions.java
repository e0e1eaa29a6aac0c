package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.prefix.Positions;

/** The next positions of a cursor, up to a limit. */
final class HistoryPositions implements Positions {
    private final PostingCursor cursor;
    private final long all;
    private long read;

    HistoryPositions(PostingCursor cursor, long all) {
        this.cursor = cursor;
        this.all = all;
    }

    @Override
    public long next() {
        return read++ < all ? cursor.next() : 0;
    }

    @Override
    public long candidates(long wanted) {
        return Math.min(all, wanted);
    }
}
