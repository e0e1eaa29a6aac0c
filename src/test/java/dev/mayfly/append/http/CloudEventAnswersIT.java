package dev.mayfly.append.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import io.cloudevents.CloudEvent;
import io.restassured.response.Response;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every call that answers with events answers with CloudEvents to those who ask for them. */
@ServerTest
class CloudEventAnswersIT {
    private static final int EVENTS = 5;

    private final String run = UUID.randomUUID().toString();
    private final String payment = "payment-" + run;
    private final String aggregate = "/stores/default/aggregates/" + payment + "/events";
    private final String search = "/stores/default/events?sort=position&aggregateId=" + payment;

    @BeforeEach
    void append() {
        StringBuilder events = new StringBuilder("[");
        for (int i = 1; i <= EVENTS; i++) {
            events.append(i == 1 ? "" : ",")
                    .append("{\"eventId\":\"" + run + "-" + i
                            + "\",\"eventType\":\"PaymentProcessed\",\"correlationId\":\"c-" + run
                            + "\",\"tags\":[\"n:" + i
                            + "\",\"run\"],\"metadata\":{\"organizationId\":\"acme\",\"attempt\":" + i
                            + "},\"data\":{\"amount\":" + i + ".00}}");
        }
        Requests.of("application/json", events.append(']').toString())
                .post(aggregate)
                .then()
                .statusCode(201);
    }

    @Test
    void every_list_of_events_can_be_had_as_a_batch() {
        List<String> lists = List.of(
                search,
                aggregate,
                "/payments/" + payment + "/history",
                "/payments/events?sort=position&aggregateId=" + payment,
                "/stores/default/analytics/correlations/c-" + run);

        assertThat(lists).allSatisfy(path -> {
            List<CloudEvent> events = Sink.events(path);
            assertThat(events).extracting(CloudEvent::getId).containsExactlyElementsOf(ids());
            assertNative(events.get(EVENTS - 1), EVENTS);
        });
    }

    @Test
    void a_search_by_its_body_can_be_had_as_a_batch() {
        Response answer = Requests.of(
                        "application/json", "{\"aggregateId\":[\"" + payment + "\"],\"sort\":\"position\",\"limit\":2}")
                .accept(Sink.BATCH)
                .post("/stores/default/search");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(Sink.BATCH);
        assertThat(JsonBody.of(answer).listAt("id")).isEqualTo(ids().subList(0, 2));
        assertThat(answer.header("Link")).endsWith("; rel=\"next\"");
    }

    @Test
    void pages_of_a_batch_are_walked_by_their_links() {
        List<Object> ids = new ArrayList<>();
        String next = search + "&limit=2";
        int pages = 0;
        while (next != null) {
            Response page = given().urlEncodingEnabled(false).accept(Sink.BATCH).get(next);
            assertThat(page.statusCode()).isEqualTo(200);
            ids.addAll(JsonBody.of(page).listAt("id"));
            String link = page.header("Link");
            Matcher address = Pattern.compile("<(.*)>; rel=\"next\"").matcher(link == null ? "" : link);
            next = address.matches() ? address.group(1) : null;
            pages++;
        }

        assertThat(ids).isEqualTo(ids());
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void a_list_without_events_is_an_empty_batch() {
        assertThat(given().accept(Sink.BATCH).get(search + "&eventType=None").asString())
                .isEqualTo("[]");
    }

    @Test
    void one_event_can_be_had_alone() {
        Response answer = given().accept(Sink.EVENT).get("/stores/default/events/" + run + "-2");

        assertThat(answer.header("Content-Type")).isEqualTo(Sink.EVENT);
        assertThat(answer.asString())
                .startsWith("{\"specversion\":\"1.0\",\"id\":\"" + run + "-2\",\"source\":\"/mayfly\",")
                .endsWith(
                        ",\"tags\":\"n:2,run\",\"organizationid\":\"acme\",\"attempt\":2,\"data\":{\"amount\":2.00}}");
        assertThat(given().get("/stores/default/events/" + run + "-2").contentType())
                .startsWith("application/json");
    }

    @Test
    void one_event_is_no_batch_and_a_list_no_event() {
        given().accept(Sink.BATCH)
                .get("/stores/default/events/" + run + "-2")
                .then()
                .statusCode(406);
        given().accept(Sink.EVENT).get(search).then().statusCode(406);
        given().accept(Sink.BATCH + ";q=0.9, application/json")
                .get(search)
                .then()
                .contentType("application/json");
    }

    @Test
    void a_batch_is_tagged_and_compressed_like_every_other_answer() {
        Response answer =
                given().accept(Sink.BATCH).header("Accept-Encoding", "gzip").get(search);

        assertThat(answer.header("content-encoding")).isEqualTo("gzip");
        assertThat(answer.header("Vary")).contains("Accept");
        given().accept(Sink.BATCH)
                .header("If-None-Match", answer.header("ETag"))
                .get(search)
                .then()
                .statusCode(304);
        given().header("If-None-Match", answer.header("ETag"))
                .get(search)
                .then()
                .statusCode(200);
        given().accept(Sink.BATCH).get(search + "&minCount=1").then().statusCode(400);
    }

    @Test
    void a_batch_sees_the_log_as_of_a_position() {
        long second =
                JsonBody.of(given().get("/stores/default/events/" + run + "-2")).longAt("position");

        assertThat(Sink.events(search + "&asOf=" + second)).hasSize(2);
        assertThat(given().accept(Sink.BATCH).head(search).asString()).isEmpty();
    }

    @Test
    void a_search_that_is_kept_in_one_form_is_not_answered_in_another() {
        String json = given().get(search).asString();
        assertThat(Sink.events(search)).hasSize(EVENTS);
        assertThat(given().get(search).asString()).isEqualTo(json);
        assertThat(given().accept("application/x-ndjson")
                        .get(search + "&limit=5")
                        .asString())
                .startsWith("{\"position\":");
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= EVENTS; i++) {
            ids.add(run + "-" + i);
        }
        return ids;
    }

    private void assertNative(CloudEvent event, int number) {
        Map<String, Object> stored = JsonBody.of(given().get("/stores/default/events/" + run + "-" + number))
                .mapAt("");
        assertThat(event.getSource()).hasToString("/mayfly");
        assertThat(event.getType()).isEqualTo("PaymentProcessed");
        assertThat(event.getSubject()).isEqualTo(payment);
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse((String) stored.get("timestamp")));
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getExtension("position")).isEqualTo(stored.get("position"));
        assertThat(event.getExtension("version")).isEqualTo(number);
        assertThat(event.getExtension("recordedat")).isEqualTo(stored.get("recordedAt"));
        assertThat(event.getExtension("tags")).isEqualTo("n:" + number + ",run");
        assertThat(event.getExtension("correlationid")).isEqualTo("c-" + run);
        assertThat(event.getExtension("aggregatetype")).isEqualTo("Payment");
        assertThat(event.getExtension("organizationid")).isEqualTo("acme");
        assertThat(event.getExtension("attempt")).isEqualTo(number);
    }
}
