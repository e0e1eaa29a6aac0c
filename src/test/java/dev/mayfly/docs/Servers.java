package dev.mayfly.docs;

import dev.mayfly.packaged.Packaged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The servers of one session, each at a free port in place of the one that the document names. */
final class Servers implements AutoCloseable {
    /** What the README's first command starts. */
    private static final String DEFAULT = "java -jar target/quarkus-app/quarkus-run.jar";

    private static final Pattern START = Pattern.compile("(?:quarkus-run\\.jar|bin/mayfly)(?: |$)");
    private static final Pattern JAR = Pattern.compile("\\bjava ((?:\\S+ )*)-jar \\S*quarkus-run\\.jar");
    private static final Pattern OWN_PORT = Pattern.compile("(?:\\bPORT=|quarkus\\.http\\.port=)(\\d+)");
    private static final Pattern ADDRESS = Pattern.compile("(localhost:|\\bPORT=|quarkus\\.http\\.port=)(80\\d\\d)\\b");
    private static final int USUAL_PORT = 8080;
    private static final long START_SECONDS = 120;

    /** Quick to start, small, and without heartbeats between the lines of a stream, however slow the machine is. */
    private static final Map<String, String> VARIABLES = Map.of(
            "JDK_JAVA_OPTIONS", "-Xmx1g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "MAYFLY_SUBSCRIPTION_HEARTBEAT", "1h");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final Map<Integer, Integer> ports = new HashMap<>();
    private final Map<Integer, Shell> running = new TreeMap<>();

    Servers(Path directory) {
        this.directory = directory;
    }

    /** Returns whether a command starts a server, and so does not end by itself. */
    static boolean isStart(String command) {
        return START.matcher(command).find();
    }

    /** Returns a command with the ports of this run. */
    String inCommand(String command) {
        return ADDRESS.matcher(command)
                .replaceAll(address -> address.group(1) + port(Integer.parseInt(address.group(2))));
    }

    /** Returns a text that was printed with the ports of the document. */
    String asShown(String printed) {
        String shown = printed;
        for (Map.Entry<Integer, Integer> port : ports.entrySet()) {
            shown = shown.replaceAll("(?<=:)" + port.getValue() + "\\b", Integer.toString(port.getKey()));
        }
        return shown;
    }

    /** Starts the server that a reader has running, unless one does. */
    void ensure() throws IOException, InterruptedException {
        Shell usual = running.get(USUAL_PORT);
        if (usual == null || !usual.isAlive()) {
            start(DEFAULT);
        }
    }

    /** Carries out a command that starts a server, in place of the one at its port, and waits until it is ready. */
    Shell start(String command) throws IOException, InterruptedException {
        Matcher own = OWN_PORT.matcher(command);
        int port = own.find() ? Integer.parseInt(own.group(1)) : USUAL_PORT;
        if (running.containsKey(port)) {
            running.remove(port).close();
        }
        Map<String, String> variables = new HashMap<>(VARIABLES);
        variables.put("PORT", Integer.toString(port(port)));
        Shell server = Shell.start(packaged(inCommand(command)), directory, variables);
        running.put(port, server);
        URI ready = URI.create("http://127.0.0.1:" + port(port) + "/q/health/ready");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!isReady(ready)) {
            if (!server.isAlive() || System.nanoTime() > end) {
                throw new IOException("this starts no server: " + command + "\n" + String.join("\n", server.lines()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return server;
    }

    /** Stops the server at the usual port and returns it. */
    Shell stop() {
        Shell server = running.remove(USUAL_PORT);
        if (server == null) {
            throw new IllegalStateException("there is no server to stop");
        }
        server.close();
        return server;
    }

    @Override
    public void close() {
        running.values().forEach(Shell::close);
    }

    private int port(int shown) {
        return ports.computeIfAbsent(shown, any -> free());
    }

    private static int free() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Returns a command that starts what was packaged: the native executable, where that is it. */
    private static String packaged(String command) {
        return Packaged.isNative()
                ? JAR.matcher(command).replaceFirst(Matcher.quoteReplacement(Packaged.executable() + " ") + "$1")
                : command;
    }

    private boolean isReady(URI ready) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
