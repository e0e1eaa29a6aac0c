package dev.mayfly.bench.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.bench.peer.Child;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Appends within a process, by JMH, each round in a new JVM. */
final class AppendInProcess implements Bench {
    private static final int AXON_JAVA = 21;
    private static final Path AXON_LIBRARIES = Path.of("bench/axon/target/classpath");
    private static final Path AXON_SOURCE = Path.of("bench/axon/src/main/java/dev/mayfly/bench/AxonEngine.java");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** A hundred events an aggregate in both, because some stores copy an aggregate's events at each append. */
    private record Shape(int threads, int events, int aggregates, int rounds) {}

    private static final List<Shape> SHAPES = List.of(new Shape(1, 500_000, 5_000, 2), new Shape(8, 200_000, 2_000, 2));

    @Override
    public String name() {
        return "append-in-process";
    }

    @Override
    public String title() {
        return "In-process appends of single events to an empty store: 500,000 over 5,000 aggregates by one thread,"
                + " 200,000 over 2,000 by eight. Mayfly maintains all its indexes; Occurrent's in-memory store and"
                + " Axon Framework's in-memory engine index nothing.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        Optional<String> axon = axon(lab);
        for (Shape shape : lab.scale().smoke() ? SHAPES.subList(0, 1) : SHAPES) {
            String what = "append, " + shape.threads + (shape.threads == 1 ? " thread" : " threads");
            for (int round = 0; round < Math.min(shape.rounds, lab.scale().rounds()); round++) {
                // In JVMs of their own, so that only the machine can make the order matter.
                lab.notebook().add(Entry.rate(what, Figure.OURS), rate(lab, "Mayfly", shape, ""));
                lab.notebook().add(Entry.rate(what, "Occurrent"), rate(lab, "Occurrent", shape, ""));
                if (axon.isPresent()) {
                    lab.notebook().add(Entry.rate(what, "Axon 5"), rate(lab, "Axon", shape, axon.get()));
                }
            }
        }
    }

    private static double rate(Lab lab, String engine, Shape shape, String libraries) throws IOException {
        int events = lab.scale().events(shape.events);
        Path json = lab.file("jmh.json");
        lab.java(
                LIMIT,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path") + libraries,
                        "org.openjdk.jmh.Main",
                        "AppendBenchmark",
                        "-p",
                        "engine=" + engine,
                        "-p",
                        "threads=" + shape.threads,
                        "-p",
                        "events=" + events,
                        "-p",
                        "aggregates=" + lab.scale().events(shape.aggregates),
                        "-rf",
                        "json",
                        "-rff",
                        json.toString()));
        double millis = new ObjectMapper()
                .readTree(json.toFile())
                .path(0)
                .path("primaryMetric")
                .path("score")
                .asDouble();
        return events * 1e3 / millis;
    }

    /** Compiles Axon's engine and returns what to add to the class path, if the JDK is new enough. */
    private static Optional<String> axon(Lab lab) throws IOException {
        if (lab.jdk().feature() < AXON_JAVA || !Files.exists(AXON_LIBRARIES)) {
            lab.notebook().note("Axon Framework 5 needs Java 21 and its libraries: left out.");
            return Optional.empty();
        }
        Path classes = Files.createDirectories(lab.file("axon"));
        String libraries = File.pathSeparator + Files.readString(AXON_LIBRARIES).trim();
        List<String> command =
                new ArrayList<>(List.of(lab.jdk().javac(), "-proc:none", "-d", classes.toString(), "-cp"));
        command.add(System.getProperty("java.class.path") + libraries);
        command.add(AXON_SOURCE.toString());
        Child.run(lab.file("javac.log"), LIMIT, command);
        return Optional.of(File.pathSeparator + classes + libraries);
    }
}
