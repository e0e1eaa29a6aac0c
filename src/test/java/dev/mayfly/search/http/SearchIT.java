package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.longAt;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching for events. */
@ServerTest
class SearchIT {
    private static final String SEARCH = "/stores/default/events";

    @Test
    void three_payments_are_found_by_their_time_range_in_order() {
        String type = unique("PaymentProcessed");
        append(
                payment(type, "2024-01-15T10:02:00Z", "EUR"),
                payment(type, "2024-01-15T10:00:00+00:00", "EUR"),
                payment(type, "2024-01-15T12:01:00+02:00", "USD"),
                payment(type, "2024-01-16T10:00:00Z", "GBP"));
        given().queryParam("eventType", type)
                .queryParam("from", "2024-01-15T00:00:00Z")
                .queryParam("to", "2024-01-15T10:02:00Z")
                .get(SEARCH)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body(at("events.data.currency", contains("EUR", "USD", "EUR")))
                .body(at(
                        "events.timestamp",
                        contains("2024-01-15T10:00:00Z", "2024-01-15T10:01:00Z", "2024-01-15T10:02:00Z")))
                .body(at("next", nullValue()));
    }

    private static String payment(String type, String timestamp, String currency) {
        return "{\"aggregateId\":\"" + unique("payment-") + "\",\"eventType\":\"" + type + "\",\"timestamp\":\""
                + timestamp + "\",\"data\":{\"amount\":100.00,\"currency\":\"" + currency + "\"}}";
    }

    @ParameterizedTest
    @CsvSource({
        "eventType, T1",
        "aggregateType, Kind",
        "aggregateId, one",
        "correlationId, corr",
        "causationId, cause",
        "organizationId, org",
        "userId, user"
    })
    void a_criterion_means_any_of_its_values(String name, String word) {
        String mine = unique(word);
        String other = unique(word);
        String third = unique(word);
        String run = unique("run");
        append(withCriterion(name, mine, run), withCriterion(name, other, run), withCriterion(name, third, run));
        given().queryParam(name, mine, third)
                .queryParam("tag", run)
                .queryParam("sort", "position")
                .get(SEARCH)
                .then()
                .statusCode(200)
                .body(at("events.data.value", contains(mine, third)));
        given().queryParam(name, unique("nothing"))
                .queryParam("tag", run)
                .get(SEARCH)
                .then()
                .statusCode(200)
                .body(at("events", is(List.of())))
                .body(at("next", nullValue()));
    }

    private static String withCriterion(String name, String value, String tag) {
        String field = switch (name) {
            case "organizationId", "userId" -> "\"metadata\":{\"" + name + "\":\"" + value + "\"}";
            default -> "\"" + name + "\":\"" + value + "\"";
        };
        String rest = "\"tags\":[\"" + tag + "\"],\"data\":{\"value\":\"" + value + "\"}";
        String aggregate = name.equals("aggregateId") ? "" : "\"aggregateId\":\"" + unique("a-") + "\",";
        String type = name.equals("eventType") ? "" : "\"eventType\":\"Happened\",";
        return "{" + aggregate + type + field + "," + rest + "}";
    }

    @Test
    void tags_mean_all_of_them() {
        String one = unique("one");
        String two = unique("two");
        append(tagged(1, one), tagged(2, one, two), tagged(3, two));
        given().queryParam("tag", one, two).get(SEARCH).then().statusCode(200).body(at("events.data.n", contains(2)));
    }

    private static String tagged(int number, String... tags) {
        return "{\"aggregateId\":\"" + unique("a-") + "\",\"eventType\":\"Tagged\",\"tags\":[\""
                + String.join("\",\"", tags) + "\"],\"data\":{\"n\":" + number + "}}";
    }

    @Test
    void a_query_is_that_of_a_condition() {
        String tag = unique("course:");
        String other = unique("course:");
        append(tagged(1, tag), tagged(2, other), tagged(3, tag, other));
        String query = "{\"items\":[{\"types\":[\"Tagged\",\"Other\"],\"tags\":[\"" + tag + "\",\"" + other
                + "\"]},{\"tags\":[\"" + tag + "\"]}]}";
        given().queryParam("query", query)
                .queryParam("sort", "position")
                .get(SEARCH)
                .then()
                .statusCode(200)
                .body(at("events.data.n", contains(1, 3)));
    }

    @Test
    void after_means_behind_that_position() {
        String type = unique("After");
        long first = append(event(unique("a-"), type, "{\"n\":1}"));
        append(event(unique("a-"), type, "{\"n\":2}"));
        given().queryParam("eventType", type)
                .queryParam("after", first)
                .get(SEARCH)
                .then()
                .statusCode(200)
                .body(at("events.data.n", contains(2)));
    }

