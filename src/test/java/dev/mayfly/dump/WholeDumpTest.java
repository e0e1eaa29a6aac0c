package dev.mayfly.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Version 2 of the format: whole processes, with all that stores have beside their events. */
class WholeDumpTest {
    private static final KeptSettings ALL = new KeptSettings(
            Instant.parse("2026-01-01T00:00:00.000000001Z"),
            "default",
            Duration.ofMinutes(10),
            Duration.ofMillis(61_500),
            5_000_000_000L,
            new ClockSetting.Offset(Duration.ofDays(-3)),
            new ClockSetting.Frozen(Instant.parse("1999-12-31T23:59:59Z")),
            Map.of("by-n", "data.n"),
            RawJson.of("{\"rules\":[{\"aggregateType\":\"T\",\"maxCount\":5}]}"));

    private static EventStore store(String name, int events) {
        EventStore store = new EmbeddedEventStore(name, 64 << 20, new FakeClock());
        append(store, events);
        return store;
    }

    private static void append(EventStore store, int events) {
        append(store, events, store.name());
    }

    private static void append(EventStore store, int events, String ids) {
        for (int n = 0; n < events; n++) {
            long next = store.prefix().position() + 1;
            store.append(TestEvent.append(TestEvent.event("a-" + next % 3, "T").id(ids + next)))
                    .toCompletableFuture()
                    .join();
        }
    }

    private static StoreDump.Snapshot snapshot(String name, EventStore store, long position) {
        LogImage image = store.image(position);
        return new StoreDump.Snapshot(name, FakeClock.START_NANOS, image.incarnation(), image.prefix());
    }

