package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Tags;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading stores, aggregates, histories and single events. */
@ServerTest
class ReadingIT {
    private static final String AGGREGATES = "/stores/default/aggregates";

    private static String timed(String aggregateId, String timestamp, int number) {
        return "{\"aggregateId\":\"" + aggregateId + "\",\"eventType\":\"Counted\",\"timestamp\":\"" + timestamp
                + "\",\"data\":{\"n\":" + number + "}}";
    }

    /** Makes an aggregate with five events, numbered from 1, and returns its id. */
    private static String five() {
        String id = unique("counter-");
        append(event(id, "Counted", "{\"n\":1}"), event(id, "Counted", "{\"n\":2}"), event(id, "Counted", "{\"n\":3}"));
        append(event(id, "Counted", "{\"n\":4}"), event(id, "Counted", "{\"n\":5}"));
        return id;
    }

    @Test
    void a_store_tells_what_it_holds() {
        long position = append(event(unique("a-"), "T"));
        JsonBody store = JsonBody.of(given().get("/stores/default")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body(at("name", is("default")))
                .body(at("incarnation", notNullValue()))
                .body(at("createdAt", matchesPattern("\\d{4}-.*Z")))
                .extract());
        assertThat(store.longAt("position")).isGreaterThanOrEqualTo(position);
        assertThat(store.longAt("events")).isEqualTo(store.longAt("position"));
        assertThat(store.longAt("aggregates")).isPositive();
        assertThat(store.longAt("bytes")).isPositive();
    }

    @Test
    void a_store_tells_what_it_held() {
        long position = append(event(unique("a-"), "T"));
        given().queryParam("asOf", position - 1)
                .get("/stores/default")
                .then()
                .statusCode(200)
                .body(at("events", is((int) position - 1)));
        given().queryParam("asOf", 0)
                .get("/stores/default")
                .then()
                .statusCode(200)
                .body(at("events", is(0)))
                .body(at("aggregates", is(0)))
                .body(at("position", is(0)));
    }

