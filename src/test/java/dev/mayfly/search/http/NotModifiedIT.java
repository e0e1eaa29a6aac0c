package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.DecoderConfig.decoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.mayfly.http.route.Requests;
import dev.mayfly.http.route.Tags;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a client has already. */
@ServerTest
class NotModifiedIT {
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    private static Response get(String path, String accept, String knownTag) {
        return given().urlEncodingEnabled(false)
                .header("If-None-Match", knownTag)
                .accept(accept)
                .get(path);
    }

    private static String tag(String path, String accept) {
        Response answer = given().urlEncodingEnabled(false).accept(accept).get(path);
        answer.then().statusCode(200);
        return answer.header("ETag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stores/default/aggregates/%s",
                "/stores/default/aggregates/%s/events",
                "/stores/default/aggregates/%s/state",
                "/stores/default/aggregates/%s/diff"
            })
    void an_aggregate_is_sent_again_only_at_another_version(String template) {
        String id = unique("a-");
        String path = template.formatted(id);
        append(event(id, "T"));
        append(event(unique("b-"), "T"));
        String tag = tag(path, JSON);
        for (String known : List.of(tag, "W/" + tag, "*", "\"0\", W/" + tag)) {
            get(path, JSON, known).then().statusCode(304).header("ETag", tag).body(is(emptyString()));
            given().header("If-None-Match", known).head(path).then().statusCode(304);
        }
        append(event(id, "T"));
        get(path, JSON, tag).then().statusCode(200).header("ETag", Tags.version(2));
        get(path, JSON, "\"2\"").then().statusCode(200);
        get(path + "?asOf=0", JSON, "*").then().statusCode(404);
    }

    @Test
    void a_state_is_tagged_with_the_version_that_it_is_of() {
        String id = unique("a-");
        append(event(id, "T"), event(id, "T"), event(id, "T"));
        String path = "/stores/default/aggregates/" + id;
        given().get(path + "/state?version=2").then().header("ETag", Tags.version(2));
        given().get(path + "/diff?from=1&to=2").then().header("ETag", Tags.version(2));
    }

    @Test
    void each_representation_of_an_aggregate_has_a_tag_of_its_own() {
        String id = unique("a-");
        append(event(id, "T"));
        String path = "/stores/default/aggregates/" + id + "/events";
        Set<String> tags = new HashSet<>();
        for (String accept : List.of(JSON, NDJSON, "application/cloudevents-batch+json")) {
            for (String coding : List.of("identity", "gzip", "deflate", "gzip;q=0.5, deflate;q=0.1", "gzip;q=0", "")) {
                Response answer = given().config(
                                config().decoderConfig(decoderConfig().noContentDecoders()))
                        .accept(accept)
                        .header("Accept-Encoding", coding)
                        .get(path);
                String tag = answer.header("ETag");
                String coded = answer.header("Content-Encoding");
                if (coded != null && !coded.equals("identity")) {
                    assertThat(tag).contains("-" + coded);
                }
                tags.add(tag);
                given().config(config().decoderConfig(decoderConfig().noContentDecoders()))
                        .accept(accept)
                        .header("Accept-Encoding", coding)
                        .header("If-None-Match", tag)
                        .get(path)
                        .then()
                        .statusCode(304)
                        .header("ETag", tag);
            }
        }
        assertThat(tags).hasSize(9);
    }

    /** What makes another history of a store. */
    private enum Change {
        RESET {
            @Override
            void to(String store) {
                given().post("/stores/" + store + "/reset").then().statusCode(204);
            }
        },
        RESTORE {
            @Override
            void to(String store) {
                given().contentType(JSON)
                        .put("/stores/" + store + "/snapshots/s")
                        .then()
                        .statusCode(201);
                given().post("/stores/" + store + "/snapshots/s/restore").then().statusCode(204);
            }
        },
        DELETION {
            @Override
            void to(String store) {
                given().delete("/stores/" + store).then().statusCode(204);
                given().contentType(JSON)
                        .body("{}")
                        .put("/stores/" + store)
                        .then()
                        .statusCode(201);
            }
        },
        IMPORT {
            @Override
            void to(String store) {
                String export = given().get("/stores/" + store + "/export").asString();
                given().post("/stores/" + store + "/reset").then().statusCode(204);
                Requests.of(NDJSON, export)
                        .post("/stores/" + store + "/import")
                        .then()
                        .statusCode(201);
            }
        };

        abstract void to(String store);
    }