    private static SeededStores read(String text, int pieceBytes) {
        SeededStores seeded = new SeededStores(name -> new EmbeddedEventStore(name, 64 << 20, TimeSource.SYSTEM));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DumpReader reader = new DumpReader(Dumps.EVENT_BYTES, true, seeded)) {
            for (int at = 0; at < bytes.length; at += pieceBytes) {
                reader.read(bytes, at, Math.min(pieceBytes, bytes.length - at));
            }
            reader.end();
            assertThat(reader.commit()).isNotNull();
        }
        return seeded;
    }

    private static InvalidInputException mistake(byte[] text) {
        SeededStores seeded = new SeededStores(name -> new EmbeddedEventStore(name, 64 << 20, TimeSource.SYSTEM));
        return catchThrowableOfType(InvalidInputException.class, () -> {
            try (DumpReader reader = new DumpReader(Dumps.EVENT_BYTES, true, seeded)) {
                reader.read(text, 0, text.length);
                reader.end();
            }
        });
    }

    private static String lines(EventStore store, long last) {
        return new String(Dumps.lines(store.prefixAt(last)), StandardCharsets.UTF_8);
    }

    @Test
    void it_is_written_as_the_document_says() {
        EventStore store = store("orders", 2);
        StoreDump.Snapshot first = snapshot("first", store, 1);
        String text = Dumps.text(
                Dumps.whole(store("default", 0)),
                new StoreDump(
                        "orders",
                        ALL,
                        Map.of("per-type", RawJson.of("{\"fields\": {\"n\":{\"count\":true}}}")),
                        store.prefix(),
                        List.of(first)));
        String body = text.substring(0, text.lastIndexOf("{\"mayfly\""));
        assertThat(body.replaceAll("\"incarnation\":\"[0-9a-f]{32}\"", "\"incarnation\":\"…\""))
                .isEqualTo("{\"mayfly\":{\"dump\":3,\"id\":\"" + "0".repeat(32)
                        + "\",\"at\":\"1970-01-01T00:00:00Z\",\"clean\":true,\"path\":\"/data\",\"stores\":2}}\n"
                        + "{\"mayfly\":{\"store\":\"default\",\"incarnation\":\"…\",\"createdAt\":\"1970-01-01T00:00:00Z\","
                        + "\"firstClock\":{\"mode\":\"system\"},\"clock\":{\"mode\":\"system\"},\"events\":0}}\n"
                        + "{\"mayfly\":{\"store\":\"orders\",\"incarnation\":\"…\",\"createdAt\":\"2026-01-01T00:00:00.000000001Z\","
                        + "\"parent\":\"default\",\"ttl\":\"PT10M\",\"ttlLeft\":\"PT1M1.5S\",\"limitBytes\":5000000000,"
                        + "\"firstClock\":{\"mode\":\"offset\",\"by\":\"PT-72H\"},"
                        + "\"clock\":{\"mode\":\"frozen\",\"at\":\"1999-12-31T23:59:59Z\"},\"indexes\":{\"by-n\":\"data.n\"},"
                        + "\"retention\":{\"rules\":[{\"aggregateType\":\"T\",\"maxCount\":5}]},\"events\":2}}\n"
                        + "{\"mayfly\":{\"projection\":\"per-type\",\"definition\":{\"fields\": {\"n\":{\"count\":true}}}}}\n"
                        + lines(store, 2)
                        + "{\"mayfly\":{\"snapshot\":\"first\",\"at\":\"2026-11-23T04:40:49.2Z\",\"position\":1}}\n");
        assertThat(text.substring(body.length()))
                .isEqualTo(Section.lastLine(DumpText.sha256().digest(body.getBytes(StandardCharsets.UTF_8))) + "\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 500, 1_000_000})
    void what_is_written_is_read_in_pieces_of_any_size(int pieceBytes) {
        EventStore store = store("orders", 40);
        EventStore other = store("other", 20);
        SeededStores seeded = read(
                Dumps.text(
                        Dumps.whole(store("default", 3)),
                        new StoreDump(
                                "orders",
                                ALL,
                                Map.of("per-type", RawJson.of("{\"fields\":{}}")),
                                store.prefix(),
                                List.of(snapshot("first", store, 7), snapshot("other", other, 15))),
                        Dumps.whole(store("empty", 0))),
                pieceBytes);
        assertThat(seeded.stores.keySet()).containsExactly("default", "empty", "orders");
        assertThat(Dumps.text(seeded.stores.get("orders"))).isEqualTo(Dumps.text(store));
        assertThat(Dumps.text(seeded.snapshots.get("other"))).isEqualTo(lines(other, 15));
        assertThat(seeded.lines.get(2)).isEqualTo(new DumpLine.Store("orders", store.incarnation(), ALL, 40));
        assertThat(seeded.lines.get(3)).isEqualTo(new DumpLine.Projection("per-type", RawJson.of("{\"fields\":{}}")));
        assertThat(seeded.lines.get(4))
                .isEqualTo(new DumpLine.Snapshot("other", FakeClock.START_NANOS, 15, null, true));
        assertThat(seeded.lines.get(5))
                .isEqualTo(new DumpLine.Snapshot("first", FakeClock.START_NANOS, 7, null, false));
    }

    @Test
    void events_that_are_in_the_dump_already_are_not_written_again_with_a_snapshot() {
        EventStore store = store("orders", 5);
        StoreDump.Snapshot early = snapshot("early", store, 3);
        StoreDump.Snapshot late = snapshot("late", store, 5);
        StoreDump.Snapshot none = snapshot("none", store, 0);
        store.restore(store.image(4));
        append(store, 4, "others");
        // Of another history than the store's, with the same first events.
        assertThat(snapshotLines(Dumps.whole(store, early, late, none)))
                .containsExactly("\"late\",\"events\":5}}", "\"early\",\"position\":3}}", "\"none\",\"position\":0}}");
        EventStore unlike = store("unlike", 2);
        assertThat(snapshotLines(Dumps.whole(unlike, early, late, none)))
                .containsExactly(
                        "\"late\",\"events\":5}}",
                        "\"early\",\"position\":3,\"of\":\"late\"}}",
                        "\"none\",\"position\":0}}");
    }

    private static List<String> snapshotLines(StoreDump store) {
        return Dumps.text(store)
                .lines()
                .filter(line -> line.startsWith("{\"mayfly\":{\"snapshot\""))
                .map(line -> line.replaceAll(".*\"snapshot\":(\"[a-z]+\"),\"at\":\"[^\"]+\"", "$1"))
                .toList();
    }

    @Test
    void a_dump_that_is_cut_off_or_has_another_byte_anywhere_is_refused_and_known_as_damaged() {
        EventStore other = store("other", 2);
        byte[] dump = Dumps.text(
                        Dumps.whole(store("default", 2), snapshot("own", other, 2)), Dumps.whole(store("empty", 0)))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(mistake(dump)).isNull();
        for (int length = 1; length < dump.length; length++) {
            assertThat(mistake(Arrays.copyOf(dump, length)))
                    .as("%s bytes", length)
                    .isNotNull();
        }
        for (int at = 0; at < dump.length; at++) {
            byte[] changed = dump.clone();
            changed[at] ^= 1;
            assertThat(mistake(changed)).as("byte %s", at).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "clean":true|"clean":1|clean|must be true or false
                    "stores":1|"stores":0|stores|must be a whole number from 1 to 2147483647
                    "stores":1|"stores":2||does not match the lines before it: the dump is damaged
                    "path"|"place"|path|must be a string
                    ,"stores"|,"shards":3,"stores"|shards|is not known to version 3 of the format
                    "store":"default"|"store":"De"|store|must be
                    "events":2}}|"events":3}}||does not match the lines before it: the dump is damaged
                    "events":2}}|"events":1}}||does not match the lines before it: the dump is damaged
                    "firstClock":{"mode":"system"}|"firstClock":{"mode":"slow"}|firstClock.mode|is not known
                    "firstClock":{"mode":"system"}|"firstClock":{"mode":"system","by":"PT1S"}|firstClock.by|is not known to
                    "firstClock"|"ttl":"PT1S","firstClock"|ttlLeft|must be given together with 'ttl'
                    "firstClock"|"ttl":"x","ttlLeft":"PT1S","firstClock"|ttl|must be an ISO 8601 duration
                    "firstClock"|"retention":[],"firstClock"|retention|has a value of a kind that dumps do not contain
                    {"store"|{"surprise":"s"}}#{"mayfly":{"store"|surprise|is not a kind of line in version 3 of the format
                    {"store"|{"projection":"p"}}#{"mayfly":{"store"|definition|must be an object
                    {"store"|{"schema":"T","since":0}}#{"mayfly":{"store"|definition|must be an object or a boolean
                    {"store"|{"projection":"p","definition":{}}}#{"mayfly":{"store"||does not match the lines before it: the dump is damaged
                    {"store"|{"dump":2,"id":"","at":"1970-01-01T00:00:00Z","clean":true,"path":"","stores":1}}#{"mayfly":{"store"||does not match the lines
                    """)
    void a_line_that_is_not_known_or_not_valid_is_refused_by_its_name(
            String found, String replaced, String field, String message) {
        String text = Dumps.text(Dumps.whole(store("default", 2)));
        assertThat(text).contains(found);
        InvalidInputException mistake =
                mistake(text.replace(found, replaced.replace('#', '\n')).getBytes(StandardCharsets.UTF_8));
        assertThat(mistake.violations().get(0).field()).isEqualTo(field == null ? "" : field);
        assertThat(mistake.violations().get(0).message()).startsWith(message);
        assertThat(mistake.line()).isPositive();
    }

    @Test
    void whoever_wants_the_events_of_one_store_alone_gets_them() {
        EventStore store = store("default", 3);
        String text = Dumps.text(Dumps.whole(store, snapshot("own", store("other", 2), 2)));
        EventStore filled = Dumps.store();
        assertThat(Dumps.fill(filled, text)).containsExactly(new DumpReader.Read("default", 3));
        assertThat(Dumps.text(filled)).isEqualTo(Dumps.text(store));
        EventStore longer = store("longer", 1);
        AppendingImport target = new AppendingImport(longer, 1 << 20);
        try (DumpReader reader = new DumpReader(Dumps.EVENT_BYTES, false, (name, stores) -> target)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            reader.read(bytes, 0, bytes.length);
            reader.end();
            reader.commit();
        }
        assertThat(longer.prefix().position()).isEqualTo(4);
    }
}
