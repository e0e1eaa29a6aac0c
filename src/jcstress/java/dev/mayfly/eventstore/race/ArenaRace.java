package dev.mayfly.eventstore.race;

import dev.mayfly.eventstore.memory.Arena;
import dev.mayfly.eventstore.memory.LongColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** An arena's chunk is replaced by larger copies, and records are taken back, while records are read from it. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Each record up to the head has its bytes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A record has other bytes.")
@State
public class ArenaRace {
    private static final int RECORDS = 48;
    private static final int BATCH = 3;

    private final MemoryMeter meter = new MemoryMeter();
    private final Arena arena = new Arena(meter, 16);
    private final LongColumn addresses = new LongColumn(meter);
    private final Head head = new Head();

    @Actor
    public void write() {
        for (int last = 0; last < RECORDS; last += BATCH) {
            Arena.Mark mark = arena.mark();
            put(200, (byte) -1);
            arena.reset(mark);
            for (int record = last + 1; record <= last + BATCH; record++) {
                addresses.set(record, put(record, (byte) record));
            }
            head.move(last + BATCH);
        }
    }

    private long put(int length, byte value) {
        long address = arena.allocate(length);
        int from = Arena.offset(address);
        Arrays.fill(arena.array(address), from, from + length, value);
        return address;
    }

    @Actor
    public void read(I_Result result) {
        result.r1 = head.wrong(this::isRight);
    }

    private boolean isRight(int bound) {
        for (int record = 1; record <= bound; record++) {
            long address = addresses.get(record);
            byte[] bytes = arena.array(address);
            int from = Arena.offset(address);
            for (int at = from; at < from + record; at++) {
                if (bytes[at] != record) {
                    return false;
                }
            }
        }
        return true;
    }
}