    @Test
    void the_stores_are_listed() {
        given().get("/stores").then().statusCode(200).body(at("stores.name", hasItem("default")));
        given().queryParam("unknown", 1)
                .get("/stores")
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("unknown")));
    }

    @Test
    void an_aggregate_tells_its_version_and_times() {
        String id = unique("payment-");
        append(timed(id, "2024-02-01T00:00:00Z", 1), timed(id, "2024-01-01T00:00:00.5Z", 2));
        given().get(AGGREGATES + "/" + id)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("ETag", Tags.version(2))
                .body(equalTo("{\"aggregateId\":\"" + id + "\",\"aggregateType\":\"Payment\",\"version\":2,"
                        + "\"firstTimestamp\":\"2024-02-01T00:00:00Z\",\"lastTimestamp\":\"2024-01-01T00:00:00.5Z\"}"));
    }

    @Test
    void a_head_request_answers_with_the_tag_and_no_body() {
        String id = five();
        for (String path : List.of(AGGREGATES + "/" + id, AGGREGATES + "/" + id + "/events")) {
            Response answer = given().head(path);
            answer.then().statusCode(200).header("ETag", Tags.version(5)).contentType("application/json");
            assertThat(answer.asByteArray()).isEmpty();
        }
        given().head(AGGREGATES + "/" + unique("nobody-")).then().statusCode(404);
    }

    @Test
    void an_aggregate_without_events_is_not_found() {
        String id = unique("nobody-");
        for (String path : List.of(AGGREGATES + "/" + id, AGGREGATES + "/" + id + "/events")) {
            given().get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body(at("type", is("urn:mayfly:problem:not-found")));
        }
    }

    @Test
    void an_aggregate_is_not_found_before_its_first_event() {
        String id = unique("late-");
        long last = append(event(id, "T"), event(id, "T"));
        for (String path : List.of(AGGREGATES + "/" + id, AGGREGATES + "/" + id + "/events")) {
            given().queryParam("asOf", last - 2).get(path).then().statusCode(404);
            given().queryParam("asOf", last - 1)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .header("ETag", Tags.version(1))
                    .body(at("version", is(1)));
        }
    }

    @Test
    void a_history_is_in_the_order_of_versions() {
        String id = five();
        given().get(AGGREGATES + "/" + id + "/events")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("ETag", Tags.version(5))
                .body(at("aggregateId", is(id)))
                .body(at("version", is(5)))
                .body(at("events.version", contains(1, 2, 3, 4, 5)))
                .body(at("events.data.n", contains(1, 2, 3, 4, 5)))
                .body(at("next", nullValue()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fromVersion=2&toVersion=4 | 2,3,4",
                "fromVersion=2&toVersion=4&order=desc | 4,3,2",
                "order=desc | 5,4,3,2,1",
                "toVersion=1 | 1",
                "fromVersion=0 | 1,2,3,4,5",
                "fromVersion=0&toVersion=1 | 1",
                "fromVersion=5 | 5",
                "fromVersion=6 | ''",
                "fromVersion=1&toVersion=99 | 1,2,3,4,5",
                "limit=2 | 1,2",
                "limit=2&order=desc&toVersion=4 | 4,3"
            })
    void a_history_can_be_narrowed(String query, String versions) {
        List<Integer> expected = versions.isEmpty()
                ? List.of()
                : List.of(versions.split(",")).stream().map(Integer::valueOf).toList();
        given().get(AGGREGATES + "/" + five() + "/events?" + query)
                .then()
                .statusCode(200)
                .header("ETag", Tags.version(5))
                .body(at("version", is(5)))
                .body(at("events.version", equalTo(expected)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"asc", "desc"})
    void a_history_is_walked_page_by_page(String order) {
        String id = five();
        String path = AGGREGATES + "/" + id + "/events";
        Response page = given().queryParam("order", order)
                .queryParam("limit", 2)
                .queryParam("fromVersion", 1)
                .queryParam("toVersion", 5)
                .get(path);
        StringBuilder versions = new StringBuilder();
        for (int pages = 1; ; pages++) {
            page.then().statusCode(200);
            JsonBody.of(page).listAt("events.version").forEach(versions::append);
            String next = JsonBody.of(page).textAt("next");
            if (next == null) {
                assertThat(pages).isEqualTo(3);
                break;
            }
            assertThat(page.header("Link")).isEqualTo("<" + path + "?cursor=" + next + ">; rel=\"next\"");
            append(event(id, "Counted", "{\"n\":6}"));
            page = given().queryParam("cursor", next).get(path);
        }
        assertThat(page.header("Link")).isNull();
        assertThat(versions).hasToString(order.equals("asc") ? "12345" : "54321");
    }

    @Test
    void a_history_can_be_had_as_lines() {
        Response lines = given().accept("application/x-ndjson").get(AGGREGATES + "/" + five() + "/events");
        lines.then().statusCode(200).contentType("application/x-ndjson").header("ETag", Tags.version(5));
        assertThat(lines.asString().lines().map(line -> JsonBody.of(line).intAt("version")))
                .containsExactly(1, 2, 3, 4, 5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fromVersion=-1 | fromVersion",
                "fromVersion=a | fromVersion",
                "toVersion=0 | toVersion",
                "toVersion= | toVersion",
                "fromVersion=3&toVersion=2 | fromVersion",
                "limit=10001 | limit",
                "order=up | order",
                "sort=position | sort",
                "eventType=A | eventType",
                "asOf=99999999999 | asOf",
                "asOf=2024-01-01 | asOf",
                "cursor=abc | cursor",
                "limit=1&limit=2 | limit"
            })
    void a_parameter_of_a_history_that_is_not_as_it_must_be_is_refused(String query, String field) {
        given().get(AGGREGATES + "/" + five() + "/events?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(at("violations.field", contains(field)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b+c", "ä😀", "100%", "a;b=c", "x?y#z", "\"quoted\"\\", "..x"})
    void an_id_may_have_any_characters_when_they_are_encoded(String word) {
        String id = unique("odd-") + word;
        String json = id.replace("\\", "\\\\").replace("\"", "\\\"");
        append(event(json, "T"));
        String path =
                AGGREGATES + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        given().urlEncodingEnabled(false).get(path).then().statusCode(200).body(at("aggregateId", is(id)));
        given().urlEncodingEnabled(false)
                .queryParam("limit", "1")
                .get(path + "/events")
                .then()
                .statusCode(200)
                .body(at("events.aggregateId", contains(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%0Ab", "%7F"})
    void an_id_that_breaks_the_rule_is_refused(String encoded) {
        for (String path : List.of("/aggregates/" + encoded, "/aggregates/" + encoded + "/events")) {
            given().urlEncodingEnabled(false)
                    .get("/stores/default" + path)
                    .then()
                    .statusCode(400)
                    .body(at("violations.field", contains("aggregateId")));
        }
        given().urlEncodingEnabled(false)
                .get("/stores/default/events/" + encoded)
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("eventId")));
    }

    @Test
    void one_event_is_found_by_its_id() {
        String id = unique("event/");
        append("{\"eventId\":\"" + id + "\",\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"data\":[1.0]}");
        String path = "/stores/default/events/" + id.replace("/", "%2F");
        Response answer = given().urlEncodingEnabled(false).get(path);
        answer.then().statusCode(200).contentType("application/json").body(at("eventId", is(id)));
        assertThat(answer.asString()).endsWith("\"data\":[1.0]}");
        given().urlEncodingEnabled(false)
                .queryParam("asOf", JsonBody.of(answer).longAt("position") - 1)
                .get(path)
                .then()
                .statusCode(404);
        given().get("/stores/default/events/" + unique("none"))
                .then()
                .statusCode(404)
                .body(at("type", is("urn:mayfly:problem:not-found")));
        given().get("/stores/default/events/x?limit=1").then().statusCode(400);
    }

    @Test
    void an_event_of_a_megabyte_is_answered_whole() {
        String id = unique("large");
        String data = "\"" + "0123456789".repeat(100_000) + "\"";
        append("{\"eventId\":\"" + id + "\",\"aggregateId\":\"large-1\",\"eventType\":\"T\",\"data\":" + data + "}");
        Response answer = given().get("/stores/default/events/" + id);
        answer.then().statusCode(200).contentType("application/json");
        assertThat(answer.asString()).endsWith("\"data\":" + data + "}");
    }

    @Test
    void aggregates_are_listed_by_type_and_prefix() {
        String type = unique("Kind");
        String prefix = unique("p");
        for (String id : List.of(prefix + "1", prefix + "2", unique("other"), prefix + "3")) {
            append("{\"aggregateId\":\"" + id + "\",\"aggregateType\":\"" + type + "\",\"eventType\":\"T\"}");
        }
        given().queryParam("aggregateType", type)
                .queryParam("prefix", prefix)
                .get(AGGREGATES)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body(at("aggregates.aggregateId", contains(prefix + "1", prefix + "2", prefix + "3")))
                .body(at("aggregates[0].version", is(1)))
                .body(at("aggregates[0].aggregateType", is(type)))
                .body(at("next", nullValue()));
        given().queryParam("prefix", unique("none"))
                .get(AGGREGATES)
                .then()
                .statusCode(200)
                .body(at("aggregates", empty()));
    }

    @Test
    void aggregates_are_walked_page_by_page_while_others_are_added() {
        String type = unique("Kind");
        for (int i = 1; i <= 5; i++) {
            append("{\"aggregateId\":\"" + type + i + "\",\"aggregateType\":\"" + type + "\",\"eventType\":\"T\"}");
        }
        StringBuilder seen = new StringBuilder();
        Response page =
                given().queryParam("aggregateType", type).queryParam("limit", 2).get(AGGREGATES);
        String next = JsonBody.of(page).textAt("next");
        while (true) {
            page.then().statusCode(200);
            JsonBody.of(page)
                    .<String>listAt("aggregates.aggregateId")
                    .forEach(id -> seen.append(id.substring(type.length())));
            if (next == null) {
                break;
            }
            append("{\"aggregateId\":\"" + unique(type + "x") + "\",\"aggregateType\":\"" + type
                    + "\",\"eventType\":\"T\"}");
            page = given().queryParam("cursor", next).get(AGGREGATES);
            next = JsonBody.of(page).textAt("next");
        }
        assertThat(seen).hasToString("12345");
    }

    @Test
    void aggregates_are_listed_as_they_stood() {
        String type = unique("Kind");
        String first = "{\"aggregateId\":\"" + type + "1\",\"aggregateType\":\"" + type + "\",\"eventType\":\"T\"}";
        long position = append(first);
        append(first, "{\"aggregateId\":\"" + type + "2\",\"aggregateType\":\"" + type + "\",\"eventType\":\"T\"}");
        given().queryParam("aggregateType", type)
                .queryParam("asOf", position)
                .get(AGGREGATES)
                .then()
                .statusCode(200)
                .body(at("aggregates.aggregateId", contains(type + "1")))
                .body(at("aggregates.version", contains(1)));
    }

    @ParameterizedTest
    @CsvSource({"aggregateType=, aggregateType", "prefix=, prefix", "type=A, type", "limit=0, limit", "order=asc, order"
    })
    void a_parameter_of_a_list_that_is_not_as_it_must_be_is_refused(String query, String field) {
        given().get(AGGREGATES + "?" + query).then().statusCode(400).body(at("violations.field", contains(field)));
    }
}
