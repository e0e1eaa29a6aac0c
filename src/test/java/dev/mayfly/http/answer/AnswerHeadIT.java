package dev.mayfly.http.answer;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.RawHttp.Answer;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.search.http.Read;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer has besides its content: the position that it was read at, and a layout for people. */
@ServerTest
class AnswerHeadIT {
    private static final String EVENT = "{\"eventType\":\"T\",\"data\":{\"a\":[1.0,{}]}}";

    static List<Read> reads() {
        return Read.ALL;
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_read_says_at_which_position_it_was_made(Read read) {
        Read.Subject subject = Read.Subject.unknown();
        long position = subject.process();
        append(event(unique("b-"), "T"));
        read.get(subject, "asOf=" + position).then().statusCode(200).header("Mayfly-Position", Long.toString(position));
        assertThat(Long.parseLong(
                        read.get(subject, "minPosition=" + (position + 1)).header("Mayfly-Position")))
                .isGreaterThan(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson", "application/cloudevents-batch+json"})
    void an_answer_with_events_says_so_in_every_form(String accept) {
        String id = unique("a-");
        long position = append(event(id, "T"));
        for (String path : List.of(
                "/stores/default/events?asOf=" + position,
                "/stores/default/events?limit=1&asOf=" + position,
                "/stores/default/aggregates/" + id + "/events?asOf=" + position)) {
            given().accept(accept).get(path).then().statusCode(200).header("Mayfly-Position", Long.toString(position));
        }
    }

    @Test
    void an_answer_that_the_client_has_says_so_too() {
        String id = unique("a-");
        append(event(id, "T"));
        String path = "/stores/default/aggregates/" + id + "/events";
        String tag = given().get(path).header("ETag");
        long position = append(event(unique("b-"), "T"));
        int said = Integer.parseInt(given().header("If-None-Match", tag)
                .get(path)
                .then()
                .statusCode(304)
                .extract()
                .header("Mayfly-Position"));
        assertThat(said).isGreaterThanOrEqualTo((int) position);
    }

    @Test
    void an_append_says_the_position_of_its_last_event() {
        String path = "/stores/default/aggregates/" + unique("a-") + "/events";
        Answer answer = RawHttp.post(path, "[" + EVENT + "," + EVENT + "]");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(JsonBody.of(answer.body()).intAt("lastPosition"))
                .isEqualTo(Integer.parseInt(answer.headers().get("mayfly-position")));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void an_answer_in_json_is_indented_where_that_is_asked_for(Read read) {
        Read.Subject subject = Read.Subject.unknown();
        String asOf = "asOf=" + subject.process();
        String plain = read.get(subject, asOf).asString();
        for (String pretty : List.of("pretty", "pretty=true", "pretty=")) {
            String indented = read.get(subject, asOf + "&" + pretty).asString();
            assertThat(indented).contains("\n  ").doesNotEndWith("\n");
            assertThat(comparable(indented.replaceAll("\n *", "").replace("\": ", "\":")))
                    .isEqualTo(comparable(plain));
        }
        assertThat(comparable(read.get(subject, asOf + "&pretty=false").asString()))
                .isEqualTo(comparable(plain));
        read.get(subject, "pretty=x").then().statusCode(400).body(at("violations[0].field", is("pretty")));
    }

    private static String comparable(String json) {
        return json.replaceAll("\"bytes\":\\d+", "\"bytes\":0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/stores/default/projections", "/operations", "/version", "/stores", "/stores/default/clock"})
    void other_answers_are_indented_too(String path) {
        assertThat(given().get(path + "?pretty")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .startsWith("{\n  \"");
    }

    @Test
    void appends_and_problems_are_indented_too() {
        String id = unique("a-");
        for (String path : List.of(
                "/stores/default/aggregates/" + id + "/events?pretty",
                "/stores/def%61ult/aggregates/" + id + "/events?pretty",
                "/stores/nowhere/events?pretty",
                "/nowhere?pretty")) {
            assertThat(RawHttp.post(path, EVENT).body()).as(path).startsWith("{\n  \"");
        }
    }

    @Test
    void lines_are_not_indented() {
        String id = unique("a-");
        append(event(id, "T"));
        String lines = given().accept("application/x-ndjson")
                .get("/stores/default/aggregates/" + id + "/events?pretty")
                .asString();
        assertThat(lines.lines()).hasSize(1);
    }

    @Test
    void many_events_are_indented_as_they_are_sent() {
        String type = unique("T");
        String[] events = new String[2_000];
        for (int i = 0; i < events.length; i++) {
            events[i] = event(type + "-" + i, type);
        }
        append(events);
        String path = "/stores/default/events?limit=10000&eventType=" + type;
        String indented = given().get(path + "&pretty").asString();
        assertThat(indented.length()).isGreaterThan(300_000);
        assertThat(JsonBody.of(indented).listAt("events.eventId"))
                .isEqualTo(JsonBody.of(given().get(path).asString()).listAt("events.eventId"));
    }

    @Test
    void an_answer_to_a_terminal_ends_with_a_line_break() {
        String id = unique("a-");
        append(event(id, "T"));
        for (String path : List.of(
                "/stores/default/aggregates/" + id,
                "/stores/default/events?limit=1",
                "/stores/default/events?limit=1&pretty",
                "/stores/default/projections",
                "/stores/default/clock",
                "/version",
                "/nowhere",
                "/stores/nowhere")) {
            assertThat(RawHttp.get(path, "User-Agent: curl/8.5.0").body())
                    .as(path)
                    .endsWith("}\n");
            assertThat(RawHttp.get(path, "User-Agent: other/1").body()).as(path).endsWith("}");
            assertThat(RawHttp.get(path, "User-Agent: curl/8.5.0", "Accept-Encoding: identity")
                            .body())
                    .as(path)
                    .endsWith("}");
        }
        String append = "/stores/default/aggregates/" + id + "/events";
        assertThat(RawHttp.post(append, EVENT, "User-Agent: curl/8.5.0").body()).endsWith("}\n");
        assertThat(RawHttp.post(append, "{}", "User-Agent: curl/8.5.0").body()).endsWith("}\n");
    }

    @Test
    void a_search_ends_at_a_position() {
        String type = unique("T");
        long first = append(event(unique("a-"), type));
        append(event(unique("a-"), type));
        String path = "/stores/default/events?eventType=" + type + "&until=";
        given().get(path + first).then().body(at("events.position", is(List.of((int) first))));
        given().get(path + Long.MAX_VALUE / 10).then().body(at("events.size()", is(2)));
        given().get(path + "x").then().statusCode(400).body(at("violations[0].field", is("until")));
        given().contentType("application/json")
                .body("{\"eventType\":\"" + type + "\",\"until\":" + first + "}")
                .post("/stores/default/search")
                .then()
                .body(at("events.size()", is(1)));
        given().get("/stores/default/analytics/statistics?eventType=" + type + "&until=" + first)
                .then()
                .body(at("total", is(1)));
    }

    @Test
    void an_append_condition_from_beyond_the_head_is_refused() {
        long head = append(event(unique("a-"), "T"));
        given().contentType("application/json")
                .body("{\"events\":[{\"aggregateId\":\"a\",\"eventType\":\"T\"}],\"condition\":{\"failIfEventsMatch\":"
                        + "{\"items\":[{\"types\":[\"none\"]}]},\"after\":" + (head + 1000) + "}}")
                .post("/stores/default/events")
                .then()
                .statusCode(400)
                .body(at("type", is("urn:mayfly:problem:invalid-request")))
                .body(at("violations[0].field", is("condition.after")));
    }
}
