package dev.mayfly.console;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.http.route.Requests;
import dev.mayfly.store.http.Stores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A store in which every text that a client may choose is one that a careless page would run. */
final class HostileStore {
    /** What does {@code window.__xss = 1} in one way or another, if it is taken for anything but text. */
    static final List<String> PAYLOADS = List.of(
            "\"><img src=x onerror=window.__xss=1>",
            "'><svg onload=window.__xss=1>",
            "</script><script>window.__xss=1</script>",
            "javascript:window.__xss=1//",
            "\" autofocus onfocus=window.__xss=1 x=\"",
            "${window.__xss=1}{{window.__xss=1}}",
            "<iframe srcdoc='<script>parent.__xss=1</script>'></iframe>",
            "__proto__",
            "constructor");

    private static final ObjectMapper JSON = new ObjectMapper();

    private HostileStore() {}

    /** Makes one and returns its name. It has an event for each payload, and a projection that parked one of them. */
    static String created() {
        String store = Stores.created();
        List<Object> events = new ArrayList<>();
        for (int i = 0; i < PAYLOADS.size(); i++) {
            events.add(event(PAYLOADS.get(i), i == 0 ? PAYLOADS.get(0) : PAYLOADS.get(0) + i, PAYLOADS.get(0)));
        }
        Stores.post(store, "/events", json(Map.of("events", events))).statusCode(201);
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String payload : PAYLOADS) {
            fields.put(payload, Map.of("last", "data"));
        }
        declare(store, "states", Map.of("groupBy", List.of("eventType", "metadata.userId"), "fields", fields));
        declare(store, "parked", Map.of("fields", Map.of(PAYLOADS.get(0), Map.of("sum", "data.text"))));
        Stores.put(store, "/snapshots/before", "").statusCode(201);
        return store;
    }

    private static Map<String, Object> event(String payload, String id, String causation) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("aggregateId", payload);
        event.put("aggregateType", payload);
        event.put("eventType", payload);
        event.put("eventId", id);
        event.put("correlationId", PAYLOADS.get(0));
        event.put("causationId", causation);
        event.put("tags", List.of(payload, "k:" + payload));
        event.put("metadata", Map.of("organizationId", payload, "userId", payload, payload, payload));
        event.put("data", Map.of("text", payload, payload, List.of(payload, Map.of(payload, payload))));
        return event;
    }

    private static void declare(String store, String name, Map<String, Object> parts) {
        Map<String, Object> definition = new LinkedHashMap<>(parts);
        definition.put("match", Map.of());
        Requests.of("application/json", json(definition))
                .put("/stores/" + store + "/projections/" + name)
                .then()
                .statusCode(201);
        given().get("/stores/" + store + "/projections/" + name + "/state?minPosition=" + PAYLOADS.size()
                        + "&timeout=PT30S")
                .then()
                .statusCode(200);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
