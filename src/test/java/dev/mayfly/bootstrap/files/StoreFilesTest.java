package dev.mayfly.bootstrap.files;

import static dev.mayfly.eventstore.support.TestEvent.append;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.schema.StoreSchema;
import dev.mayfly.store.Snapshot;
import dev.mayfly.store.Store;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process leaves behind and the next one finds. */
class StoreFilesTest {
    private static final String COUNT = "{\"groupBy\":\"eventType\",\"fields\":{\"n\":{\"count\":true}}}";

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void name_path() {
        path = directory.resolve("data");
    }

    private DumpedProcess process() {
        return process(path, path);
    }

    private static DumpedProcess process(Path seed, Path dump) {
        return new DumpedProcess("mayfly.seed=" + seed, "mayfly.dump.on-stop=" + dump);
    }

    private static void stop(DumpedProcess process) {
        assertThat(process.stop()).isTrue();
        process.close();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().toList();
        }
    }

    @Test
    void a_process_that_reads_its_own_dump_continues_its_histories() {
        DumpedProcess first = process();
        DumpedProcess.appendTo(first.store("default"), "e1", "e2");
        String incarnation = first.store("default").incarnation();
        String empty = first.make("empty", null, 0, ClockSetting.SYSTEM).incarnation();
        stop(first);
        for (int restarts = 0; restarts < 3; restarts++) {
            DumpedProcess next = process();
            assertThat(next.store("default").incarnation()).isEqualTo(incarnation);
            assertThat(next.store("empty").incarnation()).isEqualTo(empty);
            DumpedProcess.appendTo(next.store("default"), "more-" + restarts);
            stop(next);
        }
        DumpedProcess last = process();
        assertThat(last.store("default").prefix().position()).isEqualTo(5);
        last.store("default").reset();
        assertThat(last.store("default").incarnation()).isNotEqualTo(incarnation);
        last.close();
    }

    @Test
    void schemas_are_dumped_and_hold_again_before_the_first_append() {
        String schema = "{\"required\": [\"total\"], \"properties\": {\"total\": {\"multipleOf\": 0.01}}}";
        DumpedProcess first = process();
        Store before = first.store("default");
        DumpedProcess.appendTo(before, "e1", "e2");
        put(first, before, "T", schema);
        put(first, before, "*", "false");
        put(first, first.make("empty", null, 0, ClockSetting.SYSTEM), "T", "true");
        stop(first);

        DumpedProcess next = process();
        Store after = next.store("default");
        StoreSchema kept = next.schemas.find(after, "T").orElseThrow();
        assertThat(kept.schema().text()).hasToString(schema);
        assertThat(kept.since(after.incarnation())).isEqualTo(2);
        assertThat(next.schemas.find(next.store("empty"), "T")).isPresent();
        assertThat(after.prefix().position()).isEqualTo(2);
        for (String type : List.of("T", "Unknown")) {
            assertThat(after.append(append(event("a-1", type)))
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(AppendResult.Unfit.class);
        }
        next.close();
    }

    private static void put(DumpedProcess process, Store store, String type, String schema) {
        process.schemas.put(store, type, process.schemas.compile(RawJson.of(schema), Work.UNLIMITED));
    }

    @Test
    void a_dump_is_continued_once_and_a_new_history_from_then_on() {
        DumpedProcess first = process();
        DumpedProcess.appendTo(first.store("default"), "e1");
        String incarnation = first.store("default").incarnation();
        stop(first);
        DumpedProcess killed = process();
        assertThat(killed.store("default").incarnation()).isEqualTo(incarnation);
        killed.close();
        DumpedProcess next = process();
        assertThat(next.store("default").incarnation()).isNotEqualTo(incarnation);
        assertThat(next.store("default").prefix().position()).isEqualTo(1);
        String another = next.store("default").incarnation();
        stop(next);
        DumpedProcess last = process();
        assertThat(last.store("default").incarnation()).isEqualTo(another);
        last.close();
    }

    @Test
    void any_other_seed_is_a_new_history() throws Exception {
        DumpedProcess first = process();
        DumpedProcess.appendTo(first.store("default"), "e1");
        String incarnation = first.store("default").incarnation();
        stop(first);
        // A copy, a seed of a process that dumps elsewhere or nowhere, and the dump itself by its own name.
        Path copy = directory.resolve("copy");
        Files.createDirectories(copy);
        for (Path file : files()) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        Path dump = path.resolve("dump.0000000001.ndjson");
        for (DumpedProcess other : List.of(
                process(copy, copy),
                process(path, directory.resolve("elsewhere")),
                new DumpedProcess("mayfly.seed=" + path),
                process(dump, dump))) {
            assertThat(other.store("default").incarnation()).isNotEqualTo(incarnation);
            assertThat(other.store("default").prefix().position()).isEqualTo(1);
            other.close();
        }
        DumpedProcess own = process(directory.resolve("./data/"), path);
        assertThat(own.store("default").incarnation()).isEqualTo(incarnation);
        own.close();
    }

    @Test
    void one_file_is_continued_like_a_directory() {
        path = directory.resolve("all.ndjson.gz");
        for (int round = 0; round < 3; round++) {
            DumpedProcess first = process();
            DumpedProcess.appendTo(first.store("default"), "e" + round);
            String incarnation = first.store("default").incarnation();
            stop(first);
            DumpedProcess next = process();
            assertThat(next.store("default").incarnation()).isEqualTo(incarnation);
            next.close();
            DumpedProcess later = process();
            assertThat(later.store("default").incarnation()).isNotEqualTo(incarnation);
            stop(later);
        }
    }

    @Test
    void settings_come_back() {
        DumpedProcess first = process();
        Instant frozen = Instant.parse("2020-01-01T00:00:00.000000001Z");
        StoreSettings orders =
                new StoreSettings(Duration.ofMinutes(10), 1 << 20, new ClockSetting.Offset(Duration.ofDays(1)));
        Store made = first.make("orders", orders.ttl(), orders.limitBytes(), orders.clock());
        DumpedProcess.appendTo(made, "o1");
        made.clock().set(new ClockSetting.Frozen(frozen));
        first.store("default").clock().set(new ClockSetting.Offset(Duration.ofHours(-5)));
        Instant createdAt = first.store("default").createdAt();
        Store fork = first.fork(made, "fork");
        DumpedProcess.appendTo(fork, "o2");
        Store orphan = first.fork(made, "orphan");
        assertThat(orphan.parent()).contains("orders");
        Store gone = first.make("gone", null, 0, ClockSetting.SYSTEM);
        first.fork(gone, "orphan-of-gone");
        first.catalogue.delete("gone");
        first.time.advance(Duration.ofMinutes(3));
        stop(first);

        DumpedProcess next = new DumpedProcess("mayfly.seed=" + path, "mayfly.dump.on-stop=" + path);
        // By its own time, which begins where that of every test does.
        assertThat(next.catalogue.page("", 100).stream().map(Store::name))
                .containsExactly("default", "fork", "orders", "orphan", "orphan-of-gone");
        Store back = next.catalogue.page("or", 1).get(0);
        assertThat(back.expiresAt())
                .contains(Instant.ofEpochSecond(0, next.time.now()).plus(Duration.ofMinutes(7)));
        assertThat(back.clock().reading().setting()).isEqualTo(new ClockSetting.Frozen(frozen));
        assertThat(back.memory().limitBytes()).isEqualTo(1 << 20);
        assertThat(next.catalogue.create("orders", orders)).isEqualTo(new StoreCreation.Same(back));
        assertThat(next.store("default").clock().reading().setting())
                .isEqualTo(new ClockSetting.Offset(Duration.ofHours(-5)));
        assertThat(next.store("default").createdAt()).isEqualTo(createdAt);
        assertThat(next.store("fork").parent()).contains("orders");
        assertThat(next.store("fork").prefix().position()).isEqualTo(2);
        assertThat(next.store("fork").isLimited()).isFalse();
        assertThat(next.store("fork").memory().limitBytes()).isEqualTo(DumpedProcess.LIMIT_BYTES);
        assertThat(next.store("orphan-of-gone").parent()).isEmpty();
        // A use, and all of the time to live is left.
        assertThat(next.store("orders").expiresAt())
                .contains(Instant.ofEpochSecond(0, next.time.now()).plus(Duration.ofMinutes(10)));
        next.time.advance(Duration.ofMinutes(10));
        assertThat(next.catalogue.store("orders")).isEmpty();
        next.close();
    }

    @Test
    void a_store_that_was_made_for_ever_stays_so_whatever_is_the_default_then() {
        DumpedProcess first = process();
        first.make("kept", null, 0, ClockSetting.SYSTEM);
        stop(first);
        DumpedProcess next = process();
        assertThat(next.store("kept").isLimited()).isFalse();
        next.close();
    }

    @Test
    void snapshots_come_back_with_the_events_that_they_had_and_share_memory_again() {
        DumpedProcess first = process();
        long emptyBytes = first.catalogue.memory().usedBytes();
        Store store = first.store("default");
        DumpedProcess.appendTo(store, "e1", "e2");
        first.snapshot(store, "two");
        DumpedProcess.appendTo(store, "e3");
        first.snapshot(store, "three");
        store.restore("two");
        DumpedProcess.appendTo(store, "e4", "e5");
        first.snapshot(store, "four");
        long usedBytes = first.catalogue.memory().usedBytes();
        long at = store.snapshot("two").orElseThrow().atNanos();
        first.time.advance(Duration.ofDays(1));
        stop(first);

        DumpedProcess next = process();
        Store back = next.store("default");
        assertThat(back.allSnapshots())
                .extracting(Snapshot::name, Snapshot::position)
                .containsExactly(tuple("four", 4L), tuple("three", 3L), tuple("two", 2L));
        assertThat(back.snapshot("two").orElseThrow().atNanos()).isEqualTo(at);
        assertThat(next.catalogue.memory().usedBytes()).isLessThan(2 * usedBytes);
        back.restore("three");
        assertThat(back.prefix().event(3).eventId()).isEqualTo("e3");
        assertThat(back.prefix().position()).isEqualTo(3);
        back.restore("four");
        assertThat(back.prefix().event(4).eventId()).isEqualTo("e5");
        back.restore("two");
        assertThat(back.prefix().position()).isEqualTo(2);
        back.allSnapshots().forEach(snapshot -> back.removeSnapshot(snapshot.name()));
        back.reset();
        next.catalogue.expire();
        assertThat(next.catalogue.memory().usedBytes()).isEqualTo(emptyBytes);
        next.close();
    }

    @Test
    void declared_projections_come_back_unless_the_configuration_has_one_of_the_name() {
        DumpedProcess first = process();
        DumpedProcess.appendTo(first.store("default"), "e1");
        Store orders = first.make("orders", null, 0, ClockSetting.SYSTEM);
        first.declarations.of(orders).put("per-type", DumpedProcess.definition(COUNT));
        first.declarations
                .of(first.store("default"))
                .put("all", DumpedProcess.definition("{\"fields\":\n{\"n\":{\"count\":true}}}"));
        stop(first);
        DumpedProcess next = process();
        Declaration declared =
                next.declarations.of(next.store("orders")).find("per-type").orElseThrow();
        assertThat(declared.projection().definition().text().toString()).isEqualTo(COUNT);
        assertThat(next.declarations.of(next.store("default")).all()).hasSize(1);
        next.close();
    }

    @Test
    void a_second_process_on_a_path_does_not_start_and_harms_nothing() {
        DumpedProcess first = process();
        DumpedProcess.appendTo(first.store("default"), "e1");
        assertThatThrownBy(this::process)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("mayfly.dump.on-stop: " + path + " is in use by another process, which holds "
                        + path.resolve(".dump.lock"));
        assertThatThrownBy(() -> new DumpedProcess("mayfly.dump.on-stop=" + path))
                .hasMessageContaining("in use");
        stop(first);
        DumpedProcess next = process();
        assertThat(next.store("default").prefix().position()).isEqualTo(1);
        next.close();
    }

    @Test
    void of_a_damaged_dump_the_one_before_is_taken_as_a_new_history_and_the_next_has_all() throws Exception {
        DumpedProcess first = process();
        DumpedProcess.appendTo(first.store("default"), "e1");
        Store orders = first.make("orders", null, 0, ClockSetting.SYSTEM);
        DumpedProcess.appendTo(orders, "o1");
        stop(first);
        DumpedProcess second = process();
        DumpedProcess.appendTo(second.store("default"), "e2");
        second.snapshot(second.store("default"), "s");
        second.store("default").reset();
        String incarnation = second.store("orders").incarnation();
        stop(second);
        Path newest = path.resolve("dump.0000000002.ndjson");
        String text = Files.readString(newest);
        Files.writeString(newest, text.substring(0, text.length() - 20));
        DumpedProcess third = process();
        assertThat(third.store("default").prefix().position()).isEqualTo(1);
        assertThat(third.store("default").allSnapshots()).isEmpty();
        assertThat(third.store("orders").incarnation()).isNotEqualTo(incarnation);
        assertThat(third.catalogue.count()).isEqualTo(2);
        stop(third);
        assertThat(files().stream().map(file -> file.getFileName().toString()))
                .containsExactly(
                        ".dump.lock",
                        "dump.0000000001.ndjson",
                        "dump.0000000001.ndjson.taken",
                        "dump.0000000002.ndjson.damaged",
                        "dump.0000000003.ndjson");
    }

    @Test
    void a_damaged_dump_without_one_before_it_stops_the_start_and_nothing_is_written_then() throws Exception {
        DumpedProcess first = process();
        first.make("orders", null, 0, ClockSetting.SYSTEM);
        stop(first);
        Path dump = path.resolve("dump.0000000001.ndjson");
        List<String> lines = Files.readAllLines(dump);
        Files.writeString(dump, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
        List<Path> before = files();
        assertThatThrownBy(this::process)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("mayfly.seed: " + dump
                        + ": line 4 is the last line, but a dump ends with a checksum line: the dump is incomplete");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void a_dump_that_fails_is_told() throws Exception {
        DumpedProcess process = process();
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(path);
        Files.writeString(path, "no directory any more");
        Files.createDirectory(directory.resolve("data.previous"));
        Files.createFile(directory.resolve("data.previous/in-the-way"));
        assertThat(process.stop()).isFalse();
        process.close();
    }

    @Test
    void settings_that_make_no_sense_are_refused_by_their_key() {
        assertThatThrownBy(() -> new DumpedProcess("mayfly.dump.every=PT1M"))
                .hasMessage("mayfly.dump.every: requires mayfly.dump.on-stop, the path to write to");
        assertThatThrownBy(() -> new DumpedProcess("mayfly.dump.every=PT0.5S", "mayfly.dump.on-stop=" + path))
                .hasMessage("mayfly.dump.every: must be at least PT1S");
    }
}
