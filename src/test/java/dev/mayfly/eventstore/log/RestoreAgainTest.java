package dev.mayfly.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A log that is taken and restored again and again, as by each test of a long run. */
class RestoreAgainTest {
    private static final int TIMES = 1000;

    @Test
    @Tag("slow")
    void a_store_that_goes_back_before_the_same_event_a_thousand_times_takes_no_more_than_at_first() {
        EmbeddedEventStore store = new EmbeddedEventStore("again", 64L << 20, new FakeClock());
        Append append = TestEvent.append(TestEvent.event("order-1", "OrderPlaced")
                .id("7f3e1c52-8f0a-4c55-9d7e-0242ac120002")
                .causation("7f3e1c52-8f0a-4c55-9d7e-0242ac120003"));
        long most = 0;
        for (int i = 0; i < TIMES; i++) {
            assertThat(Reading.append(store, Append.of(append.events()))).isInstanceOf(AppendResult.Appended.class);
            most = i == 30 ? store.memory().usedBytes() : most;
            store.restore(store.image(0));
        }
        assertThat(store.memory().usedBytes()).isLessThan(2 * most);
    }
}
