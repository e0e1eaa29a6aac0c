package dev.mayfly.eventstore.race;

import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A row of postings is read while batches are taken back and others are written where they stood. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Each prefix has its positions.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A prefix has other positions.")
@State
public class UndonePostingsRace {
    private static final int ROW = 1;
    private static final int BATCHES = 20;
    private static final int BATCH = 9;

    private final UndoCount undos = new UndoCount();
    private final Postings postings = new Postings(new MemoryMeter(), undos);
    private final Head head = new Head();

    /** Writes each batch twice: with other positions, which are taken back, and as it stays. */
    @Actor
    public void write() {
        int last = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            for (int i = 1; i <= BATCH; i++) {
                postings.add(ROW, last + 200 * i);
            }
            undos.begin();
            postings.truncate(ROW, last);
            undos.end();
            postings.undo();
            for (int i = 1; i <= BATCH; i++) {
                postings.add(ROW, last + 3 * i);
            }
            last += 3 * BATCH;
            postings.publish();
            head.move(last);
        }
    }

    @Actor
    public void read(I_Result result) {
        result.r1 = head.wrong(bound -> PostingsRace.isComplete(postings, bound));
    }
}
