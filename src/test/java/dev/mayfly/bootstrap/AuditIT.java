package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged application writes of requests: changes to the audit log, failed tries to its own, secrets to none. */
class AuditIT {
    private static final String TOKEN = "a-token-for-everything";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path directory;

    @Test
    void whatever_changed_something_is_a_line_of_json_without_contents() throws Exception {
        Path log = directory.resolve("log");
        Path audit = directory.resolve("audit.log");
        try (Server server = Server.start(
                log,
                "mayfly.token=" + TOKEN,
                "mayfly.audit=true",
                "quarkus.log.category.\"dev.mayfly.rest.requests\".level=DEBUG",
                "quarkus.log.handler.file.audit.enabled=true",
                "quarkus.log.handler.file.audit.path=" + audit,
                "quarkus.log.handler.file.audit.format=%s%n",
                "quarkus.log.category.\"mayfly.audit\".handlers=audit",
                "quarkus.log.category.\"mayfly.audit\".use-parent-handlers=false")) {
            URI at = server.address();
            Instant before = Instant.now();
            send(
                    at,
                    "POST",
                    "/stores/default/aggregates/secret-id/events?pretty",
                    "{\"eventType\":\"T\",\"data\":{\"a\":\"secret-data\"}}",
                    201);
            send(at, "GET", "/stores/default/aggregates/secret-id/events", "", 200);
            send(at, "POST", "/stores/default/search", "{}", 200);
            send(at, "POST", "/stores/default/aggregates/secret-id/events", "{}", 400);
            send(at, "PUT", "/stores/other", "{}", 201);
            send(
                    at,
                    "POST",
                    "/payments/secret-payment/process?store=other",
                    "{\"amount\":1,\"currency\":\"EUR\"}",
                    201);
            String id = JsonBody.of(send(at, "POST", "/stores/other/optimise", "", 202, "Prefer", "respond-async")
                            .body())
                    .textAt("id");
            send(at, "DELETE", "/operations/" + id, "", 204);
            send(at, "POST", "/stores/default/reset", "", 403, "Sec-Fetch-Site", "cross-site");
            send(at, "DELETE", "/stores/other", "", 204);
            List<String> lines = awaitLines(audit, 6);
            assertThat(lines).noneMatch(line -> line.contains("null"));
            assertThat(lines.stream()
                            .map(line -> JsonBody.of(line).textAt("operation") + " "
                                    + JsonBody.of(line).textAt("store") + " "
                                    + JsonBody.of(line).intAt("status")))
                    .containsExactly(
                            "POST /stores/{store}/aggregates/{aggregateId}/events default 201",
                            "PUT /stores/{store} other 201",
                            "POST /payments/** other 201",
                            "POST /stores/{store}/optimise other 202",
                            "DELETE /operations/{operation} other 204",
                            "DELETE /stores/{store} other 204");
            for (String line : lines) {
                JsonBody json = JsonBody.of(line);
                assertThat(json.mapAt("").keySet())
                        .containsExactly("time", "token", "address", "operation", "store", "status");
                assertThat(Instant.parse(json.textAt("time"))).isBetween(before, Instant.now());
                assertThat(json.textAt("token")).isEqualTo("mayfly.token");
                assertThat(json.textAt("address")).isEqualTo("127.0.0.1");
            }
            for (String wrong : List.of("wrong-token-number-one", "wrong-token-number-two")) {
                send(at, "GET", "/version", "", 401, "Authorization", "Bearer " + wrong);
            }
            assertThat(server.log())
                    .containsOnlyOnce("A request from 127.0.0.1 had a token that is not valid.")
                    .contains("Requests need a token.");
            assertThat(server.log() + Files.readString(audit))
                    .doesNotContain(TOKEN, "wrong-token", "secret-data")
                    .doesNotContain("mayfly.audit]");
            assertThat(Files.readString(audit)).doesNotContain("secret");
        }
    }

    private static List<String> awaitLines(Path file, int count) throws IOException {
        long deadlineNanos = System.nanoTime() + 30_000_000_000L;
        String text = "";
        while (text.chars().filter(c -> c == '\n').count() < count && System.nanoTime() < deadlineNanos) {
            text = Files.readString(file);
        }
        return text.lines().toList();
    }

    private static HttpResponse<String> send(
            URI server, String method, String path, String body, int status, String... header)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .setHeader("Authorization", "Bearer " + TOKEN);
        if (header.length > 0) {
            request.setHeader(header[0], header[1]);
        }
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
        return answer;
    }
}
