package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.eventstore.support.RandomJson;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Requests for every described operation, made of its own examples, of which something is changed at random: a value in the
 * body, a member too many, a parameter, or a name in the path.
 */
@ServerTest
@TestProfile(FaultSettings.class)
class EveryChangedExampleIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORE = "changed-examples";
    private static final String CHANGED = "@changed@";
    private static final String PROBLEM = "urn:mayfly:problem:";
    private static final int SEEDS = 40;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL = 500;

    private static final List<String> TEXTS = List.of(
            "",
            "0",
            "-1",
            "7",
            "99999999999999999999",
            "1e400000000",
            "NaN",
            "true",
            "null",
            "a",
            "é",
            "😀",
            "\u0000",
            "\uFFFF",
            " a ",
            "a/b",
            "a;b",
            "..",
            "%",
            "\"",
            "[",
            "{}",
            "data.a=1",
            "data.\"a",
            "*",
            "PT0S",
            "-PT1S",
            "P99999999999999D",
            "2026-13-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "Europe/Nowhere",
            "x".repeat(300));

    @Test
    void whatever_is_changed_is_taken_or_refused_with_a_problem_that_is_not_the_servers() {
        List<ApiOperation> operations =
                ApiOperation.all().stream().filter(EveryChangedExampleIT::ends).toList();
        Seeds.each(2, SEEDS, seed -> {
            Random random = new Random(seed);
            for (ApiOperation operation : operations) {
                send("PUT", "/stores/" + STORE, "{}");
                changed(operation, random);
            }
        });
        send("DELETE", "/stores/" + STORE, "");
    }

    /** Returns whether an operation's answer comes to an end. */
    private static boolean ends(ApiOperation operation) {
        return !operation.description().path("responses").toString().contains("text/event-stream");
    }

    private static void changed(ApiOperation operation, Random random) {
        List<String> types = operation.jsonTypes();
        String type = types.isEmpty() ? "application/json" : one(random, types);
        String body = types.isEmpty() ? "" : operation.example(type);
        Map<String, String> names = Map.of("store", STORE);
        String query = query(operation, random);
        int what = random.nextInt(body.isEmpty() ? 2 : 5);
        if (what == 0) {
            query += query(operation, random);
        } else if (what == 1 && !operation.parameters("path").isEmpty()) {
            String name = one(random, operation.parameters("path")).path("name").asText();
            names = new HashMap<>(names);
            names.put(name, one(random, TEXTS));
        } else if (!body.isEmpty()) {
            body = body.lines().count() > 1 ? body + RandomJson.value(random, 0) : changedJson(body, random);
        }
        String target = operation.target(names) + "?" + query;
        ApiOperation.Answer answer =
                operation.send(target, type, body.getBytes(StandardCharsets.UTF_8), Map.of("Accept", "*/*"));
        String request = operation + " at " + target + " of " + type + ": " + body + "\n" + answer.body();
        assertThat(answer.status()).as(request).isNotEqualTo(INTERNAL);
        if (answer.status() >= BAD_REQUEST && !operation.method().equals("HEAD")) {
            assertThat(answer.json().path("type").asText()).as(request).startsWith(PROBLEM);
            assertThat(answer.json().path("status").asInt()).as(request).isEqualTo(answer.status());
        }
    }

    /** Returns some parameters of an operation, with any values, each followed by an ampersand. */
    private static String query(ApiOperation operation, Random random) {
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.path("name").asText();
            if (name.equals("store")) {
                query.append("store=").append(STORE).append('&');
            } else if (random.nextInt(6) == 0) {
                query.append(name)
                        .append('=')
                        .append(URLEncoder.encode(one(random, TEXTS), StandardCharsets.UTF_8))
                        .append('&');
            }
        }
        return query.toString();
    }

    /** Returns a text with one of its values replaced by any other, left out, or given a neighbour. */
    private static String changedJson(String text, Random random) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException lines) {
            return RandomJson.value(random, 0);
        }
        List<ContainerNode<?>> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty() || random.nextInt(8) == 0) {
            return RandomJson.value(random, 0);
        }
        ContainerNode<?> container = one(random, containers);
        if (container instanceof ObjectNode object) {
            List<String> members = new ArrayList<>();
            object.fieldNames().forEachRemaining(members::add);
            String member = members.isEmpty() || random.nextInt(5) == 0 ? one(random, TEXTS) : one(random, members);
            if (random.nextInt(4) == 0) {
                object.remove(member);
            } else {
                object.put(member, CHANGED);
            }
        } else {
            ((ArrayNode) container).insert(random.nextInt(container.size() + 1), CHANGED);
        }
        return root.toString().replace('"' + CHANGED + '"', RandomJson.value(random, 0));
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
        if (node instanceof ContainerNode<?> container) {
            containers.add(container);
            container.forEach(child -> collect(child, containers));
        }
    }

    private static void send(String method, String target, String body) {
        ApiOperation.Answer answer = ApiOperation.send(
                method, target, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status())
                .as(method + " " + target + ": " + answer.body())
                .isLessThan(BAD_REQUEST);
    }

    private static <T> T one(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