    @ParameterizedTest
    @EnumSource
    void what_was_read_before_another_history_is_neither_fresh_nor_expected(Change change) {
        String store = unique("s-").toLowerCase(Locale.ROOT);
        given().contentType(JSON).body("{}").put("/stores/" + store).then().statusCode(201);
        String events = "/stores/" + store + "/aggregates/payment-1/events";
        String event = "{\"eventId\":\"e\",\"eventType\":\"PaymentProcessed\","
                + "\"data\":{\"amount\":10.00,\"currency\":\"EUR\"}}";
        given().contentType(JSON).body(event).post(events).then().statusCode(201);
        List<String> paths = List.of(
                "/stores/" + store + "/aggregates/payment-1",
                events,
                "/stores/" + store + "/aggregates/payment-1/state",
                "/stores/" + store + "/aggregates/payment-1/diff",
                "/payments/payment-1?store=" + store,
                "/payments/payment-1/history?store=" + store,
                "/payments/events?store=" + store,
                "/stores/" + store + "/events");
        List<String> tags = paths.stream().map(path -> tag(path, JSON)).toList();
        change.to(store);
        if (change == Change.RESET || change == Change.DELETION) {
            given().contentType(JSON).body(event).post(events).then().statusCode(201);
        }
        for (int i = 0; i < paths.size(); i++) {
            get(paths.get(i), JSON, tags.get(i)).then().statusCode(200).header("ETag", not(tags.get(i)));
        }
        String other = "{\"eventType\":\"Noted\"}";
        given().contentType(JSON)
                .body(other)
                .header("If-Match", tags.get(0))
                .post(events)
                .then()
                .statusCode(412)
                .body(at("expectedVersion", is(1)))
                .body(at("actualVersion", is(1)));
        given().contentType(JSON)
                .body("{\"amount\":1.00}")
                .header("If-Match", tags.get(4))
                .post("/payments/payment-1/refund?store=" + store)
                .then()
                .statusCode(412)
                .body(at("type", is("urn:mayfly:problem:version-conflict")));
        given().contentType(JSON)
                .body("{\"amount\":1.00}")
                .header("If-Match", tag(paths.get(4), JSON))
                .post("/payments/payment-1/refund?store=" + store)
                .then()
                .statusCode(201)
                .header("ETag", Tags.version(2));
        given().delete("/stores/" + store).then().statusCode(204);
    }

    @Test
    void a_fork_is_another_history() {
        String id = unique("a-");
        String store = unique("s-").toLowerCase(Locale.ROOT);
        append(event(id, "T"));
        String tag = tag("/stores/default/aggregates/" + id, JSON);
        given().contentType(JSON)
                .body("{\"name\":\"" + store + "\"}")
                .post("/stores/default/forks")
                .then()
                .statusCode(201);
        get("/stores/" + store + "/aggregates/" + id, JSON, tag).then().statusCode(200);
        given().contentType(JSON)
                .body("{\"eventType\":\"T\"}")
                .header("If-Match", tag)
                .post("/stores/" + store + "/aggregates/" + id + "/events")
                .then()
                .statusCode(412);
        given().delete("/stores/" + store).then().statusCode(204);
    }

    @Test
    void a_payment_is_sent_again_only_at_another_version() {
        String id = unique("payment-");
        given().contentType(JSON)
                .body("{\"amount\":10.00,\"currency\":\"EUR\"}")
                .post("/payments/" + id + "/process")
                .then()
                .statusCode(201);
        String tag = tag("/payments/" + id, JSON);
        get("/payments/" + id, JSON, tag).then().statusCode(304);
        get("/payments/" + id + "/history", JSON, tag).then().statusCode(304);
        get("/payments/" + id, JSON, tag.replace("\"1-", "\"2-")).then().statusCode(200);
    }

    @Test
    void a_page_of_a_history_is_the_same_whatever_else_is_appended() {
        String id = unique("a-");
        append(event(id, "T"), event(id, "T"), event(id, "T"));
        String path = "/stores/default/aggregates/" + id + "/events?limit=2";
        String tag = tag(path, JSON);
        String before = given().get(path).asString();
        append(event(unique("b-"), "T"));
        assertThat(given().get(path).asString()).isEqualTo(before);
        get(path, JSON, tag).then().statusCode(304).header("ETag", Tags.version(3));
    }

