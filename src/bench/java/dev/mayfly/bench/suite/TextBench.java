package dev.mayfly.bench.suite;

import dev.mayfly.bench.Prose;
import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Message;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.Child;
import dev.mayfly.bench.peer.Http;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text search beside grep. */
final class TextBench implements Bench {
    private static final int EVENTS = 1_000_000;
    private static final int BATCH = 10_000;
    private static final int DIFFERENT = 60_000;
    private static final String STORE = "/stores/default";
    private static final Pattern BYTES = Pattern.compile("\"bytes\":(\\d+)");

    private final Prose prose = new Prose();

    @Override
    public String name() {
        return "text";
    }

    @Override
    public String title() {
        return "Text search over HTTP among a million events of 300 bytes of prose, compared with `grep -ci` over"
                + " their NDJSON export, which is in memory: the median time over one connection. Every request"
                + " searches for a different text, so nothing comes from the cache.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        int events = lab.scale().events(EVENTS);
        QuarkusServer mayfly = lab.mayfly("4g");
        fill(mayfly, events);
        Path export = lab.file("export.ndjson");
        Http.ndjson(mayfly.port(), STORE + "/events?sort=position", export);
        lab.notebook().note(String.format("The export has %,d bytes.", Files.size(export)));
        long before = bytes(mayfly);
        long start = System.nanoTime();
        Http.get(mayfly.port(), search("no such text"));
        lab.notebook()
                .add(
                        Entry.cost("first search, which builds the index", Figure.OURS, "s"),
                        (System.nanoTime() - start) / 1e9);
        lab.notebook()
                .add(
                        Entry.cost("index, bytes an event", Figure.OURS, "bytes"),
                        (bytes(mayfly) - before) / (double) events);
        Random random = new Random(7);
        List<String> single = new ArrayList<>();
        List<String> phrases = new ArrayList<>();
        List<String> none = new ArrayList<>();
        for (int i = 0; i < DIFFERENT; i++) {
            single.add("N\u00b0 " + random.nextInt(events) + "\"");
            phrases.add(prose.word(1_000 + random.nextInt(500)) + " " + prose.word(1_000 + random.nextInt(500)));
            none.add("no such text " + random.nextInt(1_000_000));
        }
        Cycle warm = requests(none);
        lab.warmUp(mayfly, 1, i -> new HttpDialogue(warm));
        compare(lab, mayfly, export, "a text of one event", single);
        compare(lab, mayfly, export, "a phrase of two words", phrases);
        compare(lab, mayfly, export, "a text of no event", none);
    }

    private static void compare(Lab lab, QuarkusServer mayfly, Path export, String what, List<String> texts)
            throws Exception {
        Cycle requests = requests(texts);
        new Turns(lab)
                .add(Entry.cost(what, Figure.OURS, "ms"), () -> SearchBench.micros(lab, mayfly, requests) / 1e3)
                .add(Entry.cost(what, "grep -ci", "ms"), () -> grep(lab, export, texts.get(0), List.of()))
                .add(
                        Entry.cost(what, "grep -ci, LC_ALL=C", "ms"),
                        () -> grep(lab, export, texts.get(0), List.of("env", "LC_ALL=C")))
                .run();
    }

    private static Cycle requests(List<String> texts) {
        List<Message> searches =
                texts.stream().map(text -> Requests.get(search(text))).toList();
        return new Cycle(searches, 0);
    }

    private static String search(String text) {
        return STORE + "/events?text="
                + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static double grep(Lab lab, Path export, String text, List<String> before) throws IOException {
        // In the export a quote within a string is escaped, and this one ends the string.
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of("sh", "-c", "grep -ci -- \"$1\" \"$2\" || test $? = 1", "grep", text, export.toString()));
        Path log = lab.file("grep.log");
        long start = System.nanoTime();
        Child.run(log, Duration.ofSeconds(60), command);
        return (System.nanoTime() - start) / 1e6;
    }

    private static long bytes(QuarkusServer mayfly) throws IOException {
        Matcher bytes = BYTES.matcher(Http.get(mayfly.port(), STORE));
        if (!bytes.find()) {
            throw new IOException("The store does not say how many bytes it has");
        }
        return Long.parseLong(bytes.group(1));
    }

    private void fill(QuarkusServer mayfly, int events) throws IOException {
        for (int done = 0; done < events; done += BATCH) {
            StringBuilder lines = new StringBuilder(BATCH * 400);
            for (int i = done; i < done + BATCH; i++) {
                lines.append("{\"aggregateId\":\"").append(prose.aggregateId());
                lines.append("\",\"eventType\":\"OrderPlaced\",\"data\":")
                        .append(prose.data(i))
                        .append("}\n");
            }
            Http.post(mayfly.port(), STORE + "/events", lines.toString());
        }
    }
}
