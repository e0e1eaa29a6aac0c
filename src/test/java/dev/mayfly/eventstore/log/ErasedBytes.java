package dev.mayfly.eventstore.log;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A process that forgets: it stores, removes and redacts, and dumps its heap before and after. */
final class ErasedBytes {
    private static final int OTHERS = 6_000;

    private ErasedBytes() {}

    /** Returns a text that is in no class file. */
    private static String marker(String of) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns what must be gone: the text and the user of a redacted event, and whatever is a removed event's alone. */
    static List<String> secrets() {
        return List.of(
                        "redacted text",
                        "redacted user",
                        "text",
                        "user",
                        "aggregate",
                        "tag",
                        "correlation",
                        "type",
                        "cause",
                        "id")
                .stream()
                .map(ErasedBytes::marker)
                .toList();
    }

    /** Returns what must still be there. */
    static List<String> kept() {
        return List.of(marker("kept text"), marker("kept tag"), marker("kept user"));
    }

    public static void main(String[] args) throws IOException {
        EmbeddedEventStore store = new EmbeddedEventStore("erased", 64 << 20, TimeSource.SYSTEM);
        store.defineIndexes(none -> Map.of("texts", "data.text"));
        fill(store);
        dump(args[0]);
        store.redact(store.incarnation(), new long[] {store.prefix().positionOf("redacted")}, RawJson.of("{}"));
        store.truncate(Truncation.before("a-" + marker("aggregate"), Long.MAX_VALUE));
        if (store.optimise(false).garbageBytes() > 0) {
            throw new IllegalStateException("something is left");
        }
        dump(args[1]);
    }

    private static void fill(EmbeddedEventStore store) {
        List<TestEvent> events = new ArrayList<>();
        events.add(TestEvent.event("kept-1", "Kept")
                .id("redacted")
                .user(marker("redacted user"))
                .data("{\"text\":\"" + marker("redacted text") + "\"}"));
        events.add(TestEvent.event("a-" + marker("aggregate"), marker("type"))
                .id(marker("id"))
                .user(marker("user"))
                .tags(marker("tag"), marker("kept tag"))
                .correlation(marker("correlation"))
                .causation(marker("cause"))
                .data("{\"text\":\"" + marker("text") + "\"}"));
        for (int i = 0; i < OTHERS; i++) {
            events.add(TestEvent.event("kept-" + i % 50, "Kept")
                    .user(marker("kept user"))
                    .tags(marker("kept tag"))
                    .data("{\"text\":\"" + marker("kept text") + " " + i + "\"}"));
        }
        Reading.append(store, Append.of(TestEvent.batch(events)));
        store.buildIndexes();
        Reading.search(store.prefix(), Criteria.builder().text(marker("text")).build());
    }

    private static void dump(String file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
    }
}