    @Test
    void the_answer_tells_the_position_it_was_read_at() {
        String type = unique("Read");
        long last = append(event(unique("a-"), type));
        long position = longAt("position", given().queryParam("eventType", type).get(SEARCH));
        assertThat(position).isGreaterThanOrEqualTo(last);
        given().queryParam("eventType", type)
                .queryParam("asOf", last - 1)
                .get(SEARCH)
                .then()
                .body(at("events", is(List.of())))
                .body(at("position", is((int) last - 1)));
    }

    @Test
    void results_are_sorted_by_time_or_by_position_in_either_direction() {
        String type = unique("Sorted");
        append(
                "{\"aggregateId\":\"a\",\"eventType\":\"" + type
                        + "\",\"timestamp\":\"2024-01-02T00:00:00Z\",\"data\":{\"n\":1}}",
                "{\"aggregateId\":\"a\",\"eventType\":\"" + type
                        + "\",\"timestamp\":\"2024-01-01T00:00:00Z\",\"data\":{\"n\":2}}",
                "{\"aggregateId\":\"a\",\"eventType\":\"" + type
                        + "\",\"timestamp\":\"2024-01-02T00:00:00Z\",\"data\":{\"n\":3}}");
        sorted(type, "timestamp", "asc").body(at("events.data.n", contains(2, 1, 3)));
        sorted(type, "timestamp", "desc").body(at("events.data.n", contains(3, 1, 2)));
        sorted(type, "position", "asc").body(at("events.data.n", contains(1, 2, 3)));
        sorted(type, "position", "desc").body(at("events.data.n", contains(3, 2, 1)));
    }

    private static ValidatableResponse sorted(String type, String sort, String order) {
        return given().queryParam("eventType", type)
                .queryParam("sort", sort)
                .queryParam("order", order)
                .get(SEARCH)
                .then()
                .statusCode(200);
    }

