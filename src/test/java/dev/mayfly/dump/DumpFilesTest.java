package dev.mayfly.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.ForwardingLogPrefix;
import dev.mayfly.eventstore.support.TestEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores in files, and out of them. */
class DumpFilesTest {
    @TempDir
    Path directory;

    private SeededStores seeded;

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
    private Optional<SeedFiles.Seeded> seed(Path path) throws DumpFileException {
        return new SeedFiles(Dumps.EVENT_BYTES, () -> {
                    seeded = new SeededStores(DumpFilesTest::store);
                    return seeded;
                })
                .read(path);
    }

    private List<DumpReader.Read> read(Path path) throws DumpFileException {
        return seed(path).orElseThrow().stores();
    }

    private static Path write(Path path, EventStore... stores) throws IOException {
        return write(new DumpFiles(path), stores);
    }

    private static Path write(DumpFiles files, EventStore... stores) throws IOException {
        return files.write(Dumps.whole(List.of(stores)), true, () -> false);
    }

    private Path numbered(int number) {
        return directory.resolve(String.format("dump.%010d.ndjson", number));
    }

    private String refusal(Path path) {
        DumpFileException refused = catchThrowableOfType(DumpFileException.class, () -> seed(path));
        assertThat(refused).isNotNull();
        assertThat(refused.getStackTrace()).isEmpty();
        return refused.getMessage();
    }

