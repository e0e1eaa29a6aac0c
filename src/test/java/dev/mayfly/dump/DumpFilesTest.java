package dev.mayfly.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.LogPrefix;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.ForwardingLogPrefix;
import dev.mayfly.eventstore.support.TestEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores in files, and out of them. */
class DumpFilesTest {
    @TempDir
    Path directory;

    private final Map<String, EventStore> seeded = new TreeMap<>();

    private static EventStore store(String name, String... eventIds) {
        EventStore store = new EmbeddedEventStore(name, 64 << 20, TimeSource.SYSTEM);
        for (String id : eventIds) {
            store.append(TestEvent.append(TestEvent.event("a-1", "T").id(id)))
                    .toCompletableFuture()
                    .join();
        }
        return store;
    }

    /** Fills new stores from a path; returns what was read. */
    private Optional<List<DumpReader.Read>> seed(Path path) throws DumpFileException {
        seeded.clear();
        return new SeedFiles(Dumps.EVENT_BYTES, name -> {
                    if (name.equals("unknown")) {
                        throw InvalidInputException.invalid("", "is for a store that is not there");
                    }
                    return seeded.computeIfAbsent(name, DumpFilesTest::store);
                })
                .read(path);
    }

    private String refusal(Path path) {
        DumpFileException refused = catchThrowableOfType(DumpFileException.class, () -> seed(path));
        assertThat(refused).isNotNull();
        assertThat(refused.getStackTrace()).isEmpty();
        return refused.getMessage();
    }

    private void assertSeeded(EventStore... stores) {
        assertThat(seeded.keySet())
                .containsExactlyInAnyOrder(
                        Stream.of(stores).map(EventStore::name).toArray(String[]::new));
        for (EventStore store : stores) {
            assertThat(Dumps.text(seeded.get(store.name()))).isEqualTo(Dumps.text(store));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_directory_has_a_file_for_each_store() throws Exception {
        EventStore[] stores = {store("default", "e1"), store("orders", "e1", "e2"), store("empty")};
        assertThat(DumpFiles.write(directory.resolve("new/dumps"), List.of(stores)))
                .isEqualTo(3);
        assertThat(directory.resolve("new/dumps/orders.ndjson")).hasBinaryContent(Dumps.dump(stores[1]));
        assertThat(seed(directory.resolve("new/dumps")).orElseThrow())
                .containsExactly(
                        new DumpReader.Read("default", 1),
                        new DumpReader.Read("empty", 0),
                        new DumpReader.Read("orders", 2));
        assertSeeded(stores);
    }

    @Test
    void one_file_takes_all_stores_compressed_or_not() throws Exception {
        EventStore[] stores = {store("default", "e1"), store("orders", "e1", "e2"), store("empty")};
        for (String name : List.of("all.ndjson", "all.ndjson.gz")) {
            DumpFiles.write(directory.resolve(name), List.of(stores));
            assertThat(seed(directory.resolve(name)).orElseThrow()).hasSize(3);
            assertSeeded(stores);
        }
        assertThat(files()).containsExactly("all.ndjson", "all.ndjson.gz");
        assertThat(Files.readAllBytes(directory.resolve("all.ndjson.gz"))).startsWith(0x1F, 0x8B);
        Path other = Files.createFile(directory.resolve("any-name"));
        DumpFiles.write(other, List.of(stores));
        seed(other);
        assertSeeded(stores);
    }

    @Test
    void a_file_of_one_store_is_for_the_default_one() throws Exception {
        EventStore orders = store("orders", "e1", "e2");
        Path dump = directory.resolve("orders.ndjson");
        Files.write(dump, Dumps.dump(orders));
        assertThat(seed(dump).orElseThrow()).containsExactly(new DumpReader.Read("default", 2));
        Path export = directory.resolve("export");
        Files.write(export, Dumps.lines(orders.prefix()));
        assertThat(seed(export).orElseThrow()).containsExactly(new DumpReader.Read("default", 2));
        assertThat(Dumps.text(seeded.get("default"))).isEqualTo(Dumps.text(orders));
    }

    @Test
    void a_plain_export_in_a_directory_is_for_the_store_of_its_name() throws Exception {
        EventStore orders = store("orders", "e1", "e2");
        Files.write(directory.resolve("orders.ndjson"), Dumps.lines(orders.prefix()));
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(Dumps.dump(orders));
        }
        Files.write(directory.resolve("copy.ndjson.gz"), compressed.toByteArray());
        Files.writeString(directory.resolve("README.md"), "about these fixtures");
        Files.writeString(directory.resolve(".orders.ndjson.unfinished"), "cut o");
        assertThat(seed(directory).orElseThrow())
                .containsExactly(new DumpReader.Read("copy", 2), new DumpReader.Read("orders", 2));
        assertThat(Dumps.text(seeded.get("copy"))).isEqualTo(Dumps.text(orders));
    }

    @Test
    void a_path_that_is_not_there_is_no_seed() throws Exception {
        assertThat(seed(directory.resolve("nothing"))).isEmpty();
        assertThat(seed(directory).orElseThrow()).isEmpty();
    }

    @Test
    void what_is_no_dump_is_refused_with_the_file_and_the_line() throws Exception {
        byte[] dump = Dumps.dump(store("default", "e1", "e2"));
        Path file = directory.resolve("default.ndjson");
        Files.write(file, Arrays.copyOf(dump, dump.length - 50));
        assertThat(refusal(directory))
                .isEqualTo(file + ": line 4 is cut off: a dump ends with a line that has its checksum");
        Files.writeString(file, new String(dump, StandardCharsets.UTF_8).replace("\"e2\"", "\"e3\""));
        assertThat(refusal(file)).isEqualTo(file + ": line 4 does not fit what is before it: the dump is damaged");
        Files.writeString(file, "{\"position\":1}\n");
        assertThat(refusal(file)).isEqualTo(file + ": line 1 'eventType' is required");
        Files.writeString(file, "");
        assertThat(refusal(file)).contains("is empty");
        Files.write(file, new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});
        assertThat(refusal(file)).startsWith(file + ": is damaged: ");
    }

