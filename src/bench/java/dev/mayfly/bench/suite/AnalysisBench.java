package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.report.Curve;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.util.ArrayList;
import java.util.List;

/** Statistics, trends and heatmaps while the store grows. */
final class AnalysisBench implements Bench {
    private static final String CRITERIA = "eventType=AccountEvent1&eventType=AccountEvent2";
    private static final String PATH = "/stores/default/analytics/";

    @Override
    public String name() {
        return "analysis";
    }

    @Override
    public String title() {
        return "Analyses over HTTP of two of twenty event types, and so of a tenth of the events, which are spread"
                + " over up to four weeks: the median time over one connection. Statistics are the breakdowns by"
                + " hour, day, event type, aggregate type, organisation and user.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        QuarkusServer mayfly = lab.mayfly(GrowingStore.heap(lab));
        GrowingStore store = new GrowingStore(mayfly);
        Cycle statistics = requests("statistics?" + CRITERIA);
        Cycle trends = requests("trends?interval=hour&zone=Europe/Paris&" + CRITERIA);
        Cycle heatmap = requests("heatmap?" + CRITERIA);
        List<Curve.Point> points = new ArrayList<>();
        for (int size : GrowingStore.sizes(lab)) {
            store.grow(size);
            if (points.isEmpty()) {
                lab.warmUp(mayfly, 1, i -> new HttpDialogue(statistics));
            }
            String among = String.format(" of %,d among %,d events", size / 10, size);
            Entry time = entry("statistics" + among);
            new Turns(lab)
                    .add(time, () -> millis(lab, mayfly, statistics))
                    .add(entry("hourly trend, Paris" + among), () -> millis(lab, mayfly, trends))
                    .add(entry("heatmap" + among), () -> millis(lab, mayfly, heatmap))
                    .run();
            points.add(new Curve.Point(size, lab.notebook().median(time)));
        }
        lab.notebook().curve("analysis-cost", "statistics", points);
    }

    private static Entry entry(String what) {
        return Entry.cost(what, Figure.OURS, "ms");
    }

    private static Cycle requests(String analysis) {
        return new Cycle(List.of(Requests.get(PATH + analysis)), 0);
    }

    private static double millis(Lab lab, QuarkusServer mayfly, Cycle requests) throws Exception {
        return SearchBench.micros(lab, mayfly, requests) / 1e3;
    }
}
