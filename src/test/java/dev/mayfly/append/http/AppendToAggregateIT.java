package dev.mayfly.append.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.DecoderConfig.decoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.route.Requests;
import dev.mayfly.http.route.StoreState;
import dev.mayfly.http.route.Tags;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Appending to one aggregate. */
@ServerTest
class AppendToAggregateIT {
    private static final String EVENT = "{\"eventType\":\"Happened\"}";
    private static final String PATH = "/stores/default/aggregates/{id}/events";

    private final String id = "order-" + UUID.randomUUID();

    @Test
    void one_event_is_stored_and_the_answer_says_where() {
        long before = StoreState.events();
        append(EVENT)
                .statusCode(201)
                .contentType("application/json")
                .header("ETag", Tags.version(1))
                .header("Location", "/stores/default/aggregates/" + id + "/events?fromVersion=1")
                .body(at("aggregateId", is(id)))
                .body(at("firstVersion", is(1)))
                .body(at("lastVersion", is(1)))
                .body(at("firstPosition", is((int) before + 1)))
                .body(at("lastPosition", is((int) before + 1)))
                .body(at("size()", is(5)));
        assertThat(StoreState.events()).isEqualTo(before + 1);
    }

    @Test
    void an_array_is_stored_whole() {
        append(EVENT).statusCode(201);
        append("[" + EVENT + "," + EVENT + "]")
                .statusCode(201)
                .header("ETag", Tags.version(3))
                .header("Location", containsString("fromVersion=2"))
                .body(at("firstVersion", is(2)))
                .body(at("lastVersion", is(3)));
    }