    @Test
    void a_body_takes_what_the_query_string_takes() {
        String type = unique("Body");
        String other = unique("Body");
        append(event("a-1", type, "{\"n\":1}"), event("a-1", other, "{\"n\":2}"), event("a-2", type, "{\"n\":3}"));
        String body =
                "{\"eventType\":[\"" + type + "\",\"" + other + "\"],\"aggregateId\":\"a-1\",\"sort\":\"position\","
                        + "\"order\":\"desc\",\"limit\":1,\"query\":{\"items\":[]},\"from\":\"2020-01-01T00:00:00Z\"}";
        Response first = given().contentType("application/json").body(body).post("/stores/default/search");
        first.then().statusCode(200).body(at("events.data.n", contains(2)));
        String next = valueAt("next", first);
        given().contentType("application/json; charset=utf-8")
                .body("{\"cursor\":\"" + next + "\"}")
                .post("/stores/default/search")
                .then()
                .statusCode(200)
                .body(at("events.data.n", contains(1)))
                .body(at("next", nullValue()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"eventTyp\":\"A\"} | eventTyp",
                "{\"eventType\":1} | eventType",
                "{\"eventType\":null} | eventType",
                "{\"eventType\":[]} | eventType",
                "{\"eventType\":[\"A\",2]} | eventType[1]",
                "{\"eventType\":\" \"} | eventType",
                "{\"limit\":\"5\"} | limit",
                "{\"limit\":1.5} | limit",
                "{\"limit\":0} | limit",
                "{\"after\":-1} | after",
                "{\"from\":5} | from",
                "{\"from\":\"yesterday\"} | from",
                "{\"asOf\":true} | asOf",
                "{\"query\":\"{}\"} | query",
                "{\"query\":{\"items\":[{}]}} | query.items[0]",
                "{\"texts\":\"a\"} | texts",
                "{\"cursor\":\"abc\"} | cursor",
                "[] | ''"
            })
    void a_body_that_is_not_as_it_must_be_is_refused(String body, String field) {
        given().contentType("application/json")
                .body(body)
                .post("/stores/default/search")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:invalid-request")))
                .body(at("violations.field", hasItem(field)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"eventType\":}", "nonsense"})
    void a_body_that_is_not_json_is_refused(String body) {
        given().contentType("application/json")
                .body(body)
                .post("/stores/default/search")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void a_field_given_twice_is_refused() {
        given().contentType("application/json")
                .body("{\"limit\":1,\"limit\":2}")
                .post("/stores/default/search")
                .then()
                .statusCode(400);
    }

    @Test
    void a_body_of_another_type_is_refused() {
        given().contentType("text/plain")
                .body("{}")
                .post("/stores/default/search")
                .then()
                .statusCode(415)
                .body(at("type", is("urn:mayfly:problem:unsupported-media-type")))
                .body(at("supported", hasItem("application/json")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eventTyp=A | eventTyp",
                "texts=a | texts",
                "minCount=0 | minCount",
                "wait=PT1S | wait",
                "eventType= | eventType",
                "eventType=%20 | eventType",
                "eventType=a%00b | eventType",
                "tag=. | tag",
                "from=yesterday | from",
                "from=2024-01-01 | from",
                "to=2024-01-01T00:00:00.1234567890Z | to",
                "to=1600-01-01T00:00:00Z | to",
                "from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z | from",
                "from=2024-01-02T00:00:00Z&from=2024-01-01T00:00:00Z | from",
                "after=-1 | after",
                "after=x | after",
                "limit=0 | limit",
                "limit=10001 | limit",
                "limit=-1 | limit",
                "limit=1e2 | limit",
                "limit= | limit",
                "limit=99999999999999999999 | limit",
                "order=up | order",
                "order=ASC | order",
                "sort=name | sort",
                "cursor= | cursor",
                "cursor=x | cursor",
                "cursor=%25%25%25 | cursor",
                "asOf=-1 | asOf",
                "asOf=tomorrow | asOf",
                "asOf=99999999999 | asOf",
                "minPosition=-1 | minPosition",
                "minPosition=a | minPosition",
                "timeout=5 | timeout",
                "timeout=-PT1S | timeout",
                "timeout=PT31S | timeout",
                "query=x | query",
                "query=[] | query",
                "query=%7B%22items%22:[%7B%7D]%7D | query.items[0]"
            })
    void a_parameter_that_is_not_as_it_must_be_is_refused(String query, String field) {
        given().urlEncodingEnabled(false)
                .get(SEARCH + "?" + query.replace("[", "%5B").replace("]", "%5D"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(at("violations.field", hasItem(field)));
    }

    @Test
    void an_unknown_store_is_not_found() {
        given().get("/stores/nowhere/events")
                .then()
                .statusCode(404)
                .body(at("type", is("urn:mayfly:problem:not-found")));
    }

    @Test
    void data_and_metadata_come_back_byte_for_byte() {
        String type = unique("Bytes");
        String data =
                "{ \"z\":1.0, \"a\" : 1e400,\"n\":12345678901234567890 ,\"a\":\"\\u00e9\\/é😀\", \"e\":[ ],\"t\":100.00}";
        String metadata = "{\"b\": 1.00 ,\"organizationId\":7,\"a\":null}";
        append("{\"aggregateId\":\"bytes-1\",\"eventType\":\"" + type + "\",\"metadata\":" + metadata + ",\"data\":"
                + data + "}");
        String json = text("application/json", type);
        String line = text("application/x-ndjson", type);
        assertThat(json).contains("\"data\":" + data).contains("\"metadata\":" + metadata);
        assertThat(line)
                .contains("\"data\":" + data)
                .contains("\"metadata\":" + metadata)
                .endsWith("}\n");
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    }

    private static String text(String accept, String type) {
        return new String(
                given().accept(accept).queryParam("eventType", type).get(SEARCH).asByteArray(),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void ndjson_has_every_match_and_json_a_page() {
        String type = unique("Many");
        List<String> events = new ArrayList<>();
        IntStream.range(0, 250).forEach(n -> events.add(event("many-1", type, "{\"n\":" + n + "}")));
        append(events);
        Response page = given().queryParam("eventType", type).get(SEARCH);
        page.then().statusCode(200).header("Link", startsWith("</stores/default/events?cursor="));
        assertThat(JsonBody.of(page).listAt("events")).hasSize(100);
        Response lines = given().accept("application/x-ndjson")
                .queryParam("eventType", type)
                .get(SEARCH);
        lines.then().statusCode(200).contentType("application/x-ndjson");
        assertThat(lines.asString().lines()).hasSize(250);
        Response limited = given().accept("application/x-ndjson")
                .queryParam("eventType", type)
                .queryParam("limit", 7)
                .get(SEARCH);
        assertThat(limited.asString().lines()).hasSize(7);
        String link = limited.header("Link");
        Response rest = given().accept("application/x-ndjson")
                .urlEncodingEnabled(false)
                .get(link.substring(1, link.indexOf('>')));
        assertThat(rest.asString().lines()).hasSize(7);
        assertThat(rest.asString()).startsWith("{").contains("{\"n\":7}").contains("{\"n\":13}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/* | application/json",
                "application/json | application/json",
                "application/x-ndjson | application/x-ndjson",
                "APPLICATION/X-NDJSON | application/x-ndjson",
                "application/json;q=0.5, application/x-ndjson | application/x-ndjson",
                "application/x-ndjson;q=0.5, application/json;q=0.9 | application/json",
                "text/html, */*;q=0.1 | application/json",
                "application/x-ndjson, */* | application/x-ndjson",
                "application/json;q=0, */* | application/x-ndjson"
            })
    void the_form_is_negotiated(String accept, String expected) {
        given().header("Accept", accept)
                .queryParam("limit", 1)
                .get(SEARCH)
                .then()
                .statusCode(200)
                .contentType(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/xml, text/*",
                "application/json;q=0",
                "application/json;q=0, application/x-ndjson;q=0"
            })
    void a_form_that_cannot_be_had_is_refused(String accept) {
        given().header("Accept", accept)
                .get(SEARCH)
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:not-acceptable")));
    }
}
