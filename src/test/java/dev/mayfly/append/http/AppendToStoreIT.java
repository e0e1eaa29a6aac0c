package dev.mayfly.append.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.mayfly.http.route.Requests;
import dev.mayfly.http.route.StoreState;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Appending over many aggregates. */
@ServerTest
class AppendToStoreIT {
    private static final String PATH = "/stores/default/events";

    private final String a = "cart-" + UUID.randomUUID();
    private final String b = "cart-" + UUID.randomUUID();

    @Test
    void a_batch_is_stored_whole_and_the_answer_says_where() {
        long before = StoreState.events();
        append(request("", event(a), event(b), event(a)))
                .statusCode(201)
                .body(at("firstPosition", is((int) before + 1)))
                .body(at("lastPosition", is((int) before + 3)))
                .body(at("count", is(3)))
                .body(at("size()", is(3)));
        assertThat(StoreState.events()).isEqualTo(before + 3);
    }

    @Test
    void lines_are_one_batch() {
        Requests.of("application/x-ndjson", event(a) + "\n" + event(b) + "\n")
                .post(PATH)
                .then()
                .statusCode(201)
                .body(at("count", is(2)));
    }

    @Test
    void expected_versions_are_checked() {
        append(request("\"expectedVersions\":{\"" + a + "\":0}", event(a))).statusCode(201);
        append(request("\"expectedVersions\":{\"" + a + "\":1,\"" + b + "\":0}", event(a), event(b)))
                .statusCode(201);
        refused(request("\"expectedVersions\":{\"" + b + "\":1,\"" + a + "\":1}", event(a)), 409, "version-conflict")
                .body(at("aggregateId", is(a)))
                .body(at("expectedVersion", is(1)))
                .body(at("actualVersion", is(2)));
        refused(request("\"expectedVersions\":{\"" + a + "\":0}", event(b)), 409, "version-conflict")
                .body(at("expectedVersion", is(0)));
    }

    @Test
    void a_condition_may_have_thousands_of_items_up_to_a_limit_that_is_named() {
        append(request(conditionOf(1_000), event(a))).statusCode(201);
        append(request(conditionOf(10_000), event(a))).statusCode(201);
        refused(request(conditionOf(10_001), event(a)), 400, "invalid-request")
                .body(at("violations[0].field", startsWith("condition.failIfEventsMatch.items")))
                .body(at(
                        "violations[0].message",
                        containsString("20000 values and items (mayfly.limits.criteria-values)")));
    }

    /** Returns a condition that no event fails, each of its items with one tag. */
    private static String conditionOf(int items) {
        String tag = UUID.randomUUID().toString();
        return IntStream.range(0, items)
                .mapToObj(i -> "{\"tags\":[\"" + tag + i + "\"]}")
                .collect(Collectors.joining(",", "\"condition\":{\"failIfEventsMatch\":{\"items\":[", "]}}"));
    }

    @Test
    void an_append_condition_is_checked() {
        String tag = "course:" + UUID.randomUUID();
        String condition = "\"condition\":{\"failIfEventsMatch\":{\"items\":[{\"types\":[\"Joined\"],\"tags\":[\"" + tag
                + "\"]}]}%s}";
        String joined = "{\"aggregateId\":\"" + a + "\",\"eventType\":\"Joined\",\"tags\":[\"" + tag + "\"]}";
        int position = valueAt(
                "lastPosition",
                append(request(condition.formatted(""), joined)).statusCode(201).extract());
        refused(request(condition.formatted(""), joined), 409, "append-condition-failed")
                .body(at("matchedPosition", is(position)));
        append(request(condition.formatted(",\"after\":" + position), joined)).statusCode(201);
    }

    @Test
    void a_query_without_items_matches_every_event() {
        int position = valueAt(
                "lastPosition", append(request("", event(a))).statusCode(201).extract());
        String condition = "\"condition\":{\"failIfEventsMatch\":{\"items\":[]},\"after\":%d}";
        refused(request(condition.formatted(position - 1), event(a)), 409, "append-condition-failed")
                .body(at("matchedPosition", is(position)));
        append(request(condition.formatted(position), event(a))).statusCode(201);
    }

    @Test
    void a_repetition_gets_the_first_answer_whatever_it_expects() {
        String event = "{\"aggregateId\":\"" + a + "\",\"eventType\":\"A\",\"eventId\":\"" + UUID.randomUUID() + "\"}";
        int position = valueAt(
                "firstPosition", append(request("", event)).statusCode(201).extract());
        append(request("\"expectedVersions\":{\"" + a + "\":0}", event))
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .body(at("firstPosition", is(position)))
                .body(at("count", is(1)));
    }

