package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Listing the event types of a store. */
@ServerTest
class EventTypesIT {
    private static final String EVENT_TYPES = "/stores/default/event-types";

    private static List<Map<String, Object>> types(long asOf, List<String> wanted) {
        return JsonBody.of(given().queryParam("asOf", asOf)
                        .get(EVENT_TYPES)
                        .then()
                        .statusCode(200)
                        .contentType("application/json")
                        .extract())
                .<Map<String, Object>>listAt("eventTypes")
                .stream()
                .filter(type -> wanted.contains(type.get("eventType")))
                .toList();
    }

    @Test
    void they_come_in_the_order_of_their_first_events_as_of_any_position() {
        String late = unique("A");
        String early = unique("Z");
        String id = unique("a-");
        long first = append(event(id, early));
        long second = append(event(id, late));
        long third = append(event(id, early), event(id, early));
        List<String> both = List.of(early, late);
        assertThat(types(first - 1, both)).isEmpty();
        assertThat(types(first, both)).containsExactly(type(early, 1, first));
        assertThat(types(third - 1, both)).containsExactly(type(early, 2, third - 1), type(late, 1, second));
        assertThat(types(third, both)).containsExactly(type(early, 3, third), type(late, 1, second));
    }

    private static Map<String, Object> type(String eventType, int count, long lastPosition) {
        return Map.of("eventType", eventType, "count", count, "lastPosition", (int) lastPosition);
    }

    @Test
    void the_empty_store_has_none() {
        given().queryParam("asOf", 0).get(EVENT_TYPES).then().statusCode(200).body(at("eventTypes", empty()));
    }

    @Test
    void a_parameter_that_is_not_known_is_refused() {
        given().queryParam("limit", 1)
                .get(EVENT_TYPES)
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("limit")));
        given().get("/stores/nowhere/event-types").then().statusCode(404);
    }
}