    private void assertSeeded(EventStore... stores) {
        assertThat(seeded.stores.keySet())
                .containsExactlyInAnyOrder(
                        Stream.of(stores).map(EventStore::name).toArray(String[]::new));
        for (EventStore store : stores) {
            assertThat(Dumps.text(seeded.stores.get(store.name()))).isEqualTo(Dumps.text(store));
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
    void a_directory_has_a_file_for_each_dump_and_keeps_the_one_before() throws Exception {
        EventStore[] stores = {store("default", "e1"), store("orders", "e1", "e2"), store("empty")};
        DumpFiles files = new DumpFiles(directory);
        assertThat(write(files, stores)).isEqualTo(numbered(1));
        assertThat(read(directory))
                .containsExactly(
                        new DumpReader.Read("default", 1),
                        new DumpReader.Read("orders", 2),
                        new DumpReader.Read("empty", 0));
        assertSeeded(stores);
        files.take(numbered(1), "id");
        write(files, stores[0]);
        assertThat(files())
                .containsExactly("dump.0000000001.ndjson", "dump.0000000001.ndjson.taken", "dump.0000000002.ndjson");
        write(files, store("default", "e1", "e2"));
        assertThat(files()).containsExactly("dump.0000000002.ndjson", "dump.0000000003.ndjson");
        assertThat(seed(directory).orElseThrow().source()).isEqualTo(numbered(3));
        assertThat(seeded.stores.get("default").prefix().position()).isEqualTo(2);
        write(directory.resolve("new/dumps"), stores);
        read(directory.resolve("new/dumps"));
        assertSeeded(stores);
    }

    @Test
    void one_file_takes_all_stores_compressed_or_not_and_has_the_one_before_beside_it() throws Exception {
        EventStore[] stores = {store("default", "e1"), store("orders", "e1", "e2"), store("empty")};
        for (String name : List.of("all.ndjson", "all.ndjson.gz")) {
            write(directory.resolve(name), stores);
            assertThat(read(directory.resolve(name))).hasSize(3);
            assertSeeded(stores);
        }
        assertThat(files()).containsExactly("all.ndjson", "all.ndjson.gz");
        assertThat(Files.readAllBytes(directory.resolve("all.ndjson.gz"))).startsWith(0x1F, 0x8B);
        Path other = Files.createFile(directory.resolve("any-name"));
        write(other, stores);
        read(other);
        assertSeeded(stores);
        write(directory.resolve("all.ndjson.gz"), store("default"));
        write(directory.resolve("all.ndjson.gz"), store("default", "e9"));
        assertThat(files())
                .containsExactly(
                        "all.ndjson", "all.ndjson.gz", "all.ndjson.gz.previous", "any-name", "any-name.previous");
        assertThat(read(directory.resolve("all.ndjson.gz"))).containsExactly(new DumpReader.Read("default", 1));
        Files.delete(directory.resolve("all.ndjson.gz"));
        assertThat(read(directory.resolve("all.ndjson.gz"))).containsExactly(new DumpReader.Read("default", 0));
        Files.delete(other);
        Files.move(directory.resolve("any-name.previous"), directory.resolve("any-name.previous.moved"));
        Files.write(directory.resolve("any-name.previous"), Files.readAllBytes(directory.resolve("all.ndjson")));
        assertThat(read(other)).hasSize(3);
        assertThat(write(other, stores)).isEqualTo(other);
    }

    @Test
    void a_file_of_one_store_is_for_the_default_one() throws Exception {
        EventStore orders = store("orders", "e1", "e2");
        Path dump = directory.resolve("orders.ndjson");
        Files.write(dump, Dumps.dump(orders));
        assertThat(read(dump)).containsExactly(new DumpReader.Read("default", 2));
        Path export = directory.resolve("export");
        Files.write(export, Dumps.lines(orders.prefix()));
        assertThat(read(export)).containsExactly(new DumpReader.Read("default", 2));
        assertThat(Dumps.text(seeded.stores.get("default"))).isEqualTo(Dumps.text(orders));
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
        Files.writeString(directory.resolve(".dump.1.unfinished"), "cut o");
        assertThat(read(directory)).containsExactly(new DumpReader.Read("copy", 2), new DumpReader.Read("orders", 2));
        assertThat(Dumps.text(seeded.stores.get("copy"))).isEqualTo(Dumps.text(orders));
    }

    @Test
    void a_path_that_is_not_there_is_no_seed() throws Exception {
        assertThat(seed(directory.resolve("nothing"))).isEmpty();
        assertThat(read(directory)).isEmpty();
    }

    @Test
    void what_is_no_dump_is_refused_with_the_file_and_the_line() throws Exception {
        byte[] dump = Dumps.dump(store("default", "e1", "e2"));
        Path file = directory.resolve("default.ndjson");
        Files.write(file, Arrays.copyOf(dump, dump.length - 50));
        assertThat(refusal(directory))
                .isEqualTo(file
                        + ": line 4 is the last line, but a dump ends with a checksum line: the dump is incomplete");
        Files.writeString(file, new String(dump, StandardCharsets.UTF_8).replace("\"e2\"", "\"e3\""));
        assertThat(refusal(file)).isEqualTo(file + ": line 4 does not match the lines before it: the dump is damaged");
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
        write(file, store("default", "e1", "e2"));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 1; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            refusal(file);
        }
    }

    @Test
    void files_that_contradict_each_other_are_refused() throws Exception {
        EventStore store = store("default", "e1");
        Files.write(directory.resolve("default.ndjson"), Dumps.dump(store));
        Files.write(directory.resolve("default.ndjson.gz"), Dumps.dump(store));
        assertThat(refusal(directory)).contains("has more than one file for the store 'default'");
        Files.delete(directory.resolve("default.ndjson.gz"));
        write(directory.resolve("all.ndjson"), store, store("orders"));
        assertThat(refusal(directory))
                .contains("all.ndjson: line 2 holds 2 stores, but each file in a directory must hold one");
        Files.move(directory.resolve("default.ndjson"), directory.resolve("unknown.ndjson"));
        Files.delete(directory.resolve("all.ndjson"));
        assertThat(refusal(directory)).contains("unknown.ndjson: line 1 is for a store that is not there");
    }

    @Test
    void the_files_of_the_first_version_are_one_dump_which_goes_when_there_are_two_others() throws Exception {
        for (String name : List.of("default", "gone")) {
            Files.write(directory.resolve(name + ".ndjson"), Dumps.dump(store(name, "e1")));
        }
        Files.write(directory.resolve("packed.ndjson.gz"), Files.readAllBytes(directory.resolve("gone.ndjson")));
        Files.write(
                directory.resolve("fixture.ndjson"),
                Dumps.lines(store("fixture", "e1").prefix()));
        Files.writeString(directory.resolve("notes.txt"), "mine");
        DumpFiles files = new DumpFiles(directory);
        assertThat(read(directory)).hasSize(4);
        files.wasRead(directory);
        write(files, store("default", "e1", "e2"));
        assertThat(files()).hasSize(6);
        SeedFiles.Seeded seen = seed(directory).orElseThrow();
        assertThat(seen.stores()).containsExactly(new DumpReader.Read("default", 2));
        assertThat(seen.unused()).hasSize(4);
        Files.write(numbered(1), new byte[10]);
        assertThat(read(directory)).hasSize(4);
        write(files, store("default", "e1", "e2"));
        assertThat(files())
                .containsExactly("dump.0000000001.ndjson", "dump.0000000002.ndjson", "fixture.ndjson", "notes.txt");
    }

    @Test
    void of_a_damaged_dump_the_one_before_is_read_and_kept_beside_the_next() throws Exception {
        DumpFiles files = new DumpFiles(directory);
        write(files, store("default", "e1"));
        Path newest = write(files, store("default", "e1", "e2"));
        byte[] whole = Files.readAllBytes(newest);
        for (byte[] damaged : List.of(
                new byte[0],
                Arrays.copyOf(whole, whole.length - 1),
                Arrays.copyOf(whole, whole.length / 2),
                new String(whole, StandardCharsets.UTF_8)
                        .replace("\"e2\"", "\"e3\"")
                        .getBytes(StandardCharsets.UTF_8),
                new String(whole, StandardCharsets.UTF_8).replace("T\"", "T").getBytes(StandardCharsets.UTF_8))) {
            Files.write(newest, damaged);
            SeedFiles.Seeded read = seed(directory).orElseThrow();
            assertThat(read.source()).isEqualTo(numbered(1));
            assertThat(read.damaged()).containsOnlyKeys(newest);
            assertThat(read.stores()).containsExactly(new DumpReader.Read("default", 1));
        }
        files.setAside(newest);
        files.wasRead(numbered(1));
        write(files, store("default", "e1", "e3"));
        assertThat(files())
                .containsExactly("dump.0000000001.ndjson", "dump.0000000002.ndjson.damaged", "dump.0000000003.ndjson");
    }

    @Test
    void a_dump_that_is_whole_and_not_understood_is_refused_for_an_older_one_would_lose_events() throws Exception {
        DumpFiles files = new DumpFiles(directory);
        write(files, store("default", "e1"));
        Path newest = write(files, store("default", "e1", "e2"));
        String whole = Files.readString(newest);
        Files.writeString(newest, resealed(whole.replace("\"dump\":3,", "\"dump\":4,")));
        assertThat(refusal(directory))
                .isEqualTo(newest + ": line 1 is a dump of version 4; this release reads versions 1 to 3");
        Files.writeString(
                newest, resealed(whole.replace("{\"store\"", "{\"consumer\":\"c\"}}\n{\"mayfly\":{\"store\"")));
        assertThat(refusal(directory))
                .isEqualTo(newest + ": line 2 'consumer' is not a kind of line in version 3 of the format");
    }

    /** Returns a text with the checksum that it must have. */
    private static String resealed(String text) {
        String body = text.substring(0, text.lastIndexOf("{\"mayfly\""));
        return body + Section.lastLine(DumpText.sha256().digest(body.getBytes(StandardCharsets.UTF_8))) + "\n";
    }

    @Test
    void a_dump_that_fails_leaves_the_old_one_and_nothing_else() throws Exception {
        EventStore store = store("default", "e1");
        DumpFiles files = new DumpFiles(directory);
        Path written = write(files, store);
        byte[] old = Files.readAllBytes(written);
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
        assertThatThrownBy(() -> write(files, store("another", "e1"), failing)).hasMessage("position 1");
        assertThatThrownBy(() -> files.write(Dumps.whole(List.of(store)), false, () -> true))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(files()).containsExactly(String.valueOf(written.getFileName()));
        assertThat(written).hasBinaryContent(old);
    }

    @Test
    void what_a_killed_process_has_left_unfinished_goes_with_the_next_dump_of_who_has_the_lock() throws Exception {
        Path left = Files.writeString(directory.resolve(".dump.0.unfinished"), "cut o");
        write(directory, store("default"));
        assertThat(left).exists();
        try (DumpFiles files = new DumpFiles(directory)) {
            assertThat(files.lock()).isEqualTo(DumpFiles.Lock.HELD);
            write(files, store("default"));
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void a_path_is_locked_by_one_at_a_time() throws Exception {
        for (Path path : List.of(directory.resolve("new"), directory.resolve("all.ndjson"))) {
            DumpFiles first = new DumpFiles(path);
            assertThat(first.lock()).isEqualTo(DumpFiles.Lock.HELD);
            assertThat(new DumpFiles(path).lock()).isEqualTo(DumpFiles.Lock.TAKEN);
            first.close();
            try (DumpFiles second = new DumpFiles(path)) {
                assertThat(second.lock()).isEqualTo(DumpFiles.Lock.HELD);
            }
        }
    }

    @Test
    void a_dump_is_taken_once() throws Exception {
        DumpFiles files = new DumpFiles(directory.resolve("all.ndjson"));
        Path file = write(files, store("default"));
        assertThat(DumpFiles.isTaken(file, "one")).isFalse();
        assertThat(files.take(file, "one")).isTrue();
        assertThat(files.take(file, "one")).isFalse();
        assertThat(DumpFiles.isTaken(file, "one")).isTrue();
        // A mark that was left behind is of the dump that had the name before.
        assertThat(DumpFiles.isTaken(file, "two")).isFalse();
        assertThat(files.take(file, "two")).isTrue();
        write(files, store("default"));
        assertThat(DumpFiles.taken(file)).doesNotExist();
    }

    @Test
    void a_place_that_cannot_be_written_to_is_seen_beforehand() throws Exception {
        assertThat(new DumpFiles(directory.resolve("new/dumps")).obstacle()).isEmpty();
        assertThat(new DumpFiles(directory.resolve("all.ndjson")).obstacle()).isEmpty();
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(new DumpFiles(file).obstacle()).isEmpty();
        assertThat(new DumpFiles(file.resolve("dumps")).obstacle()).contains(file + " is not a directory");
    }
}