    @Test
    void a_repeated_event_id_and_another_type_are_refused_with_their_paths() {
        String event = "{\"aggregateId\":\"" + a + "\",\"eventType\":\"A\",\"eventId\":\"" + UUID.randomUUID() + "\"}";
        refused(request("", event, event), 400, "invalid-request")
                .body(at("violations[0].field", is("events[1].eventId")));
        String typed = "{\"aggregateId\":\"" + a + "\",\"eventType\":\"A\",\"aggregateType\":\"%s\"}";
        refused(request("", typed.formatted("One"), typed.formatted("Two")), 400, "invalid-request")
                .body(at("violations[0].field", is("events[1].aggregateType")));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}|events",
                "[]|``",
                "{\"events\":[]}|events",
                "{\"events\":{}}|events",
                "{\"events\":[{\"eventType\":\"A\"}]}|events[0].aggregateId",
                "{\"events\":[{\"aggregateId\":\"a\"}]}|events[0].eventType",
                "{\"events\":[E],\"expected\":{}}|expected",
                "{\"events\":[E],\"expectedVersions\":[]}|expectedVersions",
                "{\"events\":[E],\"expectedVersions\":{\"a\":-1}}|expectedVersions.a",
                "{\"events\":[E],\"expectedVersions\":{\"a\":1.0}}|expectedVersions.a",
                "{\"events\":[E],\"expectedVersions\":{\"a\":\"1\"}}|expectedVersions.a",
                "{\"events\":[E],\"expectedVersions\":{\"a\":99999999999999999999}}|expectedVersions.a",
                "{\"events\":[E],\"expectedVersions\":{\"a\":1,\"a\":1}}|expectedVersions",
                "{\"events\":[E],\"expectedVersions\":{\"..\":1}}|expectedVersions",
                "{\"events\":[E],\"condition\":null}|condition",
                "{\"events\":[E],\"condition\":{}}|condition.failIfEventsMatch",
                "{\"events\":[E],\"condition\":{\"failIfEventsMatch\":{}}}|condition.failIfEventsMatch.items",
                "{\"events\":[E],\"condition\":{\"failIfEventsMatch\":{\"items\":[{}]}}}"
                        + "|condition.failIfEventsMatch.items[0]",
                "{\"events\":[E],\"condition\":{\"failIfEventsMatch\":{\"items\":[{\"types\":[]}]}}}"
                        + "|condition.failIfEventsMatch.items[0]",
                "{\"events\":[E],\"condition\":{\"failIfEventsMatch\":{\"items\":[{\"types\":[1]}]}}}"
                        + "|condition.failIfEventsMatch.items[0].types[0]",
                "{\"events\":[E],\"condition\":{\"failIfEventsMatch\":{\"items\":[]},\"after\":-1}}|condition.after",
                "{\"events\":[E],\"condition\":{\"failIfEventsMatch\":{\"items\":[]},\"since\":1}}|condition.since"
            })
    void what_is_not_as_it_must_be_is_refused_with_its_path(String body, String field) {
        refused(body.replace("[E]", "[" + event(a) + "]"), 400, "invalid-request")
                .body(at("violations[0].field", is(field)));
    }

    @Test
    void preconditions_in_headers_mean_nothing_here_and_are_refused() {
        long before = StoreState.events();
        given().contentType("application/json")
                .header("If-Match", "\"3\"")
                .body(request("", event(a)))
                .post(PATH)
                .then()
                .statusCode(400)
                .body(at("violations[0].field", is("If-Match")));
        assertThat(StoreState.events()).isEqualTo(before);
    }

    @Test
    void a_batch_whose_last_line_is_bad_stores_nothing() {
        long before = StoreState.events();
        Requests.of("application/x-ndjson", event(a) + "\n" + event(b) + "\n{\"aggregateId\":\"c\"")
                .post(PATH)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:malformed-json")))
                .body(at("line", is(3)));
        assertThat(StoreState.events()).isEqualTo(before);
    }

    private static String event(String aggregateId) {
        return "{\"aggregateId\":\"" + aggregateId + "\",\"eventType\":\"Happened\"}";
    }

    private static String request(String terms, String... events) {
        return "{\"events\":[" + String.join(",", events) + "]" + (terms.isEmpty() ? "" : ",") + terms + "}";
    }

    private static ValidatableResponse append(String body) {
        return given().contentType("application/json").body(body).post(PATH).then();
    }

    private static ValidatableResponse refused(String body, int status, String slug) {
        long before = StoreState.events();
        ValidatableResponse answer = append(body)
                .statusCode(status)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:" + slug)));
        assertThat(StoreState.events()).isEqualTo(before);
        return answer;
    }
}
