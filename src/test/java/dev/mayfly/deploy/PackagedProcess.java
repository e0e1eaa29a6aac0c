package dev.mayfly.deploy;

import dev.mayfly.packaged.Packaged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The packaged application as an image starts it, with a home and a temporary folder of its own. */
final class PackagedProcess implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    /** The oldest JDK that has AOT caches. */
    private static final int FIRST_WITH_CACHES = 25;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path home;
    private final Process process;
    private final int port;

    private PackagedProcess(Path home, Process process, int port) {
        this.home = home;
        this.process = process;
        this.port = port;
    }

    /** Starts it below an empty directory and waits until it answers. */
    static PackagedProcess start(Path directory) throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(command(home, temporary))
                .directory(directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().put("PORT", Integer.toString(port));
        PackagedProcess started = new PackagedProcess(home, builder.start(), port);
        started.await(directory.resolve("log"));
        return started;
    }

    /** Returns the directory that the image has it in. */
    static Path directory() throws IOException {
        return (Packaged.isNative() ? Packaged.executable() : Packaged.JAR).getParent();
    }

    /** Returns the file with the classes that were loaded, one a line; of a JVM. */
    Path classes() {
        return home.resolveSibling("classes");
    }

    /** Returns the answer to a request. */
    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(30, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    private static List<String> command(Path home, Path temporary) throws IOException {
        List<String> command = new ArrayList<>();
        if (Packaged.isNative()) {
            command.addAll(Dockerfile.named("native").entryPoint());
            command.set(0, Packaged.executable().toString());
        } else {
            command.addAll(Dockerfile.named("jvm").entryPoint());
            command.set(
                    0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
            if (Runtime.version().feature() < FIRST_WITH_CACHES) {
                command.removeIf(option -> option.startsWith("-XX:AOTCache="));
            }
            command.add(1, "-Xlog:class+load:file=" + home.resolveSibling("classes"));
            command.add(1, "-Duser.home=" + home);
        }
        command.add(Packaged.isNative() ? command.size() : 1, "-Djava.io.tmpdir=" + temporary);
        return command;
    }

    private void await(Path log) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                if (send("GET", "/q/health/ready", "").statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        process.destroyForcibly();
        throw new IOException("it did not start: " + Files.readString(log));
    }
}
