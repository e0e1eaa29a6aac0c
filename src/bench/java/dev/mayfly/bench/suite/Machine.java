package dev.mayfly.bench.suite;

import dev.mayfly.bench.peer.Child;
import dev.mayfly.bench.peer.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the figures are taken on. */
final class Machine {
    private final Path directory;

    /** Asks programs about themselves, with their answers in a directory. */
    Machine(Path directory) {
        this.directory = directory;
    }

    /** Returns the machine's shape. */
    Map<String, String> shape() throws IOException {
        Map<String, String> shape = new LinkedHashMap<>();
        shape.put("processor", field("/proc/cpuinfo", "model name"));
        shape.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        long kilobytes = Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
        shape.put("memory", (kilobytes + (1 << 19) >> 20) + " GiB");
        shape.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return shape;
    }

    private static String field(String file, String name) throws IOException {
        for (String line : Files.readAllLines(Path.of(file))) {
            if (line.startsWith(name)) {
                return line.substring(line.indexOf(':') + 1).trim();
            }
        }
        return "unknown";
    }

    /** Returns the versions of the programs that take part. */
    Map<String, String> versions(Jdk jdk) throws IOException {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("JDK measured", jdk.version());
        versions.put("JDK of the generator", System.getProperty("java.version"));
        versions.put("Redis", said("redis-server", "--version"));
        versions.put("NATS", said("nats-server", "--version"));
        versions.put("PostgreSQL", said("psql", "--version"));
        versions.put("wrk", said("wrk", "-v"));
        return versions;
    }

    /** Returns the version in what a program says of itself. */
    private String said(String program, String option) throws IOException {
        if (Lab.program(program) == null) {
            return "not installed";
        }
        try (Child child = Child.start(directory.resolve(program + ".version"), List.of(program, option))) {
            child.await(Duration.ofSeconds(5));
            return child.log().lines().findFirst().orElse("").replaceAll("^\\D*?v?=?(\\d[\\w.]*).*", "$1");
        }
    }

    /** Returns the commit that is checked out, marked if files differ from it. */
    String commit() throws IOException {
        String commit = Child.run(
                directory.resolve("commit"), Duration.ofSeconds(5), List.of("git", "rev-parse", "--short=10", "HEAD"));
        String changes = Child.run(
                directory.resolve("changes"),
                Duration.ofSeconds(20),
                List.of("git", "status", "--porcelain", "--", "src", "pom.xml"));
        return commit.trim() + (changes.isBlank() ? "" : " with changes");
    }
}
