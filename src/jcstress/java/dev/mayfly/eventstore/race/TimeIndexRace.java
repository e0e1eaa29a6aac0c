package dev.mayfly.eventstore.race;

import dev.mayfly.eventstore.index.LateCursor;
import dev.mayfly.eventstore.index.TimeIndex;
import dev.mayfly.eventstore.memory.LongColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Late events come into the index of times, and its blocks are split, while they are read; some are taken back. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Each prefix has its late events in order.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A prefix has other late events.")
@State
public class TimeIndexRace {
    private static final int EVENTS = 200;
    private static final int BATCH = 10;

    private final MemoryMeter meter = new MemoryMeter();
    private final UndoCount undos = new UndoCount();
    private final LongColumn timestamps = new LongColumn(meter);
    private final TimeIndex time = new TimeIndex(meter, timestamps, undos);
    private final Head head = new Head();

    /** Every fifth event is in order; those between come earlier and earlier, so that each goes to the beginning. */
    private static long timestamp(int position) {
        return position % 5 == 0 ? 10_000 + position : 5_000 - position;
    }

    private static boolean isLate(int position) {
        return position > 5 && position % 5 != 0 || position > 1 && position < 5;
    }

    @Actor
    public void write() {
        for (int last = 0; last < EVENTS; last += BATCH) {
            for (int position = last + 1; position <= last + BATCH; position++) {
                timestamps.set(position, position % 2 == 0 ? 4_000 : 20_000);
                time.add(position);
            }
            undos.begin();
            time.truncate(last);
            undos.end();
            for (int position = last + 1; position <= last + BATCH; position++) {
                timestamps.set(position, timestamp(position));
                time.add(position);
            }
            head.move(last + BATCH);
        }
    }

    @Actor
    public void read(I_Result result) {
        result.r1 = head.wrong(this::isRight);
    }

    private boolean isRight(int bound) {
        LateCursor ascending = time.late(Long.MIN_VALUE, 0, true, bound);
        for (int expected = bound; expected > 0; expected--) {
            if (isLate(expected) && ascending.next() != expected) {
                return false;
            }
        }
        LateCursor descending = time.late(Long.MAX_VALUE, Integer.MAX_VALUE, false, bound);
        for (int expected = 1; expected <= bound; expected++) {
            if (isLate(expected) != time.isLate(expected) || isLate(expected) && descending.next() != expected) {
                return false;
            }
        }
        return ascending.next() == 0
                && descending.next() == 0
                && (bound == 0 || time.firstInOrder(10_000 + bound, bound) <= bound)
                && time.lastInOrder(10_000 + bound, bound) == bound;
    }
}
