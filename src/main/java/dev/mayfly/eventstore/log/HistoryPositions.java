package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.Work;

/** The next positions of a cursor, up to a limit. */
final class HistoryPositions implements Positions {
    private final PostingCursor cursor;
    private final long all;
    private final Work work;
    private long read;

    HistoryPositions(PostingCursor cursor, long all, Work work) {
        this.cursor = cursor;
        this.all = all;
        this.work = work;
    }

    @Override
    public long next() {
        work.pay(1);
        return read++ < all ? cursor.next() : 0;
    }

    @Override
    public long candidates(long wanted) {
        return Math.min(all, wanted);
    }
}
