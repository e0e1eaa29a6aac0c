package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on values over HTTP, everywhere criteria are taken. */
@ServerTest
class WhereIT {
    private String type;

    @BeforeEach
    void events() {
        type = unique("Priced");
        append(
                priced(
                        "{\"n\":1,\"amount\":99.999999999999999999,\"currency\":\"EUR\",\"lines\":[{\"sku\":\"a\"},{\"sku\":\"b\"}]}"),
                priced("{\"n\":2,\"amount\":100.00,\"currency\":\"USD\",\"zip\":\"12345\",\"a.b\":null}"),
                priced("{\"n\":3,\"amount\":1e400,\"currency\":\"\\u0045UR\",\"zip\":12345}"),
                priced("{\"n\":4,\"amount\":\"100\",\"currency\":\"GBP\",\"currency\":\"EUR\"}"));
    }

    private String priced(String data) {
        return "{\"aggregateId\":\"" + unique("item-") + "\",\"eventType\":\"" + type + "\",\"data\":" + data + "}";
    }

    private RequestSpecification where(String... conditions) {
        RequestSpecification request = given().queryParam("eventType", type).queryParam("sort", "position");
        for (String each : conditions) {
            request.queryParam("where", each);
        }
        return request;
    }

    private ValidatableResponse search(String... conditions) {
        return where(conditions).get("/stores/default/events").then();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data.amount>=100|2 3",
                "data.amount<100|1",
                "data.amount=100|2 4",
                "data.amount=\"100\"|4",
                "data.amount!=100|1 3",
                "data.currency=EUR|1 3 4",
                "data.currency ^= E|1 3 4",
                "data.currency*=S|2",
                "data.currency=[\"USD\",\"GBP\"]|2",
                "data.currency!=[\"USD\",\"GBP\"]|1 3 4",
                "data.lines.sku=b|1",
                "data.zip=12345|2 3",
                "data.zip=\"12345\"|2",
                "!data.zip|1 4",
                "data.\"a.b\"|2",
                "data.\"a.b\"=null|2",
                "timestamp<2020-01-01T00:00:00Z|''",
                "recordedAt>2020-01-01T00:00:00+01:00|1 2 3 4"
            })
    void events_are_found_by_their_values(String condition, String numbers) {
        List<Integer> found = valueAt(
                "events.data.n", search(condition).statusCode(200).extract().response());
        assertThat(found.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .isEqualTo(numbers);
    }

    @Test
    void all_conditions_must_hold_and_a_body_has_them_with_types() {
        search("data.amount>=100", "data.currency=EUR").body(at("events.data.n", contains(3)));
        given().contentType("application/json")
                .body("{\"eventType\":\"" + type + "\",\"where\":[{\"path\":\"data.zip\",\"op\":\"=\",\"value\":12345},"
                        + "{\"path\":\"data.lines\",\"op\":\"missing\"}]}")
                .post("/stores/default/search")
                .then()
                .statusCode(200)
                .body(at("events.data.n", contains(3)));
    }

    @Test
    void analysis_counts_the_events_that_meet_them() {
        given().queryParam("eventType", type)
                .queryParam("where", "data.currency=EUR")
                .get("/stores/default/analytics/statistics")
                .then()
                .statusCode(200)
                .body(at("total", is(3)));
    }

    @Test
    void a_walk_continues_with_its_conditions() {
        String next = search("data.currency=EUR").extract().path("next");
        assertThat(next).isNull();
        String cursor = where("data.currency=EUR", "data.amount>1e-20000000")
                .queryParam("limit", 1)
                .get("/stores/default/events")
                .then()
                .body(at("events.data.n", contains(1)))
                .extract()
                .path("next");
        given().queryParam("cursor", cursor)
                .get("/stores/default/events")
                .then()
                .statusCode(200)
                .body(at("events.data.n", contains(3)));
        where("data.currency=USD")
                .queryParam("cursor", cursor)
                .get("/stores/default/events")
                .then()
                .statusCode(400)
                .body(at("violations[0].field", is("cursor")));
    }

    @Test
    void a_cached_page_is_never_that_of_other_conditions() {
        search("data.n=1").body(at("events.data.n", contains(1)));
        search("data.n=2").body(at("events.data.n", contains(2)));
        search("data.n=9").body(at("events", empty()));
        append(priced("{\"n\":9}"));
        search("data.n=9").body(at("events.data.n", contains(9)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"path\":\"data.a\"}]|where[0].op",
                "[{\"op\":\"=\",\"value\":1}]|where[0].path",
                "[{\"path\":\"data.a\",\"op\":\"=\"}]|where[0].value",
                "[{\"path\":\"data.a\",\"op\":\"==\",\"value\":1}]|where[0].op",
                "[{\"path\":\"data.a\",\"op\":\"exists\",\"value\":1}]|where[0].value",
                "[{\"path\":\"data.a\",\"op\":\"<\",\"value\":[1]}]|where[0].value",
                "[{\"path\":\"data.a\",\"op\":\"<\",\"value\":true}]|where[0].value",
                "[{\"path\":\"data.a\",\"op\":\"^=\",\"value\":1}]|where[0].value",
                "[{\"path\":\"data.a\",\"op\":\"=\",\"value\":[{}]}]|where[0].value[0]",
                "[{\"path\":\"data.a\",\"op\":\"=\",\"value\":[]}]|where[0].value",
                "[{\"path\":\"dat.a\",\"op\":\"=\",\"value\":1}]|where[0].path",
                "[{\"path\":\"data.a\",\"op\":\"=\",\"valeu\":1}]|where[0].valeu",
                "\"data.a=1\"|where"
            })
    void a_mistake_in_a_body_is_named(String where, String field) {
        given().contentType("application/json")
                .body("{\"where\":" + where + "}")
                .post("/stores/default/search")
                .then()
                .statusCode(400)
                .body(at("violations[0].field", is(field)));
    }

    @Test
    void there_are_at_most_32_conditions() {
        search(Collections.nCopies(32, "data.n>0").toArray(new String[0])).statusCode(200);
        search(Collections.nCopies(33, "data.n>0").toArray(new String[0]))
                .statusCode(400)
                .body(at("violations[0].field", is("where")))
                .body(at("violations[0].message", containsString("32")));
        String many = "1" + ",1".repeat(20_000);
        given().contentType("application/json")
                .body("{\"where\":{\"path\":\"data.a\",\"op\":\"=\",\"value\":[" + many + "]}}")
                .post("/stores/default/search")
                .then()
                .statusCode(400)
                .body(at("violations[0].message", containsString("mayfly.limits.criteria-values")));
    }

    @Test
    void an_append_condition_takes_none() {
        given().contentType("application/json")
                .body("{\"events\":[{\"aggregateId\":\"a-1\",\"eventType\":\"T\"}],"
                        + "\"condition\":{\"failIfEventsMatch\":{\"items\":[{\"types\":[\"T\"],\"where\":[]}]}}}")
                .post("/stores/default/events")
                .then()
                .statusCode(400)
                .body(at("violations[0].field", is("condition.failIfEventsMatch.items[0].where")));
    }
}
