package dev.mayfly.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A gateway in front of a server: lets the console's files through always, and the API's requests if they bear the right token,
 * unless it is told to refuse them.
 */
final class Gateway implements AutoCloseable {
    private static final List<String> PASSED_ON = List.of("Accept", "Content-Type", "Prefer", "Mayfly-Observer");

    private final HttpServer listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final String authorization;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private volatile Refusal refusal;

    /**
     * An answer in place of the server's.
     *
     * @param body of the media type of problems, or empty
     */
    record Refusal(int status, String body) {}

    Gateway(URI server, String token) throws IOException {
        this.server = server;
        authorization = token == null ? null : "Bearer " + token;
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.setExecutor(threads);
        listener.createContext("/", this::pass);
        listener.start();
    }

    /** Opens one that asks for no token. */
    static Gateway open(URI server) throws IOException {
        return new Gateway(server, null);
    }

    String at(String path) {
        return "http://localhost:" + listener.getAddress().getPort() + path;
    }

    /** Answers the API's requests so from now on; null lets them through again. */
    void refuse(Refusal answer) {
        refusal = answer;
    }

    /** Answers requests for that path with that JSON text from now on. */
    void answer(String path, String json) {
        answers.put(path, json);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!Load.isAsset(exchange.getRequestURI().getPath())) {
                Refusal refused = refusal;
                if (refused != null) {
                    send(exchange, refused.status(), "application/problem+json", refused.body());
                    return;
                }
                String answer = answers.get(exchange.getRequestURI().getPath());
                if (answer != null) {
                    send(exchange, 200, "application/json", answer);
                    return;
                }
                String given = exchange.getRequestHeaders().getFirst("Authorization");
                if (authorization != null && !authorization.equals(given)) {
                    exchange.sendResponseHeaders(401, -1);
                    return;
                }
            }
            forward(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void forward(HttpExchange exchange) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String name : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() {
        listener.stop(0);
        threads.shutdownNow();
    }
}
