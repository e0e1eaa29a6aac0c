package dev.mayfly.eventstore.race;

import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A row of postings, and with it its slices and their directory, grows while it is read in both directions. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Each prefix has its positions.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A prefix has other positions.")
@State
public class PostingsRace {
    private static final int ROW = 1;
    /** Enough for more slices than a row without a directory has. */
    private static final int EVENTS = 180;

    private final Postings postings = new Postings(new MemoryMeter(), new UndoCount());
    private final Head head = new Head();

    /** Adds every third position, and publishes a batch at a time. */
    @Actor
    public void write() {
        for (int position = 1; position <= EVENTS; position++) {
            postings.add(ROW, 3 * position);
            if (position % 7 == 0 || position == EVENTS) {
                postings.publish();
                head.move(3 * position);
            }
        }
    }

    @Actor
    public void read(I_Result result) {
        result.r1 = head.wrong(bound -> isComplete(postings, bound));
    }

    /** Returns whether the row has every third position up to a bound, whichever way it is read. */
    static boolean isComplete(Postings postings, int bound) {
        PostingCursor ascending = new PostingCursor(postings, ROW, 0, bound, true);
        for (int expected = 3; expected <= bound; expected += 3) {
            if (ascending.next() != expected) {
                return false;
            }
        }
        PostingCursor descending = new PostingCursor(postings, ROW, bound / 2, bound, false);
        for (int expected = bound; expected > bound / 2; expected -= 3) {
            if (descending.next() != expected) {
                return false;
            }
        }
        return ascending.next() == 0
                && descending.next() == 0
                && postings.last(ROW, bound) == bound
                && postings.countUpTo(ROW, bound) == bound / 3
                && postings.first(ROW, bound) == Math.min(3, bound);
    }
}