    @Test
    void lines_are_stored_whole() {
        request("application/x-ndjson", EVENT + "\n\n" + EVENT + "\r\n")
                .post(PATH, id)
                .then()
                .statusCode(201)
                .body(at("lastVersion", is(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "Application/JSON; charset=\"utf-8\"",
                "application/json; profile=x"
            })
    void json_may_say_that_it_is_utf_8(String contentType) {
        request(contentType, EVENT).post(PATH, id).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json; charset=iso-8859-1",
                "application/xml",
                "application/cloudevents+json",
                "nonsense"
            })
    void other_content_is_an_unsupported_media_type(String contentType) {
        refused(request(contentType, EVENT), 415, "unsupported-media-type")
                .body(at("supported", equalTo(java.util.List.of("application/json", "application/x-ndjson"))));
    }

    @Test
    void content_without_a_type_is_an_unsupported_media_type() {
        refused(given().body(EVENT.getBytes(StandardCharsets.UTF_8)).noContentType(), 415, "unsupported-media-type");
    }

    @Test
    void if_match_expects_a_version() {
        append(EVENT).statusCode(201);
        json(EVENT).header("If-Match", "\"1\"").post(PATH, id).then().statusCode(201);
        json(EVENT).header("If-Match", "W/\"2\"").post(PATH, id).then().statusCode(201);
        refused(json(EVENT).header("If-Match", "\"2\""), 412, "version-conflict")
                .body(at("aggregateId", is(id)))
                .body(at("expectedVersion", is(2)))
                .body(at("actualVersion", is(3)));
    }

    @Test
    void if_match_takes_a_tag_as_it_came_or_as_proxies_make_it() {
        append(EVENT).statusCode(201);
        String read = PATH.replace("/events", "");
        int version = 1;
        for (String form :
                List.of("%s", "W/%s", "%s-gzip", "%s--gzip", "W/%s-br", "\"7\", %s", "%s,W/\"8-774faed9\"", ",%s,")) {
            String tag = given().get(read, id).header("ETag");
            int end = form.startsWith("%s-") || form.startsWith("W/%s-") ? 1 : 0;
            String sent =
                    end == 0 ? form.formatted(tag) : form.replace("%s", tag.substring(0, tag.length() - 1)) + "\"";
            json(EVENT)
                    .header("If-Match", sent)
                    .post(PATH, id)
                    .then()
                    .statusCode(201)
                    .header("ETag", Tags.version(++version));
        }
        json(EVENT)
                .header("If-Match", "\"" + version + "-gzip\"")
                .post(PATH, id)
                .then()
                .statusCode(201);
        json(EVENT)
                .header("If-Match", "\"1\"")
                .header("If-Match", "\"" + (version + 1) + "\"")
                .post(PATH, id)
                .then()
                .statusCode(201);
    }

    @Test
    void a_list_of_tags_of_which_none_fits_is_a_conflict() {
        append(EVENT).statusCode(201);
        refused(json(EVENT).header("If-Match", "\"2\", \"3\""), 412, "version-conflict")
                .body(at("expectedVersion", is(2)))
                .body(at("actualVersion", is(1)))
                .body(at("detail", containsString("is at version 1, not 2 or 3")));
    }

    @Test
    void the_answer_to_an_append_has_the_tag_that_a_read_has() {
        String appended = append(EVENT).statusCode(201).extract().header("ETag");
        given().config(config().decoderConfig(decoderConfig().noContentDecoders()))
                .get(PATH, id)
                .then()
                .header("ETag", is(appended));
        json(EVENT).header("If-Match", appended).post(PATH, id).then().statusCode(201);
    }

    @Test
    void a_tag_of_another_history_is_a_conflict() {
        append(EVENT).statusCode(201);
        String tag = given().get(PATH, id).header("ETag");
        String other = tag.substring(0, 3) + (tag.charAt(3) == '0' ? '1' : '0') + tag.substring(4);
        refused(json(EVENT).header("If-Match", other), 412, "version-conflict")
                .body(at("expectedVersion", is(1)))
                .body(at("actualVersion", is(1)))
                .body(at("detail", containsString("in another history")));
        json(EVENT).header("If-Match", other + ", " + tag).post(PATH, id).then().statusCode(201);
    }

    @Test
    void if_match_star_expects_an_existing_aggregate() {
        refused(json(EVENT).header("If-Match", "*"), 412, "version-conflict")
                .body(at("expectedVersion", is("any existing")))
                .body(at("actualVersion", is(0)));
        append(EVENT).statusCode(201);
        json(EVENT).header("If-Match", "*").post(PATH, id).then().statusCode(201);
    }

    @Test
    void if_none_match_star_expects_no_aggregate() {
        json(EVENT).header("If-None-Match", "*").post(PATH, id).then().statusCode(201);
        refused(json(EVENT).header("If-None-Match", "*"), 412, "version-conflict")
                .body(at("expectedVersion", is("none")))
                .body(at("actualVersion", is(1)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "If-Match,3",
                "If-Match,\"3",
                "If-Match,\"\"",
                "If-Match,\"-1\"",
                "If-Match,\"03\"",
                "If-Match,\"x\"",
                "If-Match,W/3",
                "If-Match,w/\"3\"",
                "If-Match,`,`",
                "If-Match,`\"3\", 4`",
                "If-Match,`\"3\", *`",
                "If-Match,`\"3\" \"4\"`",
                "If-Match,\"3-774FAED9\"",
                "If-Match,\"3-774faed\"",
                "If-Match,\"3-774faed9 gzip\"",
                "If-Match,3-774faed9",
                "If-Match,\"9999999999999999999\"",
                "If-None-Match,\"3\"",
                "If-None-Match,3"
            })
    void a_malformed_precondition_is_refused_by_its_name(String header, String value) {
        refused(json(EVENT).header(header, value), 400, "invalid-request").body(at("violations[0].field", is(header)));
    }

    @Test
    void both_preconditions_at_once_are_refused() {
        refused(json(EVENT).header("If-Match", "*").header("If-None-Match", "*"), 400, "invalid-request")
                .body(at("violations[0].field", is("If-Match")));
    }

    @Test
    void a_repetition_gets_the_first_answer() {
        String event = "{\"eventType\":\"Happened\",\"eventId\":\"" + UUID.randomUUID() + "\"}";
        Map<String, Object> first = valueAt("", append(event).statusCode(201).extract());
        append(EVENT).statusCode(201);
        long before = StoreState.events();
        json(event)
                .header("If-None-Match", "*")
                .post(PATH, id)
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .body(at("", equalTo(first)));
        assertThat(StoreState.events()).isEqualTo(before);
    }

    @Test
    void a_known_event_id_with_other_content_is_a_duplicate() {
        String eventId = UUID.randomUUID().toString();
        int position = valueAt(
                "firstPosition",
                append("{\"eventType\":\"A\",\"eventId\":\"" + eventId + "\"}")
                        .statusCode(201)
                        .header("Idempotent-Replayed", nullValue())
                        .extract());
        refused(json("{\"eventType\":\"B\",\"eventId\":\"" + eventId + "\"}"), 409, "duplicate-event")
                .body(at("eventId", is(eventId)))
                .body(at("existingPosition", is(position)));
    }

    @Test
    void an_event_id_twice_in_one_array_is_refused_with_its_path() {
        String event = "{\"eventType\":\"A\",\"eventId\":\"" + UUID.randomUUID() + "\"}";
        refused(json("[" + event + "," + event + "]"), 400, "invalid-request")
                .body(at("violations[0].field", is("[1].eventId")));
    }

    @Test
    void an_event_id_twice_in_lines_is_refused_with_its_line() {
        String event = "{\"eventType\":\"A\",\"eventId\":\"" + UUID.randomUUID() + "\"}";
        refused(request("application/x-ndjson", event + "\n\n" + event), 400, "invalid-request")
                .body(at("violations[0].field", is("eventId")))
                .body(at("line", is(3)));
    }

    @Test
    void a_second_type_for_a_known_aggregate_is_refused() {
        append(EVENT).statusCode(201);
        refused(json("{\"eventType\":\"A\",\"aggregateType\":\"Invoice\"}"), 400, "invalid-request")
                .body(at("violations[0].field", is("aggregateType")));
        refused(json("[" + EVENT + ",{\"eventType\":\"A\",\"aggregateType\":\"Invoice\"}]"), 400, "invalid-request")
                .body(at("violations[0].field", is("[1].aggregateType")));
    }

    @Test
    void another_aggregate_in_the_body_than_in_the_path_is_refused() {
        refused(json("{\"eventType\":\"A\",\"aggregateId\":\"other\"}"), 400, "invalid-request")
                .body(at("violations[0].field", is("aggregateId")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "", " \n"})
    void an_empty_append_is_refused(String body) {
        refused(json(body), 400, "invalid-request");
        refused(request("application/x-ndjson", body.equals("[]") ? "\n\n" : body), 400, "invalid-request");
    }

    @Test
    void an_unknown_store_is_not_found() {
        long before = StoreState.events();
        json(EVENT)
                .post("/stores/nowhere/aggregates/a/events")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:not-found")));
        assertThat(StoreState.events()).isEqualTo(before);
    }

    @Test
    void a_query_parameter_is_refused_by_its_name() {
        refused(json(EVENT).queryParam("dryRun", "true"), 400, "invalid-request")
                .body(at("violations[0].field", is("dryRun")));
    }

    @Test
    void a_gzip_body_is_understood() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(EVENT.getBytes(StandardCharsets.UTF_8));
        }
        given().contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body(compressed.toByteArray())
                .post(PATH, id)
                .then()
                .statusCode(201);
    }

    @Test
    void a_body_that_is_not_the_gzip_it_says_is_refused() {
        refused(
                        given().contentType("application/json")
                                .header("Content-Encoding", "gzip")
                                .body(EVENT.getBytes(StandardCharsets.UTF_8)),
                        400,
                        "invalid-request")
                .body(at("violations[0].field", is("Content-Encoding")));
    }

    @Test
    void another_content_coding_is_refused_and_the_answer_says_which_is_understood() {
        refused(
                        given().contentType("application/json")
                                .header("Content-Encoding", "br")
                                .body(EVENT.getBytes(StandardCharsets.UTF_8)),
                        415,
                        "unsupported-media-type")
                .header("Accept-Encoding", "gzip");
    }

    private ValidatableResponse append(String body) {
        return json(body).post(PATH, id).then();
    }

    private static RequestSpecification json(String body) {
        return request("application/json", body);
    }

    private static RequestSpecification request(String contentType, String body) {
        return Requests.of(contentType, body);
    }

    /** Sends a request that must be refused with that problem, and must store nothing. */
    private ValidatableResponse refused(RequestSpecification request, int status, String slug) {
        long before = StoreState.events();
        ValidatableResponse answer = request.post(PATH, id)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:" + slug)))
                .body(at("status", is(status)))
                .body(at("title", containsString(" ")))
                .body(at("detail", containsString(" ")));
        assertThat(StoreState.events()).isEqualTo(before);
        return answer;
    }
}
