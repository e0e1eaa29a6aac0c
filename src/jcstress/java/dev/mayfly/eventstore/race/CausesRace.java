package dev.mayfly.eventstore.race;

import dev.mayfly.eventstore.column.Causes;
import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The chain of a cause's effects is read while it grows, and while effects are taken back. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Each prefix has its effects.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A prefix has other effects.")
@State
public class CausesRace {
    private static final int EVENTS = 60;
    private static final int BATCH = 4;
    private static final int CAUSE = 1;

    private final MemoryMeter meter = new MemoryMeter();
    private final UndoCount undos = new UndoCount();
    private final IntColumn cause = new IntColumn(meter);
    private final Causes causes = new Causes(meter, cause, undos);
    private final Head head = new Head();

    /** Every other event is an effect; in the batches that are taken back each one is. */
    @Actor
    public void write() {
        for (int last = 1; last < EVENTS; last += BATCH) {
            for (int position = last + 1; position <= last + BATCH; position++) {
                add(position, CAUSE);
            }
            undos.begin();
            for (int position = last + BATCH; position > last; position--) {
                causes.remove(position);
            }
            undos.end();
            for (int position = last + 1; position <= last + BATCH; position++) {
                add(position, position % 2 == 0 ? CAUSE : -CAUSE);
            }
            head.move(last + BATCH);
        }
    }

    private void add(int position, int by) {
        cause.set(position, by);
        causes.add(position);
    }

    @Actor
    public void read(I_Result result) {
        result.r1 = head.wrong(this::isRight);
    }

    private boolean isRight(int bound) {
        return isEvery(causes.effects(CAUSE, 0, bound), 2, bound)
                && isEvery(causes.effects(-CAUSE, 0, bound), 3, bound);
    }

    private static boolean isEvery(int[] effects, int first, int bound) {
        int expected = first;
        for (int effect : effects) {
            if (effect != expected) {
                return false;
            }
            expected += 2;
        }
        return expected > bound;
    }
}
