package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.prefix.EventTypeSummary;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which event types there are, how often each and where last. */
interface EventTypeRules extends StoreFixture {
    @Test
    default void event_types_are_listed_in_the_order_of_their_first_events() {
        stored(event("a-1", "Z").at(9), event("a-1", "B").at(5));
        stored(event("b-1", "A").at(1), event("a-1", "Z"));
        assertThat(log().eventTypes())
                .containsExactly(
                        new EventTypeSummary("Z", 2, 4),
                        new EventTypeSummary("B", 1, 2),
                        new EventTypeSummary("A", 1, 3));
    }

    @Test
    default void event_types_are_counted_as_of_each_position() {
        Random random = new Random(20_261_123);
        TestEvent[] events = random.ints(700, 0, 12)
                .mapToObj(type -> event("a-" + type, "T" + type * type))
                .toArray(TestEvent[]::new);
        LogPrefix first = log();
        for (int i = 0; i < events.length; i += 7) {
            stored(Arrays.copyOfRange(events, i, i + 7));
        }
        assertThat(first.eventTypes()).isEmpty();
        for (int position = 0; position <= events.length; position++) {
            LogPrefix prefix = store().prefixAt(position);
            Map<String, EventTypeSummary> expected = new LinkedHashMap<>();
            for (int p = 1; p <= position; p++) {
                String type = prefix.event(p).eventType();
                EventTypeSummary before = expected.getOrDefault(type, new EventTypeSummary(type, 0, 0));
                expected.put(type, new EventTypeSummary(type, before.count() + 1, p));
            }
            assertThat(prefix.eventTypes()).containsExactlyElementsOf(expected.values());
        }
        assertThat(log().eventTypes()).hasSize(12);
    }

    @Test
    default void a_type_that_only_refused_events_have_is_not_listed() {
        stored(event("a-1", "A").id("e1"));
        append(event("a-1", "New"), event("a-2", "A").id("e1"));
        stored(event("a-1", "B"));
        stored(event("a-1", "New"));
        assertThat(log().eventTypes())
                .containsExactly(
                        new EventTypeSummary("A", 1, 1),
                        new EventTypeSummary("B", 1, 2),
                        new EventTypeSummary("New", 1, 3));
    }
}
