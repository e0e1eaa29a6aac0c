package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A read of a store with {@code Mayfly-Observer: true}, by whichever operation, disturbs no test that uses the store. */
@ServerTest
@TestProfile(FaultSettings.class)
class ObserverIT {
    private static final Map<String, String> OBSERVER = Map.of("Mayfly-Observer", "true");
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final byte[] NOTHING = {};
    private static final String EVENT =
            "{\"eventId\":\"01980a3c-8d4e-7c3a-9a55-0b9a2f1f6d01\",\"aggregateId\":\"payment-123\","
                    + "\"correlationId\":\"order-17\",\"eventType\":\"PaymentProcessed\",\"data\":{\"amount\":1,\"currency\":\"EUR\"}}";
    private static final String RULES = "[{\"on\":\"read\",\"effect\":\"unavailable\"},"
            + "{\"on\":\"subscription\",\"effect\":\"unavailable\"},"
            + "{\"on\":\"subscription\",\"effect\":\"drop-connection\"}]";
    private static final String SUBSCRIPTION = "/subscription";
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    /** Returns the name of a new store with an event and a projection that the examples speak of. */
    private static String store(String settings) {
        String name = "seen-" + UUID.randomUUID();
        assertThat(sent("PUT", "/stores/" + name, JSON, settings).status()).isEqualTo(201);
        assertThat(sent("POST", "/stores/" + name + "/events", Map.of("Content-Type", "application/x-ndjson"), EVENT)
                        .status())
                .isEqualTo(201);
        assertThat(sent(
                                "PUT",
                                "/stores/" + name + "/projections/by-currency",
                                JSON,
                                "{\"fields\":{\"n\":{\"count\":true}}}")
                        .status())
                .isEqualTo(201);
        return name;
    }

    private static ApiOperation.Answer sent(String method, String target, Map<String, String> headers, String body) {
        return ApiOperation.send(method, target, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns all operations that read of one store, with what reads by POST. */
    private static List<ApiOperation> reads() {
        List<ApiOperation> reads = new ArrayList<>();
        for (ApiOperation operation : ApiOperation.all()) {
            boolean ofStore =
                    operation.path().startsWith("/stores/") || operation.path().startsWith("/payments/");
            boolean read = operation.isRead()
                    || operation.path().endsWith("/search")
                    || operation.path().endsWith("/preview");
            if (ofStore && read) {
                assertThat(operation.parameters("header").stream()
                                .map(parameter -> parameter.path("name").asText()))
                        .as("the header is described: %s", operation)
                        .contains("Mayfly-Observer");
                reads.add(operation);
            }
        }
        assertThat(reads).hasSizeGreaterThan(20).anyMatch(each -> each.path().endsWith(SUBSCRIPTION));
        return reads;
    }

    private static String target(ApiOperation operation, String store) {
        String target = operation.target(Map.of("store", store, "projection", "by-currency"));
        return operation.path().startsWith("/payments/") ? target + "?store=" + store : target;
    }

    private static ApiOperation.Answer observed(ApiOperation operation, String store) {
        Map<String, String> headers = new HashMap<>(OBSERVER);
        List<String> types = operation.jsonTypes();
        byte[] body = NOTHING;
        if (!types.isEmpty()) {
            headers.put("Content-Type", types.get(0));
            body = operation.example(types.get(0)).getBytes(StandardCharsets.UTF_8);
        }
        return ApiOperation.send(operation.method(), target(operation, store), headers, body);
    }

    private static HttpResponse<InputStream> subscribed(String store) {
        HttpResponse<InputStream> answer =
                ApiOperation.open("GET", "/stores/" + store + SUBSCRIPTION, OBSERVER, NOTHING);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    @Test
    void no_read_meets_a_fault() throws IOException {
        String store = store("{}");
        assertThat(sent("PUT", "/stores/" + store + "/faults", JSON, RULES).status())
                .isEqualTo(200);
        for (ApiOperation operation : reads()) {
            if (operation.path().endsWith(SUBSCRIPTION)) {
                try (BufferedReader lines = new BufferedReader(
                        new InputStreamReader(subscribed(store).body(), StandardCharsets.UTF_8))) {
                    assertThat(lines.lines().anyMatch(line -> line.equals("event: caught-up")))
                            .as("the event came, and the connection lives on")
                            .isTrue();
                }
            } else {
                ApiOperation.Answer answer = observed(operation, store);
                assertThat(answer.status())
                        .as("%s: %s", operation, answer.body())
                        .isLessThan(500);
            }
        }
        JsonNode rules = ApiOperation.send("GET", "/stores/" + store + "/faults", Map.of(), NOTHING)
                .json()
                .path("rules");
        assertThat(rules).hasSize(3);
        assertThat(rules.findValuesAsText("seen")).containsOnly("0");
        assertThat(ApiOperation.send("GET", "/stores/" + store + "/events", Map.of(), NOTHING)
                        .status())
                .as("who does not say so meets them")
                .isEqualTo(503);
        assertThat(ApiOperation.send("GET", "/stores/" + store + "/events", Map.of("Mayfly-Observer", "false"), NOTHING)
                        .status())
                .isEqualTo(503);
    }

    @Test
    void no_read_keeps_a_store_from_going() throws IOException {
        Map<String, ApiOperation> alive = new HashMap<>();
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        for (ApiOperation operation : reads()) {
            String store = store("{\"ttl\":\"PT2S\"}");
            alive.put(store, operation);
            if (operation.path().endsWith(SUBSCRIPTION)) {
                open.add(subscribed(store));
            }
        }
        long startNanos = System.nanoTime();
        while (!alive.isEmpty()) {
            assertThat(System.nanoTime() - startNanos)
                    .as("kept by reads: %s", alive.values())
                    .isLessThan(PATIENCE_NANOS);
            for (Map.Entry<String, ApiOperation> each : List.copyOf(alive.entrySet())) {
                if (!each.getValue().path().endsWith(SUBSCRIPTION)) {
                    observed(each.getValue(), each.getKey());
                }
                ApiOperation.Answer shown = ApiOperation.send("GET", "/stores/" + each.getKey(), OBSERVER, NOTHING);
                if (shown.status() == 404) {
                    alive.remove(each.getKey());
                }
            }
        }
        for (HttpResponse<InputStream> each : open) {
            try (InputStream body = each.body()) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("event: goodbye");
            }
        }
    }
}
