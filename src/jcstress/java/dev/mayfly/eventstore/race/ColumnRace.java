package dev.mayfly.eventstore.race;

import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.LongColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Columns, one of them a fork's, grow while they are read up to the head, and by a release without a head. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Each value that was set before the head moved is there.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A value is missing.")
@State
public class ColumnRace {
    private static final int SHARED = 20;
    private static final int VALUES = 100;

    private final MemoryMeter meter = new MemoryMeter();
    private final LongColumn longs = new LongColumn(meter);
    private final IntColumn forked;
    /** At 0 how many of the longs are set, released behind them. */
    private final IntColumn count = new IntColumn(meter);

    private final Head head = new Head();

    /** Makes a fork of a column whose first chunk both share. */
    public ColumnRace() {
        IntColumn original = new IntColumn(meter);
        for (int i = 0; i <= SHARED; i++) {
            original.set(i, i);
        }
        forked = original.fork(new MemoryMeter(), SHARED + 1);
        for (int i = 0; i <= SHARED; i++) {
            longs.set(i, i);
        }
        head.move(SHARED);
    }

    @Actor
    public void write() {
        for (int i = SHARED + 1; i <= VALUES; i++) {
            longs.set(i, i);
            count.setRelease(0, i);
            forked.set(i, i);
            head.move(i);
        }
    }

    @Actor
    public void read(I_Result result) {
        result.r1 = head.wrong(this::isRight);
    }

    private boolean isRight(int bound) {
        for (int i = 0; i <= bound; i++) {
            if (longs.get(i) != i || forked.get(i) != i) {
                return false;
            }
        }
        int released = count.getAcquire(0);
        return released == 0 ? bound == SHARED : released >= bound && longs.getOrZero(released) == released;
    }
}
