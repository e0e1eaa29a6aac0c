package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.Work;

/** The next positions of a cursor, up to a limit, without those removed since. */
final class HistoryPositions implements Positions {
    private final EventLog log;
    private final PostingCursor cursor;
    private final long all;
    private final Work work;
    private long read;

    HistoryPositions(EventLog log, PostingCursor cursor, long all, Work work) {
        this.log = log;
        this.cursor = cursor;
        this.all = all;
        this.work = work;
    }

    @Override
    public long next() {
        int position = 0;
        do {
            work.pay(1);
            position = read++ < all ? cursor.next() : 0;
        } while (position != 0 && log.removals.contains(position));
        return position;
    }

    @Override
    public long candidates(long wanted) {
        return Math.min(all, wanted);
    }
}
