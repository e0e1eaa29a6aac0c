package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.TestProfile;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The API description and the running application are the same, in both directions: operations, query parameters, media
 * types and problems. Every problem that a request here meets has to be described for its operation, with its fields.
 */
@ServerTest
@TestProfile(FaultSettings.class)
class ContractIT {
    private static final String UNKNOWN = "is not a known parameter";
    private static final String MADE_UP = "surprise";
    private static final String MADE_UP_TYPE = "application/x-surprise";

    /** What the examples of the description speak of. */
    private static final String EVENT =
            "{\"eventId\":\"01980a3c-8d4e-7c3a-9a55-0b9a2f1f6d01\",\"correlationId\":\"order-17\","
                    + "\"eventType\":\"PaymentProcessed\",\"data\":{\"amount\":1,\"currency\":\"EUR\"}}";

    private List<ApiOperation> operations;
    private ProblemSchemas problems;

    @BeforeEach
    void read() {
        operations = ApiOperation.all();
        problems = new ProblemSchemas(operations.get(0).api());
    }

    /** What an operation answered with; the body of a success is not read, since it may have no end. */
    private record Answer(int status, JsonNode problem) {
        /** Returns what is wrong with each field that the problem names. */
        Map<String, String> violations() {
            Map<String, String> violations = new TreeMap<>();
            problem.path("violations")
                    .forEach(each -> violations.merge(
                            each.path("field").asText(), each.path("message").asText(), String::concat));
            return violations;
        }
    }

    @Test
    void the_operations_that_are_described_are_those_of_the_application() {
        Set<String> described = new TreeSet<>();
        operations.forEach(each -> described.add(each.toString()));
        assertThat(described).containsExactlyElementsOf(ofTheCode());
    }

    @Test
    void a_query_parameter_is_known_if_and_only_if_it_is_described() {
        Set<String> all = new TreeSet<>(Set.of(MADE_UP));
        operations.forEach(operation -> all.addAll(examples(operation).keySet()));
        assertThat(all).hasSizeGreaterThan(30);
        for (ApiOperation operation : operations) {
            Map<String, String> known = examples(operation);
            Set<String> others = new TreeSet<>(all);
            others.removeAll(known.keySet());
            String store = filled();
            Answer refused = send(operation, store, query(others, Map.of()), Map.of());
            assertThat(refused.status()).as("%s with %s", operation, others).isEqualTo(400);
            assertThat(refused.violations())
                    .as("%s: %s", operation, refused.problem())
                    .allSatisfy((field, message) -> assertThat(message).contains(UNKNOWN))
                    .containsOnlyKeys(others);
            for (String name : known.keySet()) {
                Answer taken = send(operation, store, query(Set.of(name), known), Map.of());
                assertThat(taken.violations().values())
                        .as("%s with %s", operation, name)
                        .noneMatch(message -> message.contains(UNKNOWN));
                store = operation.isRead() ? store : filled();
            }
        }
    }

