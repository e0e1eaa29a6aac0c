package dev.mayfly.rest.query;

import static dev.mayfly.rest.query.TestEvents.append;
import static dev.mayfly.rest.query.TestEvents.event;
import static dev.mayfly.rest.query.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a client has already. */
@QuarkusTest
class NotModifiedTest {
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
    @ValueSource(strings = {"/stores/default/aggregates/%s", "/stores/default/aggregates/%s/events"})
    void an_aggregate_is_sent_again_only_at_another_version(String template) {
        String id = unique("a-");
        String path = template.formatted(id);
        append(event(id, "T"));
        append(event(unique("b-"), "T"));
        for (String known : List.of("\"1\"", "W/\"1\"", "*", "\"0\", W/\"1\"")) {
            get(path, JSON, known)
                    .then()
                    .statusCode(304)
                    .header("ETag", "\"1\"")
                    .body(is(emptyString()));
            given().header("If-None-Match", known).head(path).then().statusCode(304);
        }
        append(event(id, "T"));
        get(path, JSON, "\"1\"").then().statusCode(200).header("ETag", "\"2\"");
        get(path + "?asOf=0", JSON, "*").then().statusCode(404);
    }

    @Test
    void a_payment_is_sent_again_only_at_another_version() {
        String id = unique("payment-");
        given().contentType(JSON)
                .body("{\"amount\":10.00,\"currency\":\"EUR\"}")
                .post("/payments/" + id + "/process")
                .then()
                .statusCode(201);
        get("/payments/" + id, JSON, "\"1\"").then().statusCode(304);
        get("/payments/" + id + "/history", JSON, "\"1\"").then().statusCode(304);
        get("/payments/" + id, JSON, "\"2\"").then().statusCode(200);
    }

    @Test
    void a_page_of_a_history_is_the_same_whatever_else_is_appended() {
        String id = unique("a-");
        append(event(id, "T"), event(id, "T"), event(id, "T"));
        String path = "/stores/default/aggregates/" + id + "/events?limit=2";
        String before = given().get(path).asString();
        append(event(unique("b-"), "T"));
        assertThat(given().get(path).asString()).isEqualTo(before);
        get(path, JSON, "\"3\"").then().statusCode(304);
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
