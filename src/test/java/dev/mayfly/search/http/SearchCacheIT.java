package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.live.Meters;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches that have been answered before. */
@ServerTest
class SearchCacheIT {
    private static final String SEARCH = "/stores/default/events";

    private static Response search(String type) {
        return given().queryParam("eventType", type)
                .queryParam("sort", "position")
                .get(SEARCH);
    }

    private static double hits() {
        return Meters.value("mayfly_cache_gets_total{result=\"hit\"}");
    }

    private static double misses() {
        return Meters.value("mayfly_cache_gets_total{result=\"miss\"}");
    }

    @Test
    void a_search_shows_an_event_as_soon_as_it_is_appended() {
        String type = unique("Seen");
        String other = unique("Other");
        for (int n = 0; n < 20; n++) {
            search(type).then().statusCode(200).body(at("events", hasSize(n)));
            append(event(unique("a-"), other));
            search(type).then().statusCode(200).body(at("events", hasSize(n)));
            long position = append(event(unique("a-"), type));
            search(type)
                    .then()
                    .statusCode(200)
                    .body(at("events", hasSize(n + 1)))
                    .body(at("events[" + n + "].position", is((int) position)))
                    .body(at("position", greaterThanOrEqualTo((int) position)));
        }
    }

    @Test
    void a_search_that_is_repeated_is_a_hit_and_still_says_how_far_it_sees() {
        String type = unique("Kept");
        append(event(unique("a-"), type), event(unique("a-"), type));
        double missesBefore = misses();
        Response first = search(type);
        assertThat(misses()).isGreaterThan(missesBefore);
        long position = append(event(unique("a-"), unique("Other")));
        double hitsBefore = hits();
        Response second = search(type);
        assertThat(hits()).isGreaterThan(hitsBefore);
        assertThat(JsonBody.of(second).listAt("events"))
                .isEqualTo(JsonBody.of(first).listAt("events"));
        assertThat(JsonBody.of(second).longAt("position")).isGreaterThanOrEqualTo(position);
        assertThat(Meters.value("mayfly_cache_entries")).isPositive();
        assertThat(Meters.value("mayfly_cache_bytes")).isGreaterThan(500);
    }

    @Test
    void a_search_that_only_looks_on_leaves_nothing_behind() {
        String type = unique("Seen");
        append(event(unique("a-"), type));
        double missesBefore = misses();
        double hitsBefore = hits();
        double entriesBefore = Meters.value("mayfly_cache_entries");
        for (int n = 0; n < 2; n++) {
            given().header("Mayfly-Observer", "true")
                    .get("/stores/default/events?eventType=" + type)
                    .then()
                    .statusCode(200)
                    .body(at("events", hasSize(1)));
        }
        assertThat(misses()).isEqualTo(missesBefore);
        assertThat(hits()).isEqualTo(hitsBefore);
        assertThat(Meters.value("mayfly_cache_entries")).isEqualTo(entriesBefore);
        search(type).then().body(at("events", hasSize(1)));
        assertThat(misses()).isGreaterThan(missesBefore);
    }

    @Test
    void a_look_into_the_past_finds_what_was_kept_for_the_present() {
        String type = unique("Past");
        long position = append(event(unique("a-"), type));
        search(type);
        append(event(unique("a-"), unique("Other")));
        double hitsBefore = hits();
        given().queryParam("eventType", type)
                .queryParam("sort", "position")
                .queryParam("asOf", position)
                .get(SEARCH)
                .then()
                .statusCode(200)
                .body(at("events", hasSize(1)))
                .body(at("position", is((int) position)));
        assertThat(hits()).isGreaterThan(hitsBefore);
        given().queryParam("eventType", type)
                .queryParam("asOf", position - 1)
                .get(SEARCH)
                .then()
                .body(at("events", empty()));
    }

    @Test
    void the_cursor_of_a_kept_page_goes_on_where_its_own_reader_sees() {
        String type = unique("Walked");
        append(event(unique("a-"), type, "1"), event(unique("a-"), type, "2"), event(unique("a-"), type, "3"));
        Response first =
                given().queryParam("eventType", type).queryParam("limit", 2).get(SEARCH);
        append(event(unique("a-"), unique("Other")));
        Response second =
                given().queryParam("eventType", type).queryParam("limit", 2).get(SEARCH);
        append(event(unique("a-"), type, "4"));
        for (Response page : List.of(first, second)) {
            page.then().statusCode(200).body(at("events.data", contains(1, 2)));
            given().queryParam("cursor", JsonBody.of(page).textAt("next"))
                    .get(SEARCH)
                    .then()
                    .statusCode(200)
                    .body(at("events.data", contains(3)))
                    .body(at("position", is(JsonBody.of(page).intAt("position"))));
        }
    }

    @Test
    void a_body_and_lines_with_a_limit_are_kept_too() {
        String type = unique("Body");
        append(event(unique("a-"), type, "1"), event(unique("a-"), type, "2"));
        for (int again = 0; again < 2; again++) {
            double hitsBefore = hits();
            given().contentType("application/json")
                    .body("{\"eventType\":\"" + type + "\",\"limit\":1}")
                    .post("/stores/default/search")
                    .then()
                    .statusCode(200)
                    .body(at("events.data", contains(1)));
            Response lines = given().accept("application/x-ndjson")
                    .queryParam("eventType", type)
                    .queryParam("limit", 1)
                    .get(SEARCH);
            assertThat(lines.asString().lines()).hasSize(1).allMatch(line -> line.endsWith("\"data\":1}"));
            assertThat(lines.header("Link")).contains("rel=\"next\"");
            assertThat(hits() - hitsBefore).isGreaterThanOrEqualTo(2.0 * again);
        }
    }

    @Test
    void a_page_that_is_too_long_to_be_kept_as_text_reads_the_same_each_time() {
        String type = unique("Long");
        append(IntStream.range(0, 30)
                .mapToObj(n -> event("long-1", type, "\"" + n + "x".repeat(20_000) + "\""))
                .toList());
        String first = search(type)
                .then()
                .statusCode(200)
                .body(at("events", hasSize(30)))
                .extract()
                .asString();
        String second = search(type).asString();
        assertThat(second.substring(0, second.lastIndexOf("\"position\"")))
                .isEqualTo(first.substring(0, first.lastIndexOf("\"position\"")));
    }

    @Test
    void a_search_that_waits_sees_what_it_waited_for() {
        String type = unique("Awaited");
        for (int n = 1; n <= 5; n++) {
            int wanted = n;
            CompletableFuture<Response> waiting =
                    CompletableFuture.supplyAsync(() -> given().queryParam("eventType", type)
                            .queryParam("minCount", wanted)
                            .queryParam("wait", "PT30S")
                            .get(SEARCH));
            append(event(unique("a-"), type));
            waiting.join().then().statusCode(200).body(at("events", hasSize(n))).body(at("satisfied", is(true)));
        }
    }

    @Test
    void searches_of_payments_are_kept_and_never_old() {
        String user = unique("user");
        for (int n = 0; n < 3; n++) {
            for (int again = 0; again < 2; again++) {
                given().queryParam("userId", user)
                        .get("/payments/events")
                        .then()
                        .statusCode(200)
                        .body(at("events", hasSize(n)));
            }
            given().contentType("application/json")
                    .header("X-User-Id", user)
                    .body("{\"amount\":1.00,\"currency\":\"EUR\"}")
                    .post("/payments/" + unique("p-") + "/process")
                    .then()
                    .statusCode(201);
        }
    }
}
