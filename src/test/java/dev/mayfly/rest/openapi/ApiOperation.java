package dev.mayfly.rest.openapi;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * An operation of the API description, as tests of every operation ask for it.
 *
 * @param method its method, in capitals
 * @param template its path, with names in braces
 * @param description what the description says of it
 */
public record ApiOperation(String method, String template, JsonNode description) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "head", "patch");

    /** Returns all operations that the application under test describes. */
    public static List<ApiOperation> all() {
        JsonNode paths;
        try {
            paths = new ObjectMapper()
                    .readTree(given().get("/q/openapi?format=json").asByteArray())
                    .path("paths");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<ApiOperation> operations = new ArrayList<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        operations.add(new ApiOperation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
                    }
                }));
        return operations;
    }

    /** Returns its path in that store, with one name for everything else. */
    public String path(String store, String name) {
        return template.replace("{store}", store).replace("{position}", "1").replaceAll("\\{[^}]*}", name);
    }

    /** Returns whether it only reads. */
    public boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Returns whether an answer that tells of success has a body. */
    public boolean hasAnswer() {
        return StreamSupport.stream(description.path("responses").properties().spliterator(), false)
                .anyMatch(response ->
                        response.getKey().startsWith("2") && response.getValue().has("content"));
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
