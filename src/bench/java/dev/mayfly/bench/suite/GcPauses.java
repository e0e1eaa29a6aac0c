package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Load;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pauses of the garbage collector on a small heap. */
final class GcPauses implements Bench {
    private static final int EVENTS = 300_000;
    private static final int BATCH = 10;
    private static final int CONNECTIONS = 8;
    private static final Pattern PAUSE = Pattern.compile("Pause .* ([0-9.]+)ms");

    @Override
    public String name() {
        return "gc";
    }

    @Override
    public String title() {
        return "Pauses of the collector while 300,000 events arrive in batches of 10 over 8 connections, from the"
                + " start of the process, on a heap of 256 MiB, half of which they fill.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        for (String collector : List.of("Serial", "G1")) {
            for (int round = 0; round < lab.scale().rounds(); round++) {
                measure(lab, collector);
            }
        }
    }

    private static void measure(Lab lab, String collector) throws IOException {
        Path log = lab.file("gc.log");
        // The last of the two choices would be an error, so the image's is taken back.
        List<String> options = collector.equals("Serial")
                ? List.of("-Xlog:gc:file=" + log)
                : List.of("-XX:-UseSerialGC", "-XX:+UseG1GC", "-Xlog:gc:file=" + log);
        Cycle ingests = new Cycle(Requests.ingests(EventLines.over(10_000), BATCH), 0);
        double seconds;
        try (QuarkusServer mayfly = lab.mayfly("256m", options.toArray(new String[0]));
                Load load = Load.connect(mayfly.port(), CONNECTIONS, i -> new HttpDialogue(ingests))) {
            seconds = load.until(lab.scale().events(EVENTS)).nanos() / 1e9;
        }
        double longest = 0;
        double all = 0;
        int count = 0;
        Matcher pauses = PAUSE.matcher(Files.readString(log));
        while (pauses.find()) {
            double millis = Double.parseDouble(pauses.group(1));
            longest = Math.max(longest, millis);
            all += millis;
            count++;
        }
        String of = collector + ": ";
        lab.notebook().add(Entry.cost(of + "longest pause", Figure.OURS, "ms"), longest);
        lab.notebook().add(Entry.cost(of + "pauses", Figure.OURS, "pauses"), count);
        lab.notebook().add(Entry.cost(of + "share of the time", Figure.OURS, "%"), all / 10 / seconds);
    }
}
