package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.search.Cursor;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks over the pages of a search. */
@ServerTest
class WalkIT {
    private static final String SEARCH = "/stores/default/events";

    /** Appends numbered events, whose times go up and down, and returns the numbers in the order of time. */
    private static List<Integer> appendNumbered(String type, int from, int count) {
        List<String> events = new ArrayList<>();
        for (int n = from; n < from + count; n++) {
            events.add("{\"aggregateId\":\"walk-1\",\"eventType\":\"" + type + "\",\"timestamp\":\"2024-01-01T00:00:"
                    + (10 + n % 7) + "Z\",\"data\":{\"n\":" + n + "}}");
        }
        append(events);
        List<Integer> byTime = new ArrayList<>();
        for (int second = 0; second < 7; second++) {
            for (int n = from; n < from + count; n++) {
                if (n % 7 == second) {
                    byTime.add(n);
                }
            }
        }
        return byTime;
    }

    @ParameterizedTest
    @CsvSource({"timestamp, asc", "timestamp, desc", "position, asc", "position, desc"})
    void a_walk_meets_each_event_once_while_appends_go_on(String sort, String order) throws InterruptedException {
        String type = unique("Walked");
        List<Integer> expected = new ArrayList<>(appendNumbered(type, 0, 60));
        if (sort.equals("position")) {
            expected.sort(null);
        }
        if (order.equals("desc")) {
            java.util.Collections.reverse(expected);
        }
        Response page = given().queryParam("eventType", type)
                .queryParam("sort", sort)
                .queryParam("order", order)
                .queryParam("limit", 7)
                .get(SEARCH);
        int position = JsonBody.of(page).intAt("position");
        AtomicBoolean done = new AtomicBoolean();
        Thread appending = new Thread(() -> {
            for (int n = 1000; !done.get() && n < 3000; n += 5) {
                appendNumbered(type, n, 5);
            }
        });
        appending.start();
        List<Integer> met = new ArrayList<>();
        try {
            while (true) {
                page.then().statusCode(200);
                assertThat(JsonBody.of(page).intAt("position")).isEqualTo(position);
                met.addAll(JsonBody.of(page).listAt("events.data.n"));
                String link = page.header("Link");
                if (link == null) {
                    assertThat(JsonBody.of(page).textAt("next")).isNull();
                    break;
                }
                page = given().urlEncodingEnabled(false).get(link.substring(1, link.indexOf('>')));
            }
        } finally {
            done.set(true);
            appending.join();
        }
        assertThat(met).isEqualTo(expected);
    }

    @Test
    void a_cursor_comes_alone_or_with_the_same_criteria_and_any_limit() {
        String type = unique("Walked");
        appendNumbered(type, 0, 7);
        String next = JsonBody.of(first(type)).textAt("next");
        second(given(), next, contains(2, 3));
        second(given().queryParam("eventType", type), next, contains(2, 3));
        second(given().queryParam("sort", "position").queryParam("order", "asc"), next, contains(2, 3));
        second(given().queryParam("limit", 3), next, contains(2, 3, 4));
    }

    private static Response first(String type) {
        return given().queryParam("eventType", type)
                .queryParam("sort", "position")
                .queryParam("limit", 2)
                .get(SEARCH);
    }

    private static void second(RequestSpecification request, String next, org.hamcrest.Matcher<?> numbers) {
        request.queryParam("cursor", next).get(SEARCH).then().statusCode(200).body(at("events.data.n", numbers));
    }

