package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.Dialogue;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Load;
import dev.mayfly.bench.load.RedisDialogue;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.peer.Server;
import dev.mayfly.bench.report.Curve;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** Latency at a fixed rate. */
final class Latency implements Bench {
    private static final int CONNECTIONS = 32;
    private static final int RATE = 10_000;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
    private static final Duration FULL = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "The time to the answer of single appends that are sent at 10,000 per second over 32 connections,"
                + " whether or not earlier ones have been answered. It counts from the moment at which an append"
                + " was due, so that a stall counts for every append that would have waited (no coordinated"
                + " omission). The generator checks for answers about every 0.08 ms, which affects all figures"
                + " equally.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        EventLines lines = EventLines.over(10_000);
        Cycle appends = new Cycle(Requests.appends(lines), 0);
        Cycle xadds = new Cycle(AppendHttp.xadds(lines), 0);
        QuarkusServer mayfly = lab.mayfly("6g");
        Optional<Redis> redis = lab.redis();
        lab.warmUp(mayfly, CONNECTIONS, i -> new HttpDialogue(appends));
        Map<String, Histogram> all = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        steps.add(() -> measure(lab, Figure.OURS, mayfly, i -> new HttpDialogue(appends), all));
        redis.ifPresent(peer -> steps.add(() -> measure(lab, "Redis XADD", peer, i -> new RedisDialogue(xadds), all)));
        for (int round = 0; round < lab.scale().rounds(); round++) {
            for (Step step : steps) {
                step.run();
            }
            Collections.reverse(steps);
        }
        all.forEach((name, histogram) -> lab.notebook().curve("latency", name, points(histogram)));
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void measure(
            Lab lab, String subject, Server server, IntFunction<Dialogue> dialogues, Map<String, Histogram> all)
            throws IOException {
        boolean smoke = lab.scale().smoke();
        Histogram found;
        try (Load load = Load.connect(server.port(), CONNECTIONS, dialogues)) {
            load.at(RATE, smoke ? Duration.ofMillis(100) : Duration.ofSeconds(1));
            found = load.at(RATE, smoke ? Duration.ofMillis(100) : FULL).latencies();
        }
        for (double percentile : PERCENTILES) {
            String what = String.format("10,000 a second, p%s", percentile).replace(".0", "");
            lab.notebook().add(Entry.cost(what, subject, "ms"), found.getValueAtPercentile(percentile) / 1e6);
        }
        lab.notebook().add(Entry.cost("10,000 a second, longest", subject, "ms"), found.getMaxValue() / 1e6);
        all.computeIfAbsent(subject, name -> new Histogram(found)).add(found);
    }

    /** Returns a histogram's curve: all but one in x are answered within y milliseconds. */
    private static List<Curve.Point> points(Histogram histogram) {
        List<Curve.Point> points = new ArrayList<>();
        for (int eighth = 2; eighth <= 32; eighth++) {
            double x = Math.pow(10, eighth / 8.0);
            points.add(new Curve.Point(x, histogram.getValueAtPercentile(100 - 100 / x) / 1e6));
        }
        return points;
    }
}
