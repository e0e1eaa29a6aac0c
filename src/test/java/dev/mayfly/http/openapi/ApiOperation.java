package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** An operation of the API as its description has it, for tests that hold for all operations of a kind. */
public final class ApiOperation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> METHODS = List.of("put", "post", "get", "head", "delete", "patch");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final JsonNode api;
    private final String method;
    private final String path;
    private final JsonNode description;

    private ApiOperation(JsonNode api, String method, String path, JsonNode description) {
        this.api = api;
        this.method = method;
        this.path = path;
        this.description = description;
    }

    /** An answer that has been read to its end. */
    record Answer(int status, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException noJson) {
                throw new AssertionError(status + " " + body, noJson);
            }
        }

        /** Returns the fields that the problem names. */
        List<String> fields() {
            return json().path("violations").findValuesAsText("field");
        }
    }

    /** Returns all operations. */
    public static List<ApiOperation> all() {
        JsonNode api =
                send("GET", "/q/openapi?format=json", Map.of(), new byte[0]).json();
        List<ApiOperation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (String method : METHODS) {
                if (path.getValue().has(method)) {
                    operations.add(new ApiOperation(
                            api,
                            method.toUpperCase(Locale.ROOT),
                            path.getKey(),
                            path.getValue().path(method)));
                }
            }
        }
        assertThat(operations).hasSizeGreaterThan(30);
        return operations;
    }

    public String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** Returns the path with names in braces. */
    public String template() {
        return path;
    }

    /** Returns what the API description says of the operation. */
    public JsonNode description() {
        return description;
    }

    /** Returns the path in that store, with one name for everything else. */
    public String path(String store, String name) {
        return path.replace("{store}", store).replace("{position}", "1").replaceAll("\\{[^}]*}", name);
    }

    /** Returns whether an answer that tells of success has a body. */
    public boolean hasAnswer() {
        return StreamSupport.stream(description.path("responses").properties().spliterator(), false)
                .anyMatch(response ->
                        response.getKey().startsWith("2") && response.getValue().has("content"));
    }

    /** Returns whether it only reads. */
    public boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Returns the path with the examples of its parameters, but for those that are given. */
    String target(Map<String, String> given) {
        String target = path;
        for (JsonNode parameter : parameters("path")) {
            String name = parameter.path("name").asText();
            String value = given.getOrDefault(name, parameter.path("example").asText());
            target = target.replace("{" + name + "}", URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        return target;
    }

    /** Returns the descriptions of the parameters in a place, references resolved. */
    List<JsonNode> parameters(String in) {
        List<JsonNode> parameters = new ArrayList<>();
        for (JsonNode list : List.of(
                description.path("parameters"), api.path("paths").path(path).path("parameters"))) {
            for (JsonNode parameter : list) {
                JsonNode resolved = resolved(parameter);
                if (resolved.path("in").asText().equals(in)) {
                    parameters.add(resolved);
                }
            }
        }
        return parameters;
    }

    /** Returns the media types of its body that are forms of JSON; none if it has no body. */
    List<String> jsonTypes() {
        List<String> types = new ArrayList<>();
        description.at("/requestBody/content").fieldNames().forEachRemaining(types::add);
        types.removeIf(type -> !type.contains("json"));
        return types;
    }

    /** Returns the schema of its body or, if that has lines, of each of them; references resolved. */
    JsonNode schema(String type) {
        JsonNode schema = resolved(
                description.path("requestBody").path("content").path(type).path("schema"));
        return schema.has("contentSchema") ? resolved(schema.path("contentSchema")) : schema;
    }

    /** Returns the whole API description. */
    JsonNode api() {
        return api;
    }

    /** Returns the example of its body, or an empty object. */
    String example(String type) {
        JsonNode media = description.path("requestBody").path("content").path(type);
        JsonNode schema = schema(type);
        for (JsonNode example : List.of(
                media.path("example"),
                media.path("examples").isEmpty()
                        ? media.path("example")
                        : media.path("examples").elements().next().path("value"),
                schema.at("/examples/0"),
                schema.path("example"))) {
            if (!example.isMissingNode()) {
                return example.isTextual() ? example.asText() : example.toString();
            }
        }
        return "{}";
    }

    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** Sends a body of a type to the operation. */
    Answer send(String target, String type, byte[] body, Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put("Content-Type", type);
        return send(method, target, all, body);
    }

    /** Sends a request, and reads the answer to its end. */
    static Answer send(String method, String target, Map<String, String> headers, byte[] body) {
        HttpResponse<InputStream> answer = open(method, target, headers, body);
        try (InputStream in = answer.body()) {
            return new Answer(answer.statusCode(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    /** Sends a request, and returns the answer, whose body is to be closed. */
    static HttpResponse<InputStream> open(String method, String target, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + target))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
