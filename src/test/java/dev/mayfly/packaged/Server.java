package dev.mayfly.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged application as a process of its own. */
public final class Server implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("Listening on: (https?://[^ \\s]+:\\d+)");
    private static final long MOST_SECONDS = 60;

    private final Process process;
    private final Path log;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private URI address;

    private Server(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the application with system properties such as {@code mayfly.seed=…}, without waiting for it. */
    public static Server launch(Path log, String... properties) {
        return launch(List.of(), log, properties);
    }

    /** Starts the application where no file may become larger than that, without waiting for it. */
    public static Server launchWithFilesOf(long mostBytes, Path log, String... properties) {
        String limited = "ulimit -f " + mostBytes / 1024 + " && exec \"$@\"";
        return launch(List.of("bash", "-c", limited, "mayfly"), log, properties);
    }

    private static Server launch(List<String> wrapper, Path log, String... properties) {
        return launch(wrapper, List.of("-Xmx600m", "-XX:TieredStopAtLevel=1"), log, properties);
    }

    /** Starts the application with options for its virtual machine, if it has one, without waiting for it. */
    static Server launch(List<String> wrapper, List<String> options, Path log, String... properties) {
        List<String> settings = new ArrayList<>(List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0"));
        for (String property : properties) {
            settings.add("-D" + property);
        }
        List<String> command = new ArrayList<>(wrapper);
        if (Packaged.isNative()) {
            command.addAll(Packaged.command(List.of(), settings));
        } else {
            settings.addAll(0, options);
            command.addAll(Packaged.command(settings, List.of()));
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Server(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the application and waits until it takes requests. */
    public static Server start(Path log, String... properties) {
        return launch(log, properties).started();
    }

    /** Waits until it takes requests. */
    public Server started() {
        Server server = this;
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (true) {
            Matcher matcher = ADDRESS.matcher(server.log());
            if (matcher.find()) {
                server.address = URI.create(matcher.group(1));
                return server;
            }
            if (!server.process.isAlive() || System.nanoTime() > deadlineNanos) {
                server.close();
                throw new AssertionError("the application did not start: " + server.log());
            }
            pause();
        }
    }

    /** Returns what it has logged so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where it takes requests. */
    public URI address() {
        return address;
    }

    /** Returns what a path is answered with. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    /** Sends lines. */
    public HttpResponse<String> post(String path, String lines) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Sends JSON. */
    public HttpResponse<String> postJson(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Puts something that needs no description. */
    public HttpResponse<String> put(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Tells it to stop, as a container's runtime does. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Ends it at once. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Returns whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end and returns its exit code. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the application did not end: " + log());
        }
        return process.exitValue();
    }

    /** Lets other processes have their turn while something is waited for. */
    public static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
