package dev.mayfly.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.FakeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Short words for what tests of dumps do all the time. */
final class Dumps {
    static final int EVENT_BYTES = 1 << 20;
    private static final long AMPLE_BYTES = 512L << 20;

    private Dumps() {}

    /** Returns an empty store. */
    static EventStore store() {
        return store(new FakeClock(), AMPLE_BYTES);
    }

    /** Returns an empty store. */
    static EventStore store(TimeSource clock, long limitBytes) {
        return new EmbeddedEventStore("default", limitBytes, clock);
    }

    /** Returns a text as bytes, written in pieces. */
    static byte[] bytes(TextSource text) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        JsonBuffer piece = new JsonBuffer(64);
        boolean whole = false;
        while (!whole) {
            piece.clear();
            whole = text.writeTo(piece, 1000);
            all.write(piece.array(), 0, piece.size());
        }
        return all.toByteArray();
    }

    /** Returns the dump of a store. */
    static byte[] dump(EventStore store) {
        return bytes(DumpText.of(store.name(), store.prefix()));
    }

    /** Returns what is dumped of a store that is as stores are by default. */
    static StoreDump whole(EventStore store, StoreDump.Snapshot... snapshots) {
        KeptSettings settings = new KeptSettings(
                Instant.EPOCH, null, null, null, 0, ClockSetting.SYSTEM, ClockSetting.SYSTEM, Map.of(), null);
        return new StoreDump(store.name(), settings, Map.of(), store.prefix(), List.of(snapshots));
    }

    /** Returns what is dumped of stores that are as stores are by default. */
    static List<StoreDump> whole(List<EventStore> stores) {
        return stores.stream().map(store -> whole(store)).toList();
    }

    /** Returns the dump of stores. */
    static String text(StoreDump... stores) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            WholeDump.write(
                    new DumpLine.Header("0".repeat(32), Instant.EPOCH, true, "/data", stores.length),
                    List.of(stores),
                    out,
                    () -> false);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Returns the events of a log, one a line. */
    static byte[] lines(LogPrefix log) {
        return bytes(DumpText.events(log));
    }

    /** Returns the events of a store as text, one a line. */
    static String text(EventStore store) {
        return new String(lines(store.prefix()), StandardCharsets.UTF_8);
    }

    /** Fills a store, with the text coming in pieces of that many bytes; returns what was read. */
    static List<DumpReader.Read> fill(EventStore store, byte[] text, int pieceBytes) {
        try (DumpReader reader = new DumpReader(
                EVENT_BYTES, true, (name, stores) -> store.openImport().orElseThrow())) {
            for (int at = 0; at < text.length; at += pieceBytes) {
                reader.read(text, at, Math.min(pieceBytes, text.length - at));
            }
            reader.end();
            assertThat(reader.refused()).isNull();
            return reader.commit();
        }
    }

    /** Fills a store. */
    static List<DumpReader.Read> fill(EventStore store, String text) {
        return fill(store, text.getBytes(StandardCharsets.UTF_8), 10_000);
    }

    /** Returns the mistake for which a text is refused; it must be, with nothing stored. */
    static InvalidInputException mistake(byte[] text) {
        EventStore store = store();
        String incarnation = store.incarnation();
        InvalidInputException mistake =
                catchThrowableOfType(InvalidInputException.class, () -> fill(store, text, text.length + 1));
        assertThat(mistake).as(new String(text, StandardCharsets.UTF_8)).isNotNull();
        assertThat(store.prefix().position()).isZero();
        assertThat(store.incarnation()).isEqualTo(incarnation);
        assertThat(store.openImport()).as("another try").isPresent();
        return mistake;
    }
}