    @Test
    void a_body_is_taken_in_the_media_types_that_are_described_and_in_no_others() {
        Set<String> all = new TreeSet<>(Set.of(MADE_UP_TYPE));
        operations.forEach(operation -> all.addAll(bodies(operation)));
        int refused = 0;
        for (ApiOperation operation : operations) {
            List<String> described = bodies(operation);
            for (String type : described) {
                Answer taken = send(operation, filled(), "", Map.of("Content-Type", type));
                assertThat(taken.problem().path("type").asText())
                        .as("%s of %s", operation, type)
                        .doesNotEndWith(":unsupported-media-type");
            }
            if (described.isEmpty() || described.contains("*/*")) {
                continue;
            }
            for (String type : all) {
                if (!described.contains(type)) {
                    Answer other = send(operation, filled(), "", Map.of("Content-Type", type));
                    assertThat(other.status()).as("%s of %s", operation, type).isEqualTo(415);
                    assertThat(other.problem().path("supported"))
                            .as("%s of %s", operation, type)
                            .extracting(JsonNode::asText)
                            .containsExactlyInAnyOrderElementsOf(described);
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(30);
    }

    @Test
    void an_answer_can_be_had_in_the_media_types_that_are_described_and_in_no_others() {
        Set<String> all = new TreeSet<>(Set.of(MADE_UP_TYPE));
        operations.forEach(operation -> all.addAll(answers(operation)));
        for (ApiOperation operation : operations) {
            Set<String> described = answers(operation);
            if (!described.isEmpty()) {
                String read = operation.method().equals("GET") ? filled() : "";
                for (String type : all) {
                    Answer answer = send(operation, read.isEmpty() ? filled() : read, "", Map.of("Accept", type));
                    assertThat(answer.status() != 406)
                            .as("whether %s can be had as %s", operation, type)
                            .isEqualTo(described.contains(type));
                }
            }
        }
    }

    /** Returns the operations of all resources, and the address for CloudEvents that is not one. */
    private static Set<String> ofTheCode() {
        Set<String> routes = new TreeSet<>(Set.of("POST /"));
        for (Class<?> type : resources()) {
            String root = type.getAnnotation(Path.class).value();
            for (Method method : type.getMethods()) {
                Path path = method.getAnnotation(Path.class);
                String whole = (root + "/" + (path == null ? "" : path.value())).replaceAll("//+", "/");
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (verb != null) {
                        routes.add(verb.value() + " " + whole.replaceAll("/$", ""));
                    }
                }
            }
        }
        return routes;
    }

    /** Returns the classes of the product that have a path. */
    private static List<Class<?>> resources() {
        java.nio.file.Path classes = java.nio.file.Path.of("target/classes");
        List<Class<?>> resources = new ArrayList<>();
        try (Stream<java.nio.file.Path> files = Files.walk(classes.resolve("dev/mayfly"))) {
            for (java.nio.file.Path file : (Iterable<java.nio.file.Path>)
                    files.filter(each -> each.toString().endsWith("Resource.class"))::iterator) {
                String name = classes.relativize(file).toString().replaceAll("[/\\\\]", ".");
                Class<?> type = Class.forName(
                        name.substring(0, name.length() - ".class".length()),
                        false,
                        Thread.currentThread().getContextClassLoader());
                if (type.isAnnotationPresent(Path.class)) {
                    resources.add(type);
                }
            }
        } catch (IOException | ClassNotFoundException unreadable) {
            throw new AssertionError(unreadable);
        }
        return resources;
    }

    /** Makes a store with what the examples speak of, and returns its name. */
    private static String filled() {
        String store = Stores.created();
        Stores.post(store, "/aggregates/payment-123/events", EVENT).statusCode(201);
        Stores.put(store, "/projections/by-currency", "{\"fields\":{\"n\":{\"count\":true}}}")
                .statusCode(201);
        Stores.put(store, "/snapshots/three-orders", "").statusCode(201);
        return store;
    }

    private static Map<String, String> examples(ApiOperation operation) {
        Map<String, String> examples = new TreeMap<>();
        for (JsonNode parameter : operation.parameters("query")) {
            JsonNode example = parameter.path("example");
            JsonNode value = example.isArray() ? example.path(0) : example;
            // A mode of an import is the one value that it has, and others are examples.
            examples.put(
                    parameter.path("name").asText(),
                    value.isMissingNode() ? parameter.at("/schema/enum/0").asText() : value.asText());
        }
        // The store has one event, and nobody waits for another.
        examples.computeIfPresent("minPosition", (name, example) -> "1");
        return examples;
    }

    private static String query(Set<String> names, Map<String, String> values) {
        List<String> pairs = new ArrayList<>();
        for (String name : names) {
            pairs.add(name + "=" + URLEncoder.encode(values.getOrDefault(name, "1"), StandardCharsets.UTF_8));
        }
        return "?" + String.join("&", pairs);
    }

    private static List<String> bodies(ApiOperation operation) {
        List<String> types = new ArrayList<>();
        operation.description().at("/requestBody/content").fieldNames().forEachRemaining(types::add);
        return types;
    }

    private static Set<String> answers(ApiOperation operation) {
        Set<String> types = new TreeSet<>();
        for (Map.Entry<String, JsonNode> response :
                operation.description().path("responses").properties()) {
            if (response.getKey().startsWith("2")) {
                response.getValue().path("content").fieldNames().forEachRemaining(types::add);
            }
        }
        return types;
    }

    /** Sends the example of an operation, and holds the problem that it may be answered with to the description. */
    private Answer send(ApiOperation operation, String store, String query, Map<String, String> headers) {
        Map<String, String> sent = new TreeMap<>(headers);
        byte[] body = new byte[0];
        List<String> types = bodies(operation);
        if (!types.isEmpty()) {
            String type = sent.computeIfAbsent("Content-Type", unused -> types.get(0));
            body = operation.example(types.contains(type) ? type : types.get(0)).getBytes(StandardCharsets.UTF_8);
        }
        String target = operation.target(Map.of("store", store)) + query;
        HttpResponse<InputStream> answer = ApiOperation.open(operation.method(), target, sent, body);
        try (InputStream in = answer.body()) {
            if (answer.statusCode() < 400) {
                return new Answer(answer.statusCode(), ProblemSchemas.read("{}"));
            }
            JsonNode problem = ProblemSchemas.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            problems.assertDescribed(operation, answer.statusCode(), problem);
            return new Answer(answer.statusCode(), problem);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }
}
