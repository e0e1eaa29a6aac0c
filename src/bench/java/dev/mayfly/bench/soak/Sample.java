package dev.mayfly.bench.soak;

import dev.mayfly.bench.peer.Http;
import dev.mayfly.bench.peer.Jdk;
import dev.mayfly.bench.peer.QuarkusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a server is at a moment.
 *
 * @param seconds since the load began
 * @param requests that have been answered so far
 * @param heapBytes what is live in the heap, after a collection
 * @param directBytes what buffers outside of the heap take
 * @param residentBytes the memory that the process has of the machine
 * @param threads how many threads it has
 * @param descriptors how many files and connections it has open
 * @param p99Millis how long users waited since the last sample, all but one in a hundred
 */
record Sample(
        double seconds,
        long requests,
        long heapBytes,
        long directBytes,
        long residentBytes,
        long threads,
        long descriptors,
        double p99Millis) {
    private static final Pattern DIRECT =
            Pattern.compile("(?m)^jvm_buffer_memory_used_bytes\\{[^}]*id=\"direct\"[^}]*} (\\S+)");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)");

    static final String TITLES = String.format(
            "%8s %10s %10s %10s %10s %8s %12s %8s",
            "minute", "requests", "heap MiB", "direct MiB", "RSS MiB", "threads", "descriptors", "p99 ms");

    /** Takes a sample of a server, which collects its garbage for it. */
    static Sample of(Jdk jdk, QuarkusServer server, Path log, double seconds, long requests, List<Long> waits)
            throws IOException {
        long pid = server.process().pid();
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        long descriptors;
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            descriptors = open.count();
        }
        return new Sample(
                seconds,
                requests,
                jdk.liveHeapBytes(pid, log),
                (long) number(DIRECT, Http.get(server.port(), "/q/metrics")),
                server.process().residentBytes(),
                (long) number(THREADS, status),
                descriptors,
                percentile(waits));
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%8.1f %10d %10.1f %10.1f %10.1f %8d %12d %8.1f",
                seconds / 60,
                requests,
                heapBytes / 1048576.0,
                directBytes / 1048576.0,
                residentBytes / 1048576.0,
                threads,
                descriptors,
                p99Millis);
    }

    private static double percentile(List<Long> micros) {
        List<Long> sorted = new ArrayList<>(micros);
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)) / 1e3;
    }

    private static double number(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("No " + pattern + " in " + text);
        }
        return Double.parseDouble(found.group(1));
    }
}
