package dev.mayfly.bench.suite;

import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Searches, analyses and queries in process, beside SQLite, DuckDB and grep. */
final class Databases implements Bench {
    private static final Path LIBRARIES = Path.of("bench/databases/target/classpath");
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final int EVENTS = 1_000_000;

    @Override
    public String name() {
        return "databases";
    }

    @Override
    public String title() {
        return "Searches, analyses and queries in one process among a million events with 230 bytes of data, beside"
                + " SQLite in memory (seven indexes, one on the value that is asked for, and FTS5 with trigrams,"
                + " `detail=none`), DuckDB in memory (on all processors) and `grep` over files in memory: the median"
                + " time of a call, each for another value. Every answer is compared with those of the others first."
                + " Where events are read, Mayfly writes each whole as JSON, and SQLite reads its data.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        if (!Files.exists(LIBRARIES)) {
            throw new IOException(LIBRARIES + " is missing: run bench/run without --built once");
        }
        Path directory = Files.createDirectories(lab.file("databases"));
        String said = lab.java(
                LIMIT,
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx4g",
                        // Both databases are native libraries.
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path")
                                + File.pathSeparator
                                + Files.readString(LIBRARIES).trim(),
                        "dev.mayfly.bench.databases.DatabaseFigures",
                        Integer.toString(lab.scale().events(EVENTS)),
                        Integer.toString(lab.scale().rounds()),
                        directory.toString()));
        for (String line : said.lines().toList()) {
            String[] parts = line.split("\t");
            if (parts[0].equals("figure")) {
                lab.notebook().add(Entry.cost(parts[1], parts[2], parts[3]), Double.parseDouble(parts[4]));
            } else if (parts[0].equals("note")) {
                lab.notebook().note(parts[1]);
            }
        }
    }
}
