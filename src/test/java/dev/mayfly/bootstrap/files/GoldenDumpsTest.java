package dev.mayfly.bootstrap.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.store.Snapshot;
import dev.mayfly.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps that processes of earlier releases have written: each version of the format is read for good. */
class GoldenDumpsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/mayfly/dump");
    private static final String EVENT = "{\"position\"";

    @TempDir
    Path directory;

    /** Returns the lines with events that a golden file has. */
    private static List<String> events(String file) throws IOException {
        return Files.readAllLines(GOLDEN.resolve(file)).stream()
                .filter(line -> line.startsWith(EVENT))
                .toList();
    }

    /** Starts with a golden file, and returns the lines of its dump. */
    private List<String> dumped(DumpedProcess process) throws IOException {
        assertThat(process.stop()).isTrue();
        return Files.readAllLines(directory.resolve("all.ndjson"));
    }

    private DumpedProcess process(String file) {
        return new DumpedProcess(
                "mayfly.seed=" + GOLDEN.resolve(file), "mayfly.dump.on-stop=" + directory.resolve("all.ndjson"));
    }

    private static List<String> eventsOf(List<String> dump, String store) {
        int start = 0;
        while (!dump.get(start).startsWith("{\"mayfly\":{\"store\":\"" + store + "\"")) {
            start++;
        }
        return dump.stream()
                .skip(start + 1L)
                .dropWhile(line -> line.startsWith("{\"mayfly\":{\"projection\""))
                .takeWhile(line -> line.startsWith(EVENT))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"version-1/directory", "version-1/all.ndjson", "version-1/all.ndjson.gz", "version-2/all.ndjson"
            })
    void all_stores_of_every_version_come_back_byte_for_byte(String file) throws IOException {
        try (DumpedProcess process = process(file)) {
            List<String> dump = dumped(process);
            assertThat(process.catalogue.page("", 100).stream().map(Store::name))
                    .containsExactly("default", "empty", "fork-1", "orders");
            for (String store : List.of("default", "empty", "fork-1")) {
                assertThat(eventsOf(dump, store)).isEqualTo(events("version-1/directory/" + store + ".ndjson"));
            }
            List<String> orders = events("version-1/directory/orders.ndjson");
            assertThat(eventsOf(dump, "orders")).startsWith(orders.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"version-1/plain.ndjson", "version-1/checked.ndjson"})
    void exports_of_every_version_are_seeds(String file) throws IOException {
        try (DumpedProcess process = process(file)) {
            assertThat(eventsOf(dumped(process), "default")).isEqualTo(events("version-1/directory/default.ndjson"));
        }
    }

    @Test
    void what_version_2_keeps_beside_events_comes_back() throws IOException {
        try (DumpedProcess process = process("version-2/all.ndjson")) {
            Store orders = process.store("orders");
            assertThat(process.catalogue.create(
                            "orders",
                            new StoreSettings(
                                    Duration.ofDays(10),
                                    50_000_000,
                                    new ClockSetting.Frozen(Instant.parse("2026-01-01T00:00:00Z")))))
                    .isEqualTo(new StoreCreation.Same(orders));
            assertThat(orders.clock().reading().setting())
                    .isEqualTo(new ClockSetting.Frozen(Instant.parse("2026-01-01T00:30:00Z")));
            assertThat(orders.allSnapshots())
                    .extracting(Snapshot::name, Snapshot::position)
                    .containsExactly(tuple("before", 3L), tuple("first", 1L));
            orders.restore("before");
            assertThat(orders.prefix().event(3).eventId()).isEqualTo("o-3");
            assertThat(process.store("fork-1").parent()).contains("default");
            assertThat(process.declarations.of(process.store("default")).all())
                    .extracting(Declaration::name)
                    .containsExactly("per-type");
            assertThat(process.store("empty").isLimited()).isFalse();
        }
    }

    @Test
    void a_dump_is_written_in_the_form_of_the_latest_version() throws IOException {
        List<String> golden = new ArrayList<>(Files.readAllLines(GOLDEN.resolve("version-2/all.ndjson")));
        List<String> dump;
        try (DumpedProcess process = process("version-2/all.ndjson")) {
            dump = dumped(process);
        }
        // Version 3 writes what version 2 can contain as that did.
        golden.set(0, golden.get(0).replace("{\"dump\":2", "{\"dump\":3"));
        assertThat(forms(dump)).isEqualTo(forms(golden));
    }

    /** Returns lines without what is another one each time. */
    private static List<String> forms(List<String> dump) {
        try (Stream<String> lines = dump.stream()) {
            return lines.map(line -> line.startsWith(EVENT)
                            ? line
                            : line.replaceAll("\"(id|incarnation|sha256)\":\"[0-9a-f]+\"", "\"$1\":\"…\"")
                                    .replaceAll(
                                            "\"(at|path|ttlLeft)\":\"[^\"]+\"(?=.*\"stores\"|.*\"limitBytes\")",
                                            "\"$1\":\"…\""))
                    .toList();
        }
    }
}
