package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No event's JSON is larger than is said before it is written. */
class JsonSizeBoundTest {
    private static final int LONGEST = 255;
    /** What may be reserved in vain for an identifier: eight bytes for each character. */
    private static final int RESERVED = 8 * LONGEST;

    private final EmbeddedEventStore store = new EmbeddedEventStore("bound", 64L << 20, new FakeClock());

    private void assertBounded(int tags, TestEvent event) {
        Reading.append(store, TestEvent.append(event));
        long position = store.prefix().position();
        int size = Reading.json(store.prefix(), position).getBytes(StandardCharsets.UTF_8).length;
        assertThat(store.prefix().jsonSizeBound(position)).isBetween((long) size, size + 512L + (6L + tags) * RESERVED);
    }

    private static String identifier(String character, int number) {
        String digits = Integer.toString(number);
        return digits + character.repeat((LONGEST - digits.length()) / character.length());
    }

    @Test
    void the_bound_holds_for_the_longest_identifiers_and_is_near_for_data_and_metadata() {
        int number = 0;
        for (String character : new String[] {"x", "\"", "\\", "€", "😀"}) {
            for (int tags : new int[] {0, 1, 30}) {
                int first = number += 100;
                String[] own = IntStream.range(0, tags)
                        .mapToObj(i -> identifier(character, first + i))
                        .toArray(String[]::new);
                assertBounded(
                        tags,
                        event(identifier(character, first), identifier(character, 1))
                                .id(identifier(character, first))
                                .aggregateType(identifier(character, 2))
                                .correlation(identifier(character, 3))
                                .causation(identifier(character, 4))
                                .traceparent(identifier(character, 5))
                                .tags(own)
                                .metadata("{\"m\":\"" + "m".repeat(50_000) + "\"}")
                                .data("\"" + "d".repeat(100_000) + "\""));
            }
        }
        assertBounded(0, event("a", "T"));
    }
}
