package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which batches an {@link Admission} refuses and why, beside the naive store. */
class AdmissionTest {
    private static final int BATCHES = 400;

    private final FakeClock clock = new FakeClock();
    private final EmbeddedEventStore store = new EmbeddedEventStore("admission", 64L << 20, clock);
    private final NaiveEventStore naive = new NaiveEventStore(
            clock, Long.MAX_VALUE, position -> store.prefix().event(position).eventId());

    private AppendResult append(List<TestEvent> events) {
        AppendResult result = Reading.append(store, Append.of(TestEvent.batch(events)));
        assertThat(result).as("%s", events).isEqualTo(Reading.append(naive, Append.of(TestEvent.batch(events))));
        return result;
    }

    private static TestEvent random(Random random, int batch) {
        // Aggregates that there are, aggregates that only this batch has, and a few that come back much later.
        String aggregate = random.nextBoolean() ? "new-" + batch + "-" + random.nextInt(3) : "a-" + random.nextInt(40);
        return event(aggregate, "T" + random.nextInt(2))
                .aggregateType(random.nextInt(4) == 0 ? "X" + random.nextInt(8) / 7 : null)
                .id(random.nextInt(3) == 0 ? "id-" + random.nextInt(400) : null);
    }

    @Test
    void batches_are_admitted_or_refused_as_by_the_naive_store() {
        Set<Class<?>> results = new HashSet<>();
        Seeds.each(random -> {
            store.reset();
            naive.reset();
            List<TestEvent> before = List.of();
            for (int batch = 0; batch < BATCHES; batch++) {
                List<TestEvent> events = new ArrayList<>();
                if (batch > 0 && random.nextInt(8) == 0) {
                    events.addAll(before);
                } else {
                    for (int i = random.nextInt(20) == 0 ? 40 : random.nextInt(5); i >= 0; i--) {
                        events.add(random(random, batch));
                    }
                }
                results.add(append(events).getClass());
                before = events;
            }
        });
        // By all scripts together: a single one may miss the rarest.
        assertThat(results)
                .contains(
                        AppendResult.Appended.class,
                        AppendResult.DuplicateEvent.class,
                        AppendResult.RepeatedEventId.class,
                        AppendResult.TypeMismatch.class);
    }

    @Test
    void an_id_that_a_very_large_batch_repeats_is_found_before_and_after_smaller_ones() {
        for (int size : new int[] {3, 2, 5_000, 3, 1_100, 1_024, 1_025, 17, 16}) {
            List<TestEvent> events = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                events.add(event("a-" + i, "T").id("id-" + size + "-" + i));
            }
            events.get(size - 1).id("id-" + size + "-0");
            assertThat(append(events)).isEqualTo(new AppendResult.RepeatedEventId("id-" + size + "-0", size - 1));
            events.get(size - 1).id("id-" + size + "-" + (size - 1));
            assertThat(append(events)).isInstanceOf(AppendResult.Appended.class);
        }
    }
}
