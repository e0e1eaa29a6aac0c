package dev.mayfly.eventstore.race;

import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.memory.MemoryMeter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A dictionary, a table of ordinals with texts in an arena, grows while it is looked into; some keys are taken back. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Each key that is published is found, and no other.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A key is missing, has another text, or was taken back.")
@State
public class KeyTableRace {
    private static final int KEYS = 64;
    private static final int BATCH = 4;
    private static final long SEED = 42;
    /** Texts of different lengths; every other one as a UUID. */
    private static final Key[] KEPT = new Key[KEYS + 1];

    private static final Key[] TAKEN_BACK = new Key[KEYS + 1];

    static {
        for (int i = 1; i <= KEYS; i++) {
            KEPT[i] = i % 2 == 0 ? new Key().set(i * 0x9E3779B97F4A7C15L, i, SEED) : Key.of("k".repeat(i) + i, SEED);
            TAKEN_BACK[i] = Key.of("never-" + i, SEED);
        }
    }

    private final KeyTable table = new KeyTable(new MemoryMeter(), SEED);
    private final Head head = new Head();

    @Actor
    public void write() {
        for (int last = 0; last < KEYS; last += BATCH) {
            for (int i = last + 1; i <= last + BATCH; i++) {
                table.findOrAdd(TAKEN_BACK[i]);
            }
            table.undo();
            for (int i = last + 1; i <= last + BATCH; i++) {
                table.findOrAdd(KEPT[i]);
            }
            table.publish();
            head.move(last + BATCH);
        }
    }

    @Actor
    public void read(I_Result result) {
        result.r1 = head.wrong(this::isRight);
    }

    private boolean isRight(int bound) {
        for (int i = 1; i <= bound; i++) {
            Key key = KEPT[i];
            boolean sameText = key.isUuid() || table.text(i).equals(key.toString());
            if (table.find(key) != i || !sameText || table.find(TAKEN_BACK[i]) != 0) {
                return false;
            }
        }
        return table.size() >= bound && table.find(TAKEN_BACK[Math.min(KEYS, bound + 1)]) == 0;
    }
}