    @Test
    void compressed_dumps_that_are_cut_off_or_changed_are_refused() throws Exception {
        Path file = directory.resolve("default.ndjson.gz");
        DumpFiles.write(file, List.of(store("default", "e1", "e2")));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 1; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            refusal(file);
        }
    }

    @Test
    void files_that_contradict_each_other_are_refused() throws Exception {
        EventStore store = store("default", "e1");
        DumpFiles.write(directory, List.of(store));
        Files.write(directory.resolve("default.ndjson.gz"), Dumps.dump(store));
        assertThat(refusal(directory)).contains("has more than one file for the store 'default'");
        Files.delete(directory.resolve("default.ndjson.gz"));
        DumpFiles.write(directory.resolve("all.ndjson"), List.of(store, store("orders")));
        assertThat(refusal(directory)).contains("all.ndjson: holds 2 stores, and a file in a directory holds one");
        Files.move(directory.resolve("default.ndjson"), directory.resolve("unknown.ndjson"));
        Files.delete(directory.resolve("all.ndjson"));
        assertThat(refusal(directory)).contains("unknown.ndjson: is for a store that is not there");
    }

    @Test
    void a_store_that_is_gone_does_not_come_back_and_other_files_stay() throws Exception {
        DumpFiles.write(directory, List.of(store("default", "e1"), store("gone", "e1")));
        Files.write(directory.resolve("packed.ndjson.gz"), Files.readAllBytes(directory.resolve("gone.ndjson")));
        Files.write(directory.resolve("default.ndjson.gz"), Files.readAllBytes(directory.resolve("default.ndjson")));
        Files.write(
                directory.resolve("fixture.ndjson"),
                Dumps.lines(store("fixture", "e1").prefix()));
        Files.writeString(directory.resolve("notes.txt"), "mine");
        DumpFiles.write(directory, List.of(store("default", "e1", "e2")));
        assertThat(files()).containsExactly("default.ndjson", "fixture.ndjson", "notes.txt");
    }

    @Test
    void a_dump_that_fails_leaves_the_old_one() throws Exception {
        EventStore store = store("default", "e1");
        DumpFiles.write(directory, List.of(store));
        byte[] old = Files.readAllBytes(directory.resolve("default.ndjson"));
        store.append(TestEvent.append(TestEvent.event("a-1", "T")))
                .toCompletableFuture()
                .join();
        EventStore failing = new ForwardingEventStore(store) {
            @Override
            public LogPrefix prefix() {
                return new ForwardingLogPrefix(super.prefix()) {
                    @Override
                    public void writeJson(long position, JsonBuffer out) {
                        throw new IllegalStateException("position " + position);
                    }
                };
            }
        };
        for (List<EventStore> stores : List.of(List.of(failing), List.of(store("another"), failing))) {
            assertThatThrownBy(() -> DumpFiles.write(directory, stores)).hasMessage("position 1");
            assertThat(directory.resolve("default.ndjson")).hasBinaryContent(old);
        }
        seed(directory);
        assertThat(seeded).containsOnlyKeys("default");
        assertThat(seeded.get("default").prefix().position()).isEqualTo(1);
    }

    @Test
    void a_place_that_cannot_be_written_to_is_seen_beforehand() throws Exception {
        assertThat(DumpFiles.obstacle(directory.resolve("new/dumps"))).isEmpty();
        assertThat(DumpFiles.obstacle(directory.resolve("all.ndjson"))).isEmpty();
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(DumpFiles.obstacle(file)).isEmpty();
        assertThat(DumpFiles.obstacle(file.resolve("dumps"))).contains(file + " is no directory");
    }
}