    @ParameterizedTest
    @CsvSource({"eventType, Other", "userId, u", "order, desc", "sort, timestamp", "after, 1", "asOf, 1"})
    void a_cursor_with_other_criteria_is_refused(String name, String value) {
        String type = unique("Walked");
        appendNumbered(type, 0, 7);
        String next = JsonBody.of(first(type)).textAt("next");
        given().queryParam(name, value)
                .queryParam("cursor", next)
                .get(SEARCH)
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("cursor")));
    }

    @Test
    void a_cursor_of_another_kind_of_listing_is_refused() {
        String type = unique("Walked");
        appendNumbered(type, 0, 7);
        append(event(unique("walk-"), type));
        String ofSearch = JsonBody.of(first(type)).textAt("next");
        String ofHistory = JsonBody.of(given().queryParam("limit", 1).get("/stores/default/aggregates/walk-1/events"))
                .textAt("next");
        String ofList = JsonBody.of(given().queryParam("limit", 1).get("/stores/default/aggregates"))
                .textAt("next");
        refused("/stores/default/aggregates", ofSearch);
        refused("/stores/default/aggregates/walk-1/events", ofSearch);
        refused("/stores/default/aggregates/walk-2/events", ofHistory);
        refused(SEARCH, ofHistory);
        refused(SEARCH, ofList);
        refused(SEARCH, ofSearch.substring(1));
        refused(SEARCH, ofSearch + "A");
    }

    @Test
    void a_cursor_of_another_store_or_of_another_history_is_refused() {
        String type = unique("Walked");
        appendNumbered(type, 0, 7);
        Cursor mine = Cursor.decode(JsonBody.of(first(type)).textAt("next"));
        String otherStore = with(mine, unique("store"), mine.incarnation(), mine.position());
        String otherHistory = with(mine, mine.store(), unique("incarnation"), mine.position());
        String future = with(mine, mine.store(), mine.incarnation(), mine.position() + 1_000_000);
        for (String cursor : List.of(otherStore, otherHistory, future)) {
            refused(SEARCH, cursor);
            given().contentType("application/json")
                    .body("{\"cursor\":\"" + cursor + "\"}")
                    .post("/stores/default/search")
                    .then()
                    .statusCode(400)
                    .body(at("violations.field", contains("cursor")));
        }
        second(given(), with(mine, mine.store(), mine.incarnation(), mine.position()), contains(2, 3));
    }

    private static String with(Cursor cursor, String store, String incarnation, long position) {
        return new Cursor(
                        store,
                        incarnation,
                        cursor.listing(),
                        cursor.asOf(),
                        position,
                        cursor.last(),
                        cursor.lastNanos(),
                        cursor.limit())
                .encode();
    }

    private static void refused(String path, String cursor) {
        given().queryParam("cursor", cursor)
                .get(path)
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("cursor")));
    }

    @Test
    void a_long_search_is_walked_by_its_link() {
        String type = unique("Walked");
        appendNumbered(type, 0, 3);
        RequestSpecification request = given().queryParam("eventType", type).queryParam("limit", 2);
        for (int i = 0; i < 100; i++) {
            request.queryParam("aggregateId", unique("other-"));
        }
        Response page = request.queryParam("aggregateId", "walk-1").get(SEARCH);
        page.then().statusCode(200);
        String link = page.header("Link");
        given().urlEncodingEnabled(false)
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .statusCode(200)
                .body(at("events.data.n", contains(2)));
    }

    @Test
    void a_walk_of_the_past_stays_there() {
        String type = unique("Walked");
        appendNumbered(type, 0, 5);
        long position = append(event("walk-2", type, "{\"n\":5}"));
        append(event("walk-2", type, "{\"n\":6}"));
        String next = JsonBody.of(given().queryParam("eventType", type)
                        .queryParam("sort", "position")
                        .queryParam("asOf", position)
                        .queryParam("limit", 4)
                        .get(SEARCH))
                .textAt("next");
        second(given(), next, contains(4, 5));
        second(given().queryParam("asOf", position), next, contains(4, 5));
    }

    @Test
    void a_page_that_the_matches_fill_exactly_is_the_last() {
        String type = unique("Walked");
        appendNumbered(type, 0, 2);
        Response page = first(type);
        assertThat(JsonBody.of(page).textAt("next")).isNull();
        assertThat(page.header("Link")).isNull();
    }
}
