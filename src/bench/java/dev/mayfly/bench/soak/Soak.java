package dev.mayfly.bench.soak;

import dev.mayfly.bench.peer.Jdk;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.report.Curve;
import dev.mayfly.bench.report.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Runs a mixed load against a server with a heap of 256 MiB for as long as one likes, prints how the server is 60 times, and
 * fails if it grows: if the median of the last quarter of a figure is more than a tenth, and a small allowance, above that of
 * the second quarter, or if a request failed.
 */
public final class Soak {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final int SAMPLES = 60;
    private static final double MOST_GROWTH = 1.1;
    private static final double MIB = 1 << 20;

    private Soak() {}

    /** A figure that must stay as it is, and by how much it may be above a tenth more. */
    private record Flat(String name, double allowance, ToDoubleFunction<Sample> value) {}

    private static final List<Flat> FLAT = List.of(
            new Flat("live heap, MiB", 4, sample -> sample.heapBytes() / MIB),
            new Flat("direct memory, MiB", 4, sample -> sample.directBytes() / MIB),
            new Flat("resident memory, MiB", 16, sample -> sample.residentBytes() / MIB),
            new Flat("threads", 4, Sample::threads),
            new Flat("descriptors", 8, Sample::descriptors),
            new Flat("p99, ms", 5, Sample::p99Millis));

    /** Runs it for a duration, such as {@code 8h} or {@code 10m}. */
    public static void main(String[] arguments) throws Exception {
        Duration duration = Duration.parse("PT" + arguments[0].toUpperCase(Locale.ROOT));
        Path directory = Files.createDirectories(Path.of("target/bench/soak"));
        Jdk jdk = Jdk.measured();
        List<String> options = List.of(
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:MaxDirectMemorySize=128m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ActiveProcessorCount=2");
        List<Sample> samples = new ArrayList<>();
        long failed;
        try (QuarkusServer server = QuarkusServer.jar(jdk, JAR, directory.resolve("server.log"), options);
                MixedLoad load = new MixedLoad(server.port())) {
            System.out.println(Sample.TITLES);
            long began = System.nanoTime();
            for (int i = 1; i <= SAMPLES; i++) {
                long due = began + duration.toNanos() * i / SAMPLES;
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                Sample sample = Sample.of(
                        jdk,
                        server,
                        directory.resolve("heap.log"),
                        (System.nanoTime() - began) / 1e9,
                        load.answered(),
                        load.takeWaits());
                samples.add(sample);
                System.out.println(sample.line());
            }
            failed = load.failed();
            if (failed > 0) {
                System.out.println(failed + " requests failed, the last one with " + load.lastFailure());
            }
        }
        draw(samples, directory.resolve("soak.svg"));
        if (!areFlat(samples) || failed > 0) {
            System.exit(1);
        }
    }

    private static boolean areFlat(List<Sample> samples) {
        boolean flat = true;
        for (Flat each : FLAT) {
            double before = median(samples.subList(SAMPLES / 4, SAMPLES / 2), each.value());
            double after = median(samples.subList(SAMPLES * 3 / 4, SAMPLES), each.value());
            boolean holds = after <= MOST_GROWTH * before + each.allowance();
            System.out.printf(
                    Locale.ROOT, "%s: %.1f, then %.1f%s%n", each.name(), before, after, holds ? "" : "  GROWN");
            flat &= holds;
        }
        return flat;
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void draw(List<Sample> samples, Path file) throws IOException {
        List<Curve> curves = FLAT.stream()
                .map(each -> new Curve(
                        "soak",
                        each.name(),
                        samples.stream()
                                .map(sample -> new Curve.Point(
                                        sample.seconds() / 60,
                                        Math.max(0.1, each.value().applyAsDouble(sample))))
                                .toList()))
                .toList();
        LineChart chart = new LineChart(
                "A mixed load at a heap of 256 MiB",
                new LineChart.Axis("minutes", LineChart.Scale.LINEAR),
                new LineChart.Axis("", LineChart.Scale.LOGARITHMIC),
                curves);
        Files.writeString(file, chart.svg());
    }
}
