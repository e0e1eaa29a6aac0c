package dev.mayfly.http.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API description that is served. */
@ServerTest
class OpenApiIT {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head");

    private Map<String, Object> api;

    @BeforeEach
    void read() {
        api = JsonBody.of(given().queryParam("format", "json")
                        .get("/q/openapi")
                        .then()
                        .statusCode(200)
                        .extract())
                .mapAt("");
    }

    @Test
    void it_is_openapi_3_1() {
        assertThat(api.get("openapi").toString()).startsWith("3.1");
    }

    @Test
    void every_operation_is_described() {
        List<String> missing = new ArrayList<>();
        operations().forEach((name, operation) -> {
            if (!operation.containsKey("summary") || !operation.containsKey("description")) {
                missing.add(name);
            }
            for (Map<String, Object> parameter : objects(operation.get("parameters"))) {
                if (!parameter.containsKey("$ref") && !parameter.containsKey("description")) {
                    missing.add(name + " parameter " + parameter.get("name"));
                }
            }
            object(operation.get("responses")).forEach((status, response) -> {
                if (!object(response).containsKey("$ref") && !object(response).containsKey("description")) {
                    missing.add(name + " response " + status);
                }
            });
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void every_operation_names_its_problems_with_examples_that_are_problems() {
        operations().forEach((name, operation) -> {
            Map<String, Object> responses = object(operation.get("responses"));
            assertThat(responses).as(name).containsKeys("400", "500");
            List<String> slugs = new ArrayList<>();
            responses.forEach((status, response) -> {
                Map<String, Object> media =
                        object(object(resolved(response).get("content")).get("application/problem+json"));
                Map<String, Object> schema = object(media.get("schema"));
                List<Map<String, Object>> problems =
                        schema.containsKey("oneOf") ? objects(schema.get("oneOf")) : List.of(schema);
                problems.stream().filter(each -> !each.isEmpty()).forEach(each -> {
                    Map<String, Object> problem =
                            object(((List<?>) resolved(each).get("examples")).get(0));
                    assertThat(problem).as(name).containsKeys("type", "title", "status", "detail");
                    slugs.add(problem.get("type").toString().replace("urn:mayfly:problem:", ""));
                });
            });
            assertThat(new HashSet<>(slugs)).as(name).contains("invalid-request", "internal");
        });
    }

    @Test
    void every_reference_leads_somewhere() {
        Set<String> references = new HashSet<>();
        collectReferences(api, references);
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            Map<String, Object> at = api;
            for (String part : reference.substring(2).split("/")) {
                assertThat(at).as(reference).containsKey(part);
                at = object(at.get(part));
            }
        });
    }

    @Test
    void the_examples_of_appends_are_accepted() {
        Map<String, Object> toAggregate = operations().get("post /stores/{store}/aggregates/{aggregateId}/events");
        object(object(toAggregate.get("requestBody")).get("content"))
                .forEach((type, media) -> object(object(media).get("examples"))
                        .values()
                        .forEach(example -> {
                            Object value = object(example).get("value");
                            (value instanceof String text
                                            ? Requests.of(type, text)
                                            : given().contentType(type).body(value))
                                    .post("/stores/default/aggregates/openapi-1/events")
                                    .then()
                                    .statusCode(201);
                        }));
        Map<String, Object> storeAppend =
                object(object(object(api.get("components")).get("schemas")).get("StoreAppend"));
        Object example = ((List<?>) storeAppend.get("examples")).get(0);
        // The condition of the example was read at position 41, so a store must have got that far.
        String store = Stores.created();
        for (int i = 1; i <= 41; i++) {
            Stores.append(store, "earlier-" + i);
        }
        given().contentType("application/json")
                .body(example)
                .post("/stores/" + store + "/events")
                .then()
                .statusCode(201);
    }

    private Map<String, Map<String, Object>> operations() {
        Map<String, Map<String, Object>> operations = new TreeMap<>();
        object(api.get("paths"))
                .forEach((path, item) -> object(item).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        operations.put(method + " " + path, object(operation));
                    }
                }));
        assertThat(operations)
                .containsKeys("post /stores/{store}/aggregates/{aggregateId}/events", "post /stores/{store}/events");
        return operations;
    }

    private static void collectReferences(Object value, Set<String> references) {
        if (value instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                references.add(reference);
            }
            map.values().forEach(each -> collectReferences(each, references));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collectReferences(each, references));
        }
    }

    /** Returns an object or, for a reference, what it leads to. */
    private Map<String, Object> resolved(Object value) {
        Map<String, Object> at = object(value);
        if (at.get("$ref") instanceof String reference) {
            at = api;
            for (String part : reference.substring(2).split("/")) {
                at = object(at.get(part));
            }
        }
        return at;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Object value) {
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }
}
