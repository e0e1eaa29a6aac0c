package dev.mayfly.linearizability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.linearizability.Recorded.Seen;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The way of clients to a server, which may be another one after a restart. For many threads. */
class Door {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile URI address;

    Door(URI address) {
        this.address = address;
    }

    /** An answer: its status, {@code Mayfly-Position} or -1, and its body. */
    record Reply(int status, long position, String text) {
        JsonNode json() {
            return tree(text);
        }
    }

    /** Sends everything to another server from now on. */
    void moveTo(URI other) {
        address = other;
    }

    /** Sends a request and returns its answer. */
    Reply call(String method, String target, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(target))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header(
                    "Content-Type", body.startsWith("{\"position\"") ? "application/x-ndjson" : "application/json");
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        return new Reply(
                answer.statusCode(),
                answer.headers().firstValueAsLong("Mayfly-Position").orElse(-1),
                answer.body());
    }

    /** Sends a request, and cuts the connection after some bytes of it or before its answer. */
    void cut(String method, String target, String body, int afterBytes) throws IOException {
        byte[] bytes = (method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(bytes, 0, Math.min(afterBytes, bytes.length));
            socket.getOutputStream().flush();
        }
    }

    /** Opens a stream of lines, which ends when it is closed. */
    InputStream follow(String target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(target))
                .header("Accept", "application/x-ndjson")
                .build();
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new IOException("status " + answer.statusCode());
        }
        return answer.body();
    }

    static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new AssertionError("not JSON: " + text, malformed);
        }
    }

    /** Returns the events of an answer with an array of them. */
    static List<Seen> events(JsonNode array) {
        List<Seen> events = new ArrayList<>();
        array.forEach(event -> events.add(seen(event)));
        return events;
    }

    /** Returns the events of an export, of whose lines some are none. */
    static List<Seen> lines(String text) {
        return Stream.of(text.split("\n"))
                .filter(line -> line.startsWith("{\"position\""))
                .map(line -> seen(tree(line)))
                .toList();
    }

    static Seen seen(JsonNode event) {
        JsonNode data = event.path("data");
        return new Seen(
                event.path("position").asLong(),
                data.path("op").asLong(-1),
                data.path("i").asInt(),
                event.path("aggregateId").asText(),
                event.path("version").asLong(),
                event.path("tags").path(0).asText(),
                event.path("recordedAt").asText());
    }
}
