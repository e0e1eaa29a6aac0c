package dev.mayfly.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.eventstore.support.View;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What goes out comes in again, byte for byte. */
class RoundTripTest {
    private static EventStore random(long seed, int events) {
        FakeClock clock = new FakeClock();
        EventStore store = Dumps.store(clock, 512L << 20);
        new RandomEvents(seed).append(store, clock, events);
        return store;
    }

    @Test
    void a_store_of_any_events_comes_back_as_it_was() {
        Seeds.each(3, 8, seed -> {
            EventStore store = random(seed, 700);
            byte[] dump = Dumps.dump(store);
            byte[] lines = Dumps.lines(store.prefix());
            int pieceBytes = 1 + new Random(seed).nextInt(400_000);

            EventStore fromDump = Dumps.store();
            assertThat(Dumps.fill(fromDump, dump, pieceBytes))
                    .containsExactly(
                            new DumpReader.Read("default", store.prefix().position()));
            EventStore fromLines = Dumps.store();
            Dumps.fill(fromLines, lines, pieceBytes);

            assertThat(Dumps.dump(fromDump)).isEqualTo(dump);
            assertThat(Dumps.dump(fromLines)).isEqualTo(dump);
            assertThat(fromDump.incarnation()).isNotEqualTo(store.incarnation());
        });
    }

    @Test
    void every_read_answers_the_same_afterwards() {
        EventStore store = random(77, 60);
        EventStore filled = Dumps.store();
        Dumps.fill(filled, Dumps.dump(store), 999);
        assertThat(View.of(filled.prefix())).isEqualTo(View.of(store.prefix()));
        for (long position = 0; position < store.prefix().position(); position += 7) {
            assertThat(View.of(filled.prefixAt(position))).isEqualTo(View.of(store.prefixAt(position)));
        }
    }

    @Test
    void a_part_of_a_store_comes_back_as_it_was_then() {
        EventStore store = random(5, 50);
        byte[] lines = Dumps.lines(store.prefixAt(17));
        EventStore filled = Dumps.store();
        Dumps.fill(filled, lines, 100);
        assertThat(Dumps.lines(filled.prefix())).isEqualTo(lines);
        assertThat(filled.prefix().position()).isEqualTo(17);
    }

    @Test
    void an_empty_store_comes_back_empty() {
        EventStore filled = Dumps.store();
        assertThat(Dumps.fill(filled, Dumps.dump(Dumps.store()), 10))
                .containsExactly(new DumpReader.Read("default", 0));
        assertThat(filled.prefix().position()).isZero();
        assertThat(Dumps.fill(Dumps.store(), "")).containsExactly(new DumpReader.Read("", 0));
    }

    @Test
    void what_is_appended_afterwards_goes_on_where_the_events_end() {
        FakeClock clock = new FakeClock();
        EventStore store = Dumps.store(clock, 64 << 20);
        Dumps.fill(store, """
                {"position":1,"eventId":"e1","aggregateId":"a-1","eventType":"T","version":1,"timestamp":"2026-01-01T00:00:00Z","recordedAt":"2030-01-01T00:00:00Z","data":{}}
                """);
        store.append(TestEvent.append(TestEvent.event("a-1", "U").id("e2")))
                .toCompletableFuture()
                .join();
        assertThat(store.prefix().event(2).version()).isEqualTo(2);
        assertThat(store.prefix().event(2).recordedAt()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(store.prefixAsOf(clock.now()).position()).isZero();
    }

    @Test
    void lines_may_be_written_otherwise_than_the_store_does() {
        EventStore store = Dumps.store();
        Dumps.fill(
                store,
                "\r\n  {\"data\" : [1 ,2],\"version\":1,\r\"eventType\":\"\\u0054\", \"recordedAt\":\"2026-01-01T02:00:00.50+02:00\","
                        + "\"timestamp\":\"2026-01-01t00:00:00z\",\"aggregateId\":\"a-1\",\"eventId\":\"e1\",\"position\":1} \r\n\r\n");
        assertThat(Dumps.text(store))
                .isEqualTo(
                        "{\"position\":1,\"eventId\":\"e1\",\"aggregateId\":\"a-1\",\"aggregateType\":\"A\",\"eventType\":\"T\","
                                + "\"version\":1,\"timestamp\":\"2026-01-01T00:00:00Z\",\"recordedAt\":\"2026-01-01T00:00:00.5Z\",\"data\":[1 ,2]}\n");
    }
}
