package dev.mayfly.bench.report;

import dev.mayfly.bench.report.LineChart.Axis;
import dev.mayfly.bench.report.LineChart.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The plots that are drawn from the benches' curves. */
public final class Plots {
    private static final Map<String, LineChart> PLOTS = Map.of(
            "append-http",
            new LineChart(
                    "Single appends a second",
                    new Axis("connections", Scale.LOGARITHMIC),
                    new Axis("appends a second", Scale.LINEAR),
                    List.of()),
            "latency",
            new LineChart(
                    "Time to the answer of an append, at a fixed rate",
                    new Axis("share of appends", Scale.PERCENTILE),
                    new Axis("milliseconds", Scale.LOGARITHMIC),
                    List.of()),
            "append-cost",
            new LineChart(
                    "Appends in process while the store grows to 10 M events",
                    new Axis("events stored, millions", Scale.LINEAR),
                    new Axis("appends a second", Scale.LINEAR),
                    List.of()),
            "search-cost",
            new LineChart(
                    "Time of a search that finds ten events",
                    new Axis("events stored", Scale.LOGARITHMIC),
                    new Axis("microseconds", Scale.LOGARITHMIC),
                    List.of()),
            "analysis-cost",
            new LineChart(
                    "Time of the statistics of a tenth of the events",
                    new Axis("events stored", Scale.LOGARITHMIC),
                    new Axis("milliseconds", Scale.LOGARITHMIC),
                    List.of()));

    private Plots() {}

    /** Writes each plot that has curves to a directory. */
    public static void write(Results results, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, LineChart> plot : PLOTS.entrySet()) {
            List<Curve> curves = new ArrayList<>();
            for (Section section : results.sections().values()) {
                for (Curve curve : section.curves()) {
                    if (curve.plot().equals(plot.getKey()) && curve.points().size() > 1) {
                        curves.add(curve);
                    }
                }
            }
            if (!curves.isEmpty()) {
                LineChart shape = plot.getValue();
                LineChart chart = new LineChart(shape.title(), shape.x(), shape.y(), curves);
                Files.writeString(directory.resolve(plot.getKey() + ".svg"), chart.svg());
            }
        }
    }
}
