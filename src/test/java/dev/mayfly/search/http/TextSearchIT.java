package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searching for a text in the events' data. */
@ServerTest
class TextSearchIT {
    private static final String SEARCH = "/stores/default/events";

    private static ValidatableResponse search(String type, String text) {
        return given().queryParam("eventType", type)
                .queryParam("text", text)
                .queryParam("sort", "position")
                .get(SEARCH)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse searchByBody(String body) {
        return given().contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/stores/default/search")
                .then();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a\":1 | { \"a\" : 1 }",
                "é | \"\\u00e9\"",
                "É | \"caf\\u00E9\"",
                "strasse | \"Straße\"",
                "😀 | \"\\ud83d\\ude00\"",
                "z | \"\\ud83dZ\"",
                "say \"hi\" | \"Say \\\"Hi\\\"\"",
                "1.00 | {\"amount\":1.00}",
                "` ` | \"a b\"",
                "{} | {}"
            })
    void a_text_is_found_in_the_data(String text, String data) {
        String type = unique("Said");
        append(event(unique("a-"), type, data), event(unique("a-"), type, "\"-\""));
        search(type, text).body(at("events", hasSize(1))).body(at("events[0].version", is(1)));
        search(type, text + "\u0001").body(at("events", empty()));
    }

    @Test
    void a_text_and_the_other_criteria_must_all_be_met() {
        String word = unique("Word");
        String type = unique("Said");
        append(
                event(unique("a-"), type, "\"" + word + " 1\""),
                event(unique("a-"), "Other", "\"" + word + " 2\""),
                event(unique("a-"), type, "\"something else\""));
        search(type, word.toUpperCase(Locale.ROOT)).body(at("events.data", contains(word + " 1")));
        searchByBody("{\"text\":\"" + word + "\",\"eventType\":[\"Other\"]}")
                .statusCode(200)
                .body(at("events.data", contains(word + " 2")));
    }

    @Test
    void a_walk_by_cursor_alone_keeps_the_text_and_sees_each_match_once() {
        String word = unique("walk");
        append(IntStream.range(0, 25)
                .mapToObj(i -> event(unique("a-"), "Said", "{\"" + (i % 2 == 0 ? word : "other") + "\":" + i + "}"))
                .toList());
        List<Integer> seen = new ArrayList<>();
        Response page = given().queryParam("text", word).queryParam("limit", 4).get(SEARCH);
        while (true) {
            page.then().statusCode(200);
            seen.addAll(JsonBody.of(page).<Integer>listAt("events.data." + word));
            String next = JsonBody.of(page).textAt("next");
            if (next == null) {
                break;
            }
            append(event(unique("a-"), "Said", "{\"" + word + "\":99}"));
            page = given().queryParam("cursor", next).get(SEARCH);
        }
        assertThat(seen).isEqualTo(IntStream.range(0, 13).mapToObj(i -> 2 * i).toList());
    }

    @Test
    void a_cursor_of_a_search_for_another_text_is_refused() {
        String word = unique("walk");
        append(event(unique("a-"), "Said", "\"" + word + "\""), event(unique("a-"), "Said", "\"" + word + "\""));
        String next = JsonBody.of(
                        given().queryParam("text", word).queryParam("limit", 1).get(SEARCH))
                .textAt("next");
        given().queryParam("text", "x")
                .queryParam("cursor", next)
                .get(SEARCH)
                .then()
                .statusCode(400)
                .body(at("violations[0].field", is("cursor")));
    }

    @Test
    void a_search_as_of_an_earlier_position_finds_what_was_there() {
        String word = unique("asof");
        long first = append(event(unique("a-"), "Said", "\"" + word + "\""));
        append(event(unique("a-"), "Said", "\"" + word + "\""));
        given().queryParam("text", word)
                .queryParam("asOf", first)
                .get(SEARCH)
                .then()
                .statusCode(200)
                .body(at("events", hasSize(1)));
        given().queryParam("text", word).get(SEARCH).then().body(at("events", hasSize(2)));
    }

    @Test
    void all_matches_are_streamed_as_lines() {
        String word = unique("lines");
        append(IntStream.range(0, 150)
                .mapToObj(i -> event(unique("a-"), "Said", "\"" + word + "\""))
                .toList());
        String lines = given().accept("application/x-ndjson")
                .queryParam("text", word)
                .get(SEARCH)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(lines.lines()).hasSize(150).allMatch(line -> line.contains(word));
    }

    @Test
    void payments_are_searched_and_counted_by_text() {
        String id = unique("p");
        String note = unique("note");
        given().contentType("application/json")
                .body("{\"amount\":12.50,\"currency\":\"EUR\"}")
                .post("/payments/" + id + "/process")
                .then()
                .statusCode(201);
        append("{\"aggregateId\":\"" + id + "\",\"eventType\":\"PaymentNoted\",\"data\":{\"note\":\"" + note + "\"}}");
        append(event(unique("order-"), "PaymentNoted", "\"" + note + "\""));
        given().queryParam("text", note)
                .get("/payments/events")
                .then()
                .statusCode(200)
                .body(at("events.aggregateId", contains(id)));
        given().queryParam("text", note)
                .get("/payments/statistics")
                .then()
                .statusCode(200)
                .body(at("total", is(1)));
        given().queryParam("text", "\"AMOUNT\":12.50")
                .queryParam("aggregateId", id)
                .get("/payments/events")
                .then()
                .body(at("events.eventType", contains("PaymentProcessed")));
    }

    @Test
    void a_text_that_is_empty_too_long_or_given_twice_is_refused() {
        for (String query : List.of("text=", "text", "text=" + "x".repeat(1_001), "text=a&text=b")) {
            given().urlEncodingEnabled(false)
                    .get(SEARCH + "?" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body(at("violations[0].field", is("text")));
        }
        for (String text : List.of("7", "null", "[\"a\"]", "\"\"", "\"\\ud83d\"")) {
            searchByBody("{\"text\":" + text + "}").statusCode(400).body(at("violations[0].field", is("text")));
        }
    }

    @Test
    void data_that_nests_very_deep_or_is_very_long_is_searched_too() {
        String type = unique("Hostile");
        String word = unique("deep");
        append(
                event(unique("a-"), type, "[".repeat(997) + "\"" + word + "\"" + "]".repeat(997)),
                event(unique("a-"), type, "\"" + "\\ud800\\u0000x".repeat(60_000) + word + "\""));
        assertThat(lines(type, "[[\"" + word + "\"]]").lines()).hasSize(1);
        assertThat(lines(type, "\u0000X" + word).lines())
                .singleElement()
                .asString()
                .hasSizeGreaterThan(700_000);
        search(type, "nothing of this").body(at("events", empty()));
    }

    private static String lines(String type, String text) {
        return given().accept("application/x-ndjson")
                .queryParam("eventType", type)
                .queryParam("text", text)
                .get(SEARCH)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
