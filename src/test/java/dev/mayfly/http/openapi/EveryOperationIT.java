package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.packaged.ServerTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every operation that is described is asked for with the description's own examples, in a store of its own, and answers with a
 * status of its own. On the packaged application this is what every resource is exercised by, those to come too.
 */
@ServerTest
class EveryOperationIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORE = "every-operation";
    private static final List<String> METHODS = List.of("put", "post", "get", "head", "delete");

    /** What the examples speak of, so that reads find it. */
    private static final String EVENT =
            "{\"eventId\":\"01980a3c-8d4e-7c3a-9a55-0b9a2f1f6d01\",\"aggregateId\":\"payment-123\","
                    + "\"correlationId\":\"order-17\",\"eventType\":\"PaymentProcessed\",\"data\":{\"amount\":1,\"currency\":\"EUR\"}}";

    private final HttpClient client = HttpClient.newHttpClient();

    private record Operation(String method, String path, JsonNode description) {}

    @Test
    void every_operation_answers() throws Exception {
        JsonNode api;
        try (InputStream document =
                send("GET", "/q/openapi?format=json", null, null).body()) {
            api = JSON.readTree(document);
        }
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (String method : METHODS) {
                if (path.getValue().has(method)) {
                    operations.add(
                            new Operation(method, path.getKey(), path.getValue().path(method)));
                }
            }
        }
        assertThat(operations).hasSizeGreaterThan(30);
        operations.sort(inOrder());

        assertThat(status("PUT", "/stores/" + STORE, "application/json", "{}")).isIn(200, 201);
        assertThat(status("POST", "/stores/" + STORE + "/events", "application/x-ndjson", EVENT))
                .isEqualTo(201);
        List<String> silent = new ArrayList<>();
        for (Operation operation : operations) {
            String fault = fault(api, operation);
            if (fault != null) {
                silent.add(operation.method + " " + operation.path + " " + fault);
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void every_change_of_a_store_says_at_which_position_it_was_made() throws Exception {
        JsonNode api;
        try (InputStream document =
                send("GET", "/q/openapi?format=json", null, null).body()) {
            api = JSON.readTree(document);
        }
        List<String> silent = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (String method : METHODS) {
                JsonNode operation = path.getValue().path(method);
                boolean changes = path.getKey().matches("/stores/\\{store}/.+|/payments/.+|/") && !method.equals("get");
                for (Map.Entry<String, JsonNode> response :
                        operation.path("responses").properties()) {
                    boolean said = response.getValue().path("headers").has("Mayfly-Position");
                    if (changes && response.getKey().startsWith("2") && !said) {
                        silent.add(method + " " + path.getKey() + " " + response.getKey());
                    }
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    /** Makes things before they are read, and removes them at the end, what is in others first. */
    private static Comparator<Operation> inOrder() {
        return Comparator.comparingInt((Operation operation) -> METHODS.indexOf(operation.method))
                .thenComparingInt(operation ->
                        operation.method.equals("delete") ? -operation.path.length() : operation.path.length());
    }

    /** Returns what is wrong with the answer, null if nothing is. */
    private String fault(JsonNode api, Operation operation) throws IOException, InterruptedException {
        String path = path(api, operation);
        JsonNode content = operation.description.at("/requestBody/content");
        String type = content.isMissingNode() ? null : content.fieldNames().next();
        String body = type == null ? null : body(api, content.path(type));
        HttpResponse<InputStream> answer = send(operation.method.toUpperCase(Locale.ROOT), path, type, body);
        String text = "";
        try (InputStream stream = answer.body()) {
            if (answer.statusCode() >= 400) {
                text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        String status = Integer.toString(answer.statusCode());
        boolean described = operation.description.path("responses").has(status);
        JsonNode headers = operation.description.path("responses").path(status).path("headers");
        String position = answer.headers().firstValue("Mayfly-Position").orElse("none");
        if (headers.has("Mayfly-Position") && !position.matches("[0-9]+")) {
            return status + " with the position " + position;
        }
        boolean ofResource = answer.statusCode() < 500
                && !Set.of(405, 406, 415).contains(answer.statusCode())
                && !text.contains("malformed-json");
        return described && ofResource ? null : status + " " + text;
    }

    private static String path(JsonNode api, Operation operation) {
        String path = operation.path;
        List<JsonNode> parameters = new ArrayList<>();
        operation.description.path("parameters").forEach(parameters::add);
        api.path("paths").path(operation.path).path("parameters").forEach(parameters::add);
        for (JsonNode given : parameters) {
            JsonNode parameter = resolved(api, given);
            String name = parameter.path("name").asText();
            String value = Map.of("store", STORE, "name", STORE)
                    .getOrDefault(name, parameter.path("example").asText());
            path = path.replace("{" + name + "}", URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        assertThat(path).as("every parameter of the path has an example").doesNotContain("{");
        return path;
    }

    /** Returns the example of a body, or else an empty object, which has to be enough then. */
    private static String body(JsonNode api, JsonNode media) {
        JsonNode schema = resolved(api, media.path("schema"));
        for (JsonNode example : List.of(
                media.path("example"),
                media.path("examples").path(0),
                media.path("examples").isObject() && !media.path("examples").isEmpty()
                        ? media.path("examples").elements().next().path("value")
                        : media.path("example"),
                schema.at("/examples/0"),
                schema.path("example"))) {
            if (!example.isMissingNode()) {
                return example.isTextual() ? example.asText() : example.toString();
            }
        }
        return "{}";
    }

    private static JsonNode resolved(JsonNode api, JsonNode node) {
        return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
    }

    private int status(String method, String path, String type, String body) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = send(method, path, type, body);
        answer.body().close();
        return answer.statusCode();
    }

    private HttpResponse<InputStream> send(String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }
}
