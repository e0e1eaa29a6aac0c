import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A collector of traces (OTLP over HTTP), and the application that is told of it by the usual environment variables: an append
 * with a traceparent has to arrive as a span of that trace whose parent is the caller's span, and the event has to keep the
 * traceparent. No span has the id of a session. Its log has to be JSON objects, one a line. Arguments: the application's jar.
 */
public final class Traces {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String SECRET = "a-secret-id-of-a-session-0123456789";
    private static final long PATIENCE_SECONDS = 90;

    private Traces() {}

    public static void main(String[] arguments) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        Path log = Files.createTempFile("traces", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.log.console.json.enabled=true",
                        "-jar",
                        arguments[0])
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.getAddress().getPort());
        builder.environment().put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        builder.environment().put("OTEL_SERVICE_NAME", "orders-events");
        Process application = builder.start();
        try {
            String home = "http://127.0.0.1:" + port(application, log);
            String traceparent = "00-" + TRACE + "-" + PARENT + "-01";
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest append = HttpRequest.newBuilder(
                            URI.create(home + "/stores/default/aggregates/order-1/events"))
                    .header("Content-Type", "application/json")
                    .header("traceparent", traceparent)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"eventType\":\"OrderPlaced\"}"))
                    .build();
            require(client.send(append, HttpResponse.BodyHandlers.ofString()).statusCode() == 201, "the append failed");
            HttpRequest read = HttpRequest.newBuilder(
                            URI.create(home + "/stores/default/aggregates/order-1/events"))
                    .build();
            String history = client.send(read, HttpResponse.BodyHandlers.ofString()).body();
            require(history.contains("\"traceparent\":\"" + traceparent + "\""), "the event lost it: " + history);
            HttpRequest session = HttpRequest.newBuilder(URI.create(home + "/sessions/" + SECRET + "?touch=true"))
                    .build();
            require(client.send(session, HttpResponse.BodyHandlers.ofString()).statusCode() == 404, "a session is there");
            List<String> spans = new ArrayList<>();
            awaitSpan(received, spans, Pattern.compile("0a10" + TRACE + "1208[0-9a-f]{16}(1a[0-9a-f]*?)?2208" + PARENT));
            awaitSpan(received, spans, Pattern.compile(hex("/sessions/***")));
            require(spans.stream().noneMatch(body -> body.contains(hex(SECRET))), "a span has the id of a session");
            require(!Files.readString(log).contains(SECRET), "the log has the id of a session");
            List<String> lines = Files.readAllLines(log);
            require(lines.stream().allMatch(line -> line.matches("\\{\"timestamp\":.*\"message\":.*}")), "no JSON: " + lines);
            System.out.println("The span of an append has the caller's as its parent, no span has the id of a session, and the log is JSON");
        } finally {
            application.destroy();
            application.waitFor();
            collector.stop(0);
        }
    }

    /**
     * Waits for spans that match a pattern of hexadecimal digits, and keeps all that come. The fields of a span are trace_id (1),
     * span_id (2), perhaps trace_state (3), and parent_span_id (4).
     */
    private static void awaitSpan(BlockingQueue<String> received, List<String> spans, Pattern span)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (spans.stream().noneMatch(body -> span.matcher(body).find() && body.contains(hex("orders-events")))) {
            String body = received.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            require(body != null, "no span came that matches " + span);
            spans.add(body);
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int port(Process application, Path log) throws IOException, InterruptedException {
        Pattern listening = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (application.isAlive() && System.nanoTime() < end) {
            Matcher matcher = listening.matcher(Files.readString(log));
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            Thread.sleep(50);
        }
        throw new IOException("it did not start: " + Files.readString(log));
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new AssertionError(otherwise);
        }
    }
}
