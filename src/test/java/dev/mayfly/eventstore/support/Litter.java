package dev.mayfly.eventstore.support;

import static dev.mayfly.eventstore.support.TestEvent.event;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import java.util.ArrayList;
import java.util.List;

/** Events that use every index, under names that tests use too: what must not show where they were forked away. */
public final class Litter {
    private Litter() {}

    /** Appends so many events to a store. */
    public static void append(EventStore store, int count) {
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event("a-" + i % 9, i % 2 == 0 ? "A" : "T" + i % 5)
                    .id(i % 3 == 0 ? "e" + i : null)
                    .aggregateType("Litter")
                    .correlation("c" + i % 6)
                    .causation("e" + (i - 1) / 3 * 3)
                    .tags("t" + i % 4, "a", "litter-" + i)
                    .organization("o" + i % 3)
                    .user("u" + i % 3)
                    .at(FakeClock.START_NANOS - i % 17)
                    .data("{\"litter\":" + i + "}"));
        }
        Reading.append(store, Append.of(TestEvent.batch(events)));
    }
}
