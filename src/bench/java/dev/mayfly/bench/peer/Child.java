package dev.mayfly.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A child process that ends with the benches, whichever way they end, with its output in a file. */
public final class Child implements AutoCloseable {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final long STOP_SECONDS = 10;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Child::destroyAll)));
    }

    private final Process process;
    private final Path log;
    private final long startNanos;

    private Child(Process process, Path log, long startNanos) {
        this.process = process;
        this.log = log;
        this.startNanos = startNanos;
    }

    /** Starts a program. */
    public static Child start(Path log, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        RUNNING.add(process);
        return new Child(process, log, start);
    }

    /**
     * Runs a program to its end and returns what it said.
     *
     * @throws IOException if it fails, or takes longer than it may
     */
    public static String run(Path log, Duration limit, List<String> command) throws IOException {
        try (Child child = start(log, command)) {
            child.await(limit);
            if (child.running()) {
                throw new IOException(command.get(0) + " took longer than " + limit + ": " + child.log());
            }
            if (child.process.exitValue() != 0) {
                throw new IOException(command.get(0) + " failed: " + child.log());
            }
            return child.log();
        }
    }

    /** Waits for its end, at most so long. */
    public void await(Duration limit) throws IOException {
        try {
            process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }

    /** Returns what it has said so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the moment of its start, in terms of {@link System#nanoTime}. */
    public long startNanos() {
        return startNanos;
    }

    /** Returns its process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether it still runs. */
    public boolean running() {
        return process.isAlive();
    }

    /** Returns the bytes of memory that it has in RAM. */
    public long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D+", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS");
    }

    private static void destroyAll(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Stops it and what it started, and waits for its end. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        try {
            process.destroy();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            descendants.forEach(ProcessHandle::destroyForcibly);
            RUNNING.remove(process);
        }
    }
}
