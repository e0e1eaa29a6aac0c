package dev.mayfly.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.InvalidInputException.Kind;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no whole dump, or no whole events, is refused with the line, and nothing of it is stored. */
class DamagedDumpTest {
    private static final String FIRST =
            "{\"position\":1,\"eventId\":\"e1\",\"aggregateId\":\"a-1\",\"aggregateType\":\"A\",\"eventType\":\"T\","
                    + "\"version\":1,\"timestamp\":\"2026-01-01T00:00:00Z\",\"recordedAt\":\"2026-01-02T00:00:00Z\",\"data\":{}}";
    private static final String SECOND = FIRST.replace("\"position\":1", "\"position\":2")
            .replace("e1", "e2")
            .replace("version\":1", "version\":2");

    private static byte[] smallDump() {
        EventStore store = Dumps.store();
        Dumps.fill(store, FIRST + "\n" + SECOND + "\n");
        return Dumps.dump(store);
    }

    private static InvalidInputException mistake(String text) {
        return Dumps.mistake(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_dump_that_is_cut_off_anywhere_is_refused() {
        byte[] dump = smallDump();
        for (int length = 1; length < dump.length; length++) {
            InvalidInputException mistake = Dumps.mistake(Arrays.copyOf(dump, length));
            assertThat(mistake.kind()).isEqualTo(Kind.MALFORMED_JSON);
            assertThat(mistake.line()).isPositive();
        }
    }

    @Test
    void a_dump_with_any_other_bit_is_refused() {
        byte[] dump = smallDump();
        for (int bit = 0; bit < 8 * dump.length; bit++) {
            byte[] flipped = dump.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Dumps.mistake(flipped);
        }
    }

    @Test
    void a_dump_without_one_of_its_lines_or_with_one_more_is_refused() {
        String[] lines = new String(smallDump(), StandardCharsets.UTF_8).split("\n");
        for (int left = 1; left < lines.length; left++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lines.length; i++) {
                text.append(i == left ? "" : lines[i] + "\n");
            }
            mistake(text.toString());
        }
        String whole = String.join("\n", lines) + "\n";
        assertThat(mistake(whole + "\n").line()).isEqualTo(5);
        assertThat(mistake(whole + whole).line()).isEqualTo(5);
        assertThat(mistake(FIRST + "\n" + whole).line()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    \"position\":2|\"position\":3|position|must be 2, the next position (is 3)
                    \"position\":2|\"position\":1|position|must be 2, the next position (is 1)
                    \"position\":2,||position|is required
                    \"position\":2|\"position\":2.0|position|must be a whole number, at least 1
                    \"position\":2|\"position\":0|position|must be a whole number, at least 1
                    \"position\":2|\"position\":\"2\"|position|must be a whole number, at least 1
                    \"position\":2|\"position\":2,\"position\":2|position|is given twice
                    \"version\":2|\"version\":3|version|must be 2, the next version of aggregate 'a-1' (is 3)
                    \"version\":2|\"version\":1|version|must be 2, the next version of aggregate 'a-1' (is 1)
                    \"version\":2,||version|is required
                    e2|e1|eventId|must not repeat 'e1', the id of an earlier event
                    \"eventId\":\"e2\",||eventId|is required
                    \"timestamp\":\"2026-01-01T00:00:00Z\",||timestamp|is required
                    \"recordedAt\":\"2026-01-02T00:00:00Z\",||recordedAt|is required
                    2026-01-02T00:00:00Z|2026-01-01T23:59:59.999999999Z|recordedAt|must not be before that of the previous event
                    \"aggregateType\":\"A\"|\"aggregateType\":\"B\"|aggregateType|must be 'A', the type of aggregate 'a-1' (is 'B')
                    \"data\"|\"dat\"|dat|is not a known field; did you mean 'data'?
                    """)
    void an_event_that_does_not_fit_is_refused(String found, String replaced, String field, String message) {
        String wrong = SECOND.replace(found, replaced == null ? "" : replaced);
        InvalidInputException mistake = mistake("\n" + FIRST + "\n\n" + wrong + "\n");
        assertThat(mistake.violations()).containsExactly(new InvalidInputException.Violation(field, message));
        assertThat(mistake.line()).isEqualTo(4);
        assertThat(mistake.kind()).isEqualTo(Kind.INVALID_REQUEST);
    }

    @Test
    void a_repeated_id_is_found_however_far_apart_the_events_are() {
        StringBuilder text = new StringBuilder();
        for (int n = 1; n <= 5000; n++) {
            text.append(SECOND.replace("\"position\":2", "\"position\":" + n)
                            .replace("\"version\":2", "\"version\":" + n)
                            .replace("e2", n == 4000 ? "id-1" : "id-" + n))
                    .append('\n');
        }
        InvalidInputException mistake = mistake(text.toString());
        assertThat(mistake.line()).isEqualTo(4000);
        assertThat(mistake.violations().get(0).message())
                .isEqualTo("must not repeat 'id-1', the id of the event at position 1");
    }

    @Test
    void a_line_that_is_not_json_is_refused_with_its_number() {
        assertThat(mistake(FIRST + "\n" + SECOND.substring(0, 50)).line()).isEqualTo(2);
        assertThat(mistake(FIRST + "\n[]\n").line()).isEqualTo(2);
        assertThat(mistake(FIRST + " " + SECOND + "\n").line()).isEqualTo(1);
    }

    @Test
    void a_line_without_an_end_is_refused_before_it_is_held() {
        byte[] text = new byte[3 << 20];
        Arrays.fill(text, (byte) ' ');
        text[0] = '{';
        InvalidInputException mistake = Dumps.mistake(text);
        assertThat(mistake.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(mistake.line()).isEqualTo(1);
    }

    @Test
    void more_than_a_store_may_hold_is_refused_with_the_line() {
        EventStore large = Dumps.store();
        for (int n = 1; n <= 10; n++) {
            large.append(TestEvent.append(TestEvent.event("a-1", "T").data("\"" + "x".repeat(500_000) + "\"")))
                    .toCompletableFuture()
                    .join();
        }
        byte[] dump = Dumps.dump(large);
        EventStore small = Dumps.store(new FakeClock(), 3 << 20);
        long used = small.memory().usedBytes();
        try (DumpReader reader = new DumpReader(
                Dumps.EVENT_BYTES, true, (name, stores) -> small.openImport().orElseThrow())) {
            reader.read(dump, 0, dump.length);
            reader.end();
            assertThat(reader.refused().reason()).isInstanceOf(AppendResult.StoreFull.class);
            assertThat(reader.refused().line()).isBetween(4L, 8L);
        }
        assertThat(small.prefix().position()).isZero();
        assertThat(small.memory().usedBytes()).isEqualTo(used);
    }

    @Test
    void a_store_that_is_not_empty_any_more_stays_as_it_is() {
        EventStore store = Dumps.store();
        try (DumpReader reader = new DumpReader(
                Dumps.EVENT_BYTES, true, (name, stores) -> store.openImport().orElseThrow())) {
            byte[] dump = smallDump();
            reader.read(dump, 0, dump.length);
            reader.end();
            store.append(TestEvent.append(TestEvent.event("b-1", "U")))
                    .toCompletableFuture()
                    .join();
            String incarnation = store.incarnation();
            assertThat(reader.commit()).isNull();
            assertThat(store.incarnation()).isEqualTo(incarnation);
            assertThat(store.prefix().event(1).eventType()).isEqualTo("U");
        }
    }
}
