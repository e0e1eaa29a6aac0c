package dev.mayfly.http.read;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.search.http.Read;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches that wait until enough events match. */
@ServerTest
class MinCountIT {
    private static final String SEARCH = "/stores/default/events";

    /** Returns a client that opens a connection for each request that waits. */
    private static HttpClient http1() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static CompletableFuture<HttpResponse<String>> waiting(HttpClient client, String query) {
        URI address = URI.create("http://localhost:" + RestAssured.port + SEARCH + "?" + query);
        return client.sendAsync(HttpRequest.newBuilder(address).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void what_matches_already_is_answered_at_once() {
        String type = unique("T");
        append(event(unique("a-"), type), event(unique("a-"), type));
        given().queryParam("eventType", type)
                .queryParam("minCount", 2)
                .queryParam("wait", "PT60S")
                .queryParam("limit", 1)
                .get(SEARCH)
                .then()
                .statusCode(200)
                .body(at("events", hasSize(1)))
                .body(at("satisfied", is(true)));
        given().queryParam("eventType", type).get(SEARCH).then().statusCode(200).body(at("satisfied", nullValue()));
    }

    @Test
    void at_the_end_of_the_wait_it_answers_with_what_there_is() {
        String type = unique("T");
        append(event(unique("a-"), type));
        for (String wait : List.of("PT0S", "PT0.05S")) {
            given().queryParam("eventType", type)
                    .queryParam("minCount", 2)
                    .queryParam("wait", wait)
                    .get(SEARCH)
                    .then()
                    .statusCode(200)
                    .body(at("events", hasSize(1)))
                    .body(at("satisfied", is(false)));
        }
    }

    @Test
    void many_requests_are_answered_by_one_append() {
        String type = unique("T");
        HttpClient client = http1();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(waiting(client, "minCount=2&wait=PT60S&eventType=" + type));
        }
        append(event(unique("a-"), unique("Other")));
        append(event(unique("a-"), type));
        append(event(unique("a-"), unique("Other")), event(unique("a-"), type));
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(answer.join().body()).endsWith("\"satisfied\":true}").contains(type);
        }
    }

    @Test
    void matches_are_counted_over_many_appends() {
        String type = unique("T");
        CompletableFuture<HttpResponse<String>> answer =
                waiting(http1(), "minCount=50&wait=PT60S&after=1&eventType=" + type);
        for (int i = 0; i < 100; i++) {
            append(event(unique("a-"), i % 2 == 0 ? type : unique("Other")));
        }
        assertThat(answer.join().body()).endsWith("\"satisfied\":true}");
    }

    @Test
    void a_search_of_payments_waits_for_payments() {
        Read.Subject subject = Read.Subject.unknown();
        String criteria = "correlationId=" + subject.name();
        CompletableFuture<Response> answer =
                CompletableFuture.supplyAsync(() -> given().get("/payments/events?minCount=2&wait=PT60S&" + criteria));
        append("{\"aggregateId\":\"" + unique("order-") + "\",\"eventType\":\"T\",\"correlationId\":\"" + subject.name()
                + "\"}");
        subject.process();
        given().get("/payments/events?minCount=2&wait=PT0S&" + criteria)
                .then()
                .statusCode(200)
                .body(at("events", hasSize(1)))
                .body(at("satisfied", is(false)));
        subject.refund();
        answer.join().then().statusCode(200).body(at("events", hasSize(2))).body(at("satisfied", is(true)));
        given().get("/payments/events?wait=PT1S").then().statusCode(400).body(at("violations.field", contains("wait")));
    }

    @Test
    void a_body_may_say_how_many() {
        String type = unique("T");
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> given().contentType("application/json")
                .body("{\"eventType\":\"" + type + "\",\"minCount\":1,\"wait\":\"PT60S\"}")
                .post("/stores/default/search"));
        append(event(unique("a-"), type));
        answer.join().then().statusCode(200).body(at("events", hasSize(1))).body(at("satisfied", is(true)));
    }

    @ParameterizedTest
    @CsvSource({
        "wait=PT1S, wait",
        "minCount=0, minCount",
        "minCount=x, minCount",
        "minCount=1&wait=PT61S, wait",
        "minCount=1&wait=-PT1S, wait",
        "minCount=1&wait=soon, wait",
        "minCount=1&asOf=0, minCount"
    })
    void what_makes_no_sense_is_refused(String query, String parameter) {
        given().urlEncodingEnabled(false)
                .get(SEARCH + "?" + query)
                .then()
                .statusCode(400)
                .body(at("violations.field", contains(parameter)));
    }

    @Test
    void lines_and_later_pages_do_not_wait() {
        given().accept("application/x-ndjson")
                .queryParam("minCount", 1)
                .get(SEARCH)
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("minCount")));
        String type = unique("T");
        append(event(unique("a-"), type), event(unique("a-"), type));
        String cursor = JsonBody.of(given().queryParam("eventType", type)
                        .queryParam("limit", 1)
                        .get(SEARCH))
                .textAt("next");
        given().queryParam("cursor", cursor)
                .queryParam("minCount", 1)
                .get(SEARCH)
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("minCount")));
    }
}