    @Test
    void a_search_is_sent_again_when_its_answer_has_changed() {
        String type = unique("T");
        String path = "/stores/default/events?eventType=" + type;
        append(event(unique("a-"), type));
        String tag = tag(path, JSON);
        assertThat(tag).startsWith("W/\"").endsWith("\"");
        get(path, JSON, tag).then().statusCode(304).header("ETag", tag);
        get(path, JSON, tag.substring(2)).then().statusCode(304);
        given().header("If-None-Match", tag).head(path).then().statusCode(304);
        given().head(path).then().statusCode(200).header("ETag", tag);
        get(path, NDJSON, tag).then().statusCode(200);
        get(path + "&limit=1", JSON, tag).then().statusCode(200);
        append(event(unique("a-"), type));
        get(path, JSON, tag).then().statusCode(200).header("ETag", not(tag));
    }

    @Test
    void lines_are_not_sent_again_when_only_other_events_were_appended() {
        String type = unique("T");
        String path = "/stores/default/events?eventType=" + type;
        String none = tag(path, NDJSON);
        append(event(unique("a-"), unique("Other")));
        get(path, NDJSON, none).then().statusCode(304);
        append(event(unique("a-"), type));
        String one = tag(path, NDJSON);
        append(event(unique("a-"), unique("Other")));
        get(path, NDJSON, none).then().statusCode(200);
        get(path, NDJSON, one).then().statusCode(304);
    }

    @Test
    void a_search_of_the_past_stays_the_same() {
        String type = unique("T");
        long position = append(event(unique("a-"), type));
        String path = "/stores/default/events?eventType=" + type + "&asOf=" + position;
        String tag = tag(path, JSON);
        append(event(unique("a-"), type));
        get(path, JSON, tag).then().statusCode(304);
    }

    @Test
    void a_search_by_post_is_always_answered() {
        Response answer = given().contentType(JSON)
                .header("If-None-Match", "*")
                .body("{}")
                .post("/stores/default/search");
        answer.then().statusCode(200);
        assertThat(answer.header("ETag")).isNull();
    }

    @Test
    void a_payments_search_is_tagged_too() {
        String path = "/payments/events?limit=1";
        get(path, JSON, tag(path, JSON)).then().statusCode(304).header("ETag", startsWith("W/"));
    }

    /** An answer as it was once given. */
    private record Known(String path, String accept, String tag, String body) {}

    @Test
    void whatever_is_appended_not_modified_means_the_same_bytes() {
        Random random = new Random(20_261_123);
        String run = unique("r");
        List<String> paths = new ArrayList<>();
        for (String criteria : List.of(
                "eventType=" + run + "0",
                "eventType=" + run + "1&eventType=" + run + "2",
                "eventType=" + run + "0&sort=position&order=desc",
                "aggregateId=" + run + "-1",
                "aggregateId=" + run + "-2&eventType=" + run + "3",
                "eventType=" + run + "none")) {
            paths.add("/stores/default/events?" + criteria);
            paths.add("/stores/default/events?limit=2&" + criteria);
        }
        for (int i = 0; i < 3; i++) {
            paths.add("/stores/default/aggregates/" + run + "-" + i + "/events?limit=2&order=desc");
            append(event(run + "-" + i, run + "0"));
        }
        List<Known> known = new ArrayList<>();
        Map<Integer, Integer> statuses = new HashMap<>();
        for (int step = 0; step < 250; step++) {
            if (random.nextInt(3) == 0) {
                append(event(run + "-" + random.nextInt(3), run + random.nextInt(4)));
            }
            String path = paths.get(random.nextInt(paths.size()));
            String accept = random.nextBoolean() ? JSON : NDJSON;
            Response plain = given().urlEncodingEnabled(false).accept(accept).get(path);
            plain.then().statusCode(200);
            for (Known each : known) {
                if (each.path().equals(path) && each.accept().equals(accept)) {
                    Response answer = get(path, accept, each.tag());
                    statuses.merge(answer.statusCode(), 1, Integer::sum);
                    if (answer.statusCode() == 304) {
                        assertThat(plain.asString()).as(path + " " + accept).isEqualTo(each.body());
                    } else {
                        assertThat(answer.asString()).isEqualTo(plain.asString());
                    }
                }
            }
            if (!known.isEmpty() && path.contains("/events?") && !path.contains("/aggregates/")) {
                Known other = known.get(random.nextInt(known.size()));
                if (!other.path().contains("/aggregates/")
                        && get(path, accept, other.tag()).statusCode() == 304) {
                    assertThat(plain.asString()).isEqualTo(other.body());
                }
            }
            known.add(new Known(path, accept, plain.header("ETag"), plain.asString()));
        }
        assertThat(statuses.get(200)).isGreaterThan(50);
        assertThat(statuses.get(304)).isGreaterThan(50);
    }
}
