package dev.mayfly.bench.suite;

import dev.mayfly.bench.report.Curve;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the cost of an append and of a search grows with the store, in process. */
final class Cost implements Bench {
    private static final Pattern RATE = Pattern.compile("events: ([0-9,]+) a second");
    private static final Pattern TENTHS = Pattern.compile("each tenth: \\[([0-9, ]+)]");
    private static final Pattern LAST = Pattern.compile("last tenth / first tenth: ([0-9.]+)");
    private static final Pattern SEARCH = Pattern.compile("search by type and correlation ([0-9.]+) us");

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public String title() {
        return "How costs grow with the store, in process, without HTTP: appends of single events, each timed, up"
                + " to a million over 10,000 aggregates, and up to ten million over 100,000 aggregates and a"
                + " million correlations; and searches by correlation and any of twenty types that find ten events.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        appends(lab, 1_000_000, 10_000, 100_000, "4g");
        if (GrowingStore.sizes(lab).contains(10_000_000)) {
            appends(lab, 10_000_000, 100_000, 1_000_000, "12g");
        }
        List<Curve.Point> points = new ArrayList<>();
        for (int events : List.of(10_000, 100_000, 1_000_000)) {
            String said = lab.figures(
                    "4g",
                    "EngineFigures",
                    "search",
                    Integer.toString(lab.scale().events(events)));
            Matcher times = SEARCH.matcher(said);
            double best = Double.MAX_VALUE;
            // The best of its rounds: the first ones are not compiled yet.
            while (times.find()) {
                best = Math.min(best, Double.parseDouble(times.group(1)));
            }
            lab.notebook().add(Entry.cost(String.format("search of %,d events", events), Figure.OURS, "µs"), best);
            points.add(new Curve.Point(events, best));
        }
        lab.notebook().curve("search-cost", "in process", points);
    }

    private static void appends(Lab lab, int full, int aggregates, int correlations, String heap) throws IOException {
        int events = lab.scale().events(full);
        String what = String.format("append to %,d M events", full / 1_000_000);
        for (int round = 0; round < (full > 1_000_000 ? 1 : lab.scale().rounds()); round++) {
            String said = lab.figures(
                    heap,
                    "EngineFigures",
                    "append",
                    Integer.toString(events),
                    Integer.toString(aggregates),
                    Integer.toString(correlations));
            lab.notebook().add(Entry.rate(what, Figure.OURS), number(RATE, said));
            for (String percentile : List.of("50.0", "99.0", "99.9", "99.99")) {
                double micros = number(Pattern.compile("p" + Pattern.quote(percentile) + " ([0-9.]+) us"), said);
                String name = what + ", p" + percentile.replace(".0", "");
                lab.notebook().add(Entry.cost(name, Figure.OURS, "µs"), micros);
            }
            lab.notebook().add(new Entry(what + ", last tenth over first", Figure.OURS, "×", true), number(LAST, said));
            if (full > 1_000_000) {
                curve(lab, full, said);
            }
        }
    }

    private static void curve(Lab lab, int events, String said) throws IOException {
        Matcher tenths = TENTHS.matcher(said);
        if (!tenths.find()) {
            throw new IOException(said);
        }
        List<Curve.Point> points = new ArrayList<>();
        for (String tenth : tenths.group(1).split(", ")) {
            points.add(new Curve.Point((points.size() + 0.5) * events / 10 / 1e6, Double.parseDouble(tenth)));
        }
        lab.notebook().curve("append-cost", "append", points);
    }

    private static double number(Pattern pattern, String said) throws IOException {
        Matcher number = pattern.matcher(said);
        if (!number.find()) {
            throw new IOException("No " + pattern + " in " + said);
        }
        return Double.parseDouble(number.group(1).replace(",", ""));
    }
}
