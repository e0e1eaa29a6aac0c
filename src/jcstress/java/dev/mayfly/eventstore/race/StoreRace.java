package dev.mayfly.eventstore.race;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.NewEvent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A store is read while batches of two events are appended. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Each prefix has whole batches, in every index.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A prefix has part of a batch, or an index lacks an event.")
@State
public class StoreRace {
    private static final int BATCHES = 4;
    private static final int LOOKS = 4;
    private static final Append BATCH = Append.of(EventBatch.of(
            NewEvent.of("order-1", "OrderPlaced", "1").withTags("t"),
            NewEvent.of("order-2", "OrderPlaced", "2").withTags("t")));
    private static final Criteria TAGGED = Criteria.builder().tags(List.of("t")).build();

    private final EventStore store = new EmbeddedEventStore("race", 64 << 20, () -> 1);

    @Actor
    public void write() {
        for (int batch = 0; batch < BATCHES; batch++) {
            store.append(BATCH).toCompletableFuture().join();
        }
    }

    @Actor
    public void read(I_Result result) {
        int wrong = 0;
        for (int look = 0; look < LOOKS; look++) {
            wrong += isRight(store.prefix()) ? 0 : 1;
        }
        result.r1 = wrong;
    }

    private static boolean isRight(LogPrefix log) {
        long head = log.position();
        Positions tagged = log.search(TAGGED, Sort.POSITION, Order.ASCENDING, 0);
        for (long position = 1; position <= head; position++) {
            if (tagged.next() != position || log.event(position).version() != (position + 1) / 2) {
                return false;
            }
        }
        return head % 2 == 0
                && tagged.next() == 0
                && log.version("order-1") == head / 2
                && log.version("order-2") == head / 2;
    }
}
