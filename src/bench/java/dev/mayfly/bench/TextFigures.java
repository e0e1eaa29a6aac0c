package dev.mayfly.bench;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Figures of text search: what its index takes and how long building it does, and what searches cost beside
 * {@code grep -ciF} over the NDJSON export of the same store, in one run.
 *
 * <p>Arguments: {@code EVENTS}, 1,000,000 if left out.
 */
public final class TextFigures {
    private static final int BATCH = 1_000;
    private static final int ROUNDS = 7;

    private final Prose prose = new Prose();

    private TextFigures() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int events = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        new TextFigures().run(events);
    }

    private void run(int events) throws IOException, InterruptedException {
        // Another store first, so that what is measured is compiled code, as in a server that has run for a while.
        EmbeddedEventStore warm = filled(Math.min(events, 100_000));
        for (int i = 0; i < 20; i++) {
            find(warm.prefix(), "n\u00b0 " + i * 1_000 + "\"");
            find(warm.prefix(), "q");
        }
        EmbeddedEventStore store = filled(events);
        long before = store.memory().usedBytes();
        long start = System.nanoTime();
        find(store.prefix(), "no such text");
        System.out.printf(
                Locale.ROOT,
                "index of %,d events: %.2f s to build, %.1f bytes an event (%.1f of data)%n",
                events,
                (System.nanoTime() - start) / 1e9,
                (store.memory().usedBytes() - before) / (double) events,
                (double) Prose.DATA_BYTES);
        Path export = Files.createTempFile("mayfly-text", ".ndjson");
        try {
            export(store.prefix(), export);
            System.out.printf(Locale.ROOT, "export: %,d bytes%n", Files.size(export));
            String rare = "N\u00b0 " + events / 3 + "\"";
            for (String text : List.of(
                    rare,
                    "no such text",
                    prose.word(1700).toUpperCase(Locale.ROOT) + " " + prose.word(2300),
                    "order " + events / 2,
                    "q")) {
                compare(store.prefix(), export, text);
            }
        } finally {
            Files.delete(export);
        }
    }

    private static void compare(LogPrefix log, Path export, String text) throws IOException, InterruptedException {
        long[] own = new long[ROUNDS];
        long[] grep = new long[ROUNDS];
        int found = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            found = find(log, text);
            own[i] = System.nanoTime() - start;
        }
        String count = "";
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            Process process = new ProcessBuilder("grep", "-ci", "--", text, export.toString()).start();
            count = new String(process.getInputStream().readAllBytes()).trim();
            process.waitFor();
            grep[i] = System.nanoTime() - start;
        }
        Arrays.sort(own);
        Arrays.sort(grep);
        System.out.printf(
                Locale.ROOT,
                "<%s>: %,d found in %.3f ms; grep -ci: %s lines in %.1f ms; ratio %.1f (medians of %d)%n",
                text,
                found,
                own[ROUNDS / 2] / 1e6,
                count,
                grep[ROUNDS / 2] / 1e6,
                grep[ROUNDS / 2] / (double) own[ROUNDS / 2],
                ROUNDS);
    }

    private static int find(LogPrefix log, String text) {
        Positions matches = log.search(Criteria.builder().text(text).build(), Sort.POSITION, Order.ASCENDING, 0);
        int found = 0;
        while (matches.next() != 0) {
            found++;
        }
        return found;
    }

    private EmbeddedEventStore filled(int events) {
        EmbeddedEventStore store = new EmbeddedEventStore("text", 16L << 30, TimeSource.SYSTEM);
        for (int done = 0; done < events; done += BATCH) {
            List<NewEvent> batch = new ArrayList<>(BATCH);
            for (int i = done; i < done + BATCH; i++) {
                batch.add(event(i));
            }
            AppendResult result = store.append(Append.of(EventBatch.of(batch)))
                    .toCompletableFuture()
                    .join();
            if (!(result instanceof AppendResult.Appended)) {
                throw new IllegalStateException(result.toString());
            }
        }
        return store;
    }

    private NewEvent event(int i) {
        String data = prose.data(i);
        return new NewEvent(
                null,
                prose.aggregateId(),
                null,
                "OrderPlaced",
                null,
                null,
                null,
                List.of(),
                null,
                null,
                RawJson.of(data));
    }

    private static void export(LogPrefix log, Path file) throws IOException {
        JsonBuffer line = new JsonBuffer(1 << 16);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long position = 1; position <= log.position(); position++) {
                log.writeJson(position, line);
                line.put('\n');
                if (line.size() > 1 << 15 || position == log.position()) {
                    out.write(line.array(), 0, line.size());
                    line.clear();
                }
            }
        }
    }
}
