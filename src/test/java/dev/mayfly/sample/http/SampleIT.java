package dev.mayfly.sample.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store with a sample in it. */
@ServerTest
class SampleIT {
    /** A Monday. */
    private static final String TO = "2026-09-14T16:00:00Z";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static ValidatableResponse sample(String store, String body) {
        return Stores.post(store, "/sample", body);
    }

    /** Returns a new store with events that end at {@link #TO}. */
    private static String filled(int events) {
        String store = Stores.created();
        sample(store, "{\"events\":" + events + ",\"to\":\"" + TO + "\"}").statusCode(201);
        return store;
    }

    private static String text(String address) {
        return given().get(address).then().statusCode(200).extract().body().asString();
    }

    private static JsonNode json(String address) throws JsonProcessingException {
        return JSON.readTree(text(address));
    }

    private static void assertEmpty(String store) {
        Stores.get(store, "").body(at("events", is(0)));
    }

    @Test
    void a_store_is_filled_and_says_with_what() {
        String store = Stores.created();
        String incarnation = valueAt("incarnation", Stores.get(store, "").extract());
        sample(store, "{\"seed\":7,\"events\":300,\"days\":10,\"to\":\"2026-09-14T18:00:00+02:00\"}")
                .statusCode(201)
                .body(at("count", is(300)))
                .body(at("lastPosition", is(300)))
                .body(at("seed", is(7)))
                .body(at("days", is(10)))
                .body(at("from", is("2026-09-04T16:00:00Z")))
                .body(at("to", is(TO)));
        JsonBody filled = JsonBody.of(Stores.get(store, "")
                .body(at("events", is(300)))
                .body(at("position", is(300)))
                .extract());
        assertThat(filled.textAt("incarnation")).isNotEqualTo(incarnation);
        sample(store, "{}").statusCode(409).body(at("type", is("urn:mayfly:problem:store-not-empty")));
        Stores.get(store, "").body(at("events", is(300)));
        // What comes behind it is recorded behind it.
        assertThat(Stores.append(store, "a-1")).isEqualTo(301);
    }

    @Test
    void the_same_is_the_same_byte_for_byte() {
        String first = text("/stores/" + filled(2_000) + "/export");
        assertThat(text("/stores/" + filled(2_000) + "/export")).isEqualTo(first);
        String other = Stores.created();
        sample(other, "{\"seed\":2,\"events\":2000,\"to\":\"" + TO + "\"}").statusCode(201);
        assertThat(text("/stores/" + other + "/export")).isNotEqualTo(first);
    }

    @Test
    void without_a_body_there_are_5000_events_up_to_the_minute_of_the_stores_clock() {
        String store = Stores.name();
        Stores.put(store, "{\"clock\":{\"mode\":\"frozen\",\"at\":\"2031-03-31T09:26:53.5Z\"}}")
                .statusCode(201);
        given().noContentType()
                .post("/stores/" + store + "/sample")
                .then()
                .statusCode(201)
                .body(at("count", is(5_000)))
                .body(at("seed", is(1)))
                .body(at("days", is(30)))
                .body(at("from", is("2031-03-01T09:26:00Z")))
                .body(at("to", is("2031-03-31T09:26:00Z")));
        Stores.get(store, "/events?order=desc&limit=1")
                .body(at("events[0].timestamp", lessThanOrEqualTo("2031-03-31T09:26:00Z")));
        // The store as it would have stood then.
        Stores.get(store, "/events?order=desc&limit=1&asOf=2031-03-11T00:00:00Z")
                .body(at("events[0].timestamp", containsString("2031-03-10T")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed   | {\"seed\":\"one\"}",
                "seed   | {\"seed\":1.5}",
                "seed   | {\"seed\":9223372036854775808}",
                "events | {\"events\":0}",
                "events | {\"events\":-1}",
                "events | {\"events\":1000001}",
                "events | {\"events\":1e3}",
                "days   | {\"days\":0}",
                "days   | {\"days\":3651}",
                "days   | {\"to\":\"1680-01-01T00:00:00Z\",\"days\":3650}",
                "to     | {\"to\":\"yesterday\"}",
                "to     | {\"to\":1}",
                "to     | {\"to\":\"2261-12-31T00:00:00Z\"}",
                "event  | {\"event\":1}"
            })
    void what_makes_no_sense_is_refused_by_name(String field, String body) {
        String store = Stores.created();
        sample(store, body).statusCode(400).body(at("violations[0].field", is(field)));
        assertEmpty(store);
    }

    @Test
    void requests_that_ask_for_something_else_are_refused() {
        String store = Stores.created();
        sample("nowhere", "{}").statusCode(404);
        sample(store, "[]").statusCode(400);
        sample(store, "{\"seed\":1,\"seed\":1}").statusCode(400);
        sample(store, "{").statusCode(400).body(at("type", is("urn:mayfly:problem:malformed-json")));
        Stores.post(store, "/sample?seed=1", "{}").statusCode(400).body(at("violations[0].field", is("seed")));
        Requests.of("text/plain", "{}")
                .post("/stores/" + store + "/sample")
                .then()
                .statusCode(415);
        given().get("/stores/" + store + "/sample").then().statusCode(405);
        assertEmpty(store);
    }

    @Test
    void more_than_a_store_may_hold_is_refused_and_leaves_no_trace() {
        String small = Stores.name();
        Stores.put(small, "{\"limitBytes\":1500000}").statusCode(201);
        sample(small, "{\"events\":20000}")
                .statusCode(507)
                .body(at("type", is("urn:mayfly:problem:store-full")))
                .body(at("limitBytes", is(1_500_000)));
        assertEmpty(small);
        sample(small, "{\"events\":50}").statusCode(201);
    }

    @Test
    void payments_are_payments_and_the_summary_adds_up() throws JsonProcessingException {
        String store = filled(5_000);
        Map<String, BigDecimal> processed = new HashMap<>();
        Map<String, BigDecimal> refunded = new HashMap<>();
        for (JsonNode event : json("/stores/" + store + "/events?aggregateType=Payment&limit=10000")
                .path("events")) {
            BigDecimal amount = event.at("/data/amount").decimalValue();
            boolean paid = event.path("eventType").asText().equals("PaymentProcessed");
            (paid ? processed : refunded).merge(event.at("/data/currency").asText(), amount, BigDecimal::add);
        }
        assertThat(processed).containsKey("EUR");
        assertThat(refunded).containsKey("EUR");
        JsonNode summary = json("/payments/summary?minPosition=5000&store=" + store);
        Map<String, BigDecimal> summed = new HashMap<>();
        summary.path("byCurrency").properties().forEach(currency -> {
            JsonNode sums = currency.getValue();
            assertThat(sums.path("processed").decimalValue()).isEqualByComparingTo(processed.get(currency.getKey()));
            assertThat(sums.path("refunded").decimalValue())
                    .isEqualByComparingTo(refunded.getOrDefault(currency.getKey(), BigDecimal.ZERO));
            summed.put(currency.getKey(), BigDecimal.ZERO);
        });
        assertThat(summed).containsOnlyKeys(processed.keySet());
        summary.path("byOrganization")
                .properties()
                .forEach(organization -> organization
                        .getValue()
                        .properties()
                        .forEach(currency -> summed.merge(
                                currency.getKey(),
                                currency.getValue().path("processed").decimalValue(),
                                BigDecimal::add)));
        processed.forEach((currency, amount) -> assertThat(summed.get(currency)).isEqualByComparingTo(amount));
        String given = json("/stores/" + store + "/events?eventType=PaymentRefunded&limit=1")
                .at("/events/0/aggregateId")
                .asText();
        given().get("/payments/" + given + "?store=" + store)
                .then()
                .statusCode(200)
                .body(at("status", endsWith("refunded")));
        assertThat(json("/stores/" + store + "/projections").toString()).doesNotContain("parked\":[{");
    }

    @Test
    void nights_are_quiet_and_workdays_are_busy() throws JsonProcessingException {
        JsonNode matrix = json("/stores/" + filled(5_000) + "/analytics/heatmap?zone=Europe/Paris")
                .path("matrix");
        int night = 0;
        int office = 0;
        int weekend = 0;
        int all = 0;
        for (int day = 0; day < 7; day++) {
            for (int hour = 0; hour < 24; hour++) {
                int count = matrix.get(day).get(hour).asInt();
                all += count;
                night += hour < 5 ? count : 0;
                weekend += day > 4 ? count : 0;
                office += day < 5 && hour >= 8 && hour < 19 ? count : 0;
            }
        }
        assertThat(all).isEqualTo(5_000);
        assertThat(night).isLessThan(150);
        assertThat(weekend).isBetween(100, 700);
        assertThat(office).isGreaterThan(3_750);
    }

    @Test
    void a_sample_that_nobody_waits_for_is_an_operation() {
        String store = Stores.created();
        String address = Requests.of("application/json", "{\"events\":3000}")
                .header("Prefer", "respond-async")
                .post("/stores/" + store + "/sample")
                .then()
                .statusCode(202)
                .body(at("kind", is("sample")))
                .body(at("store", is(store)))
                .extract()
                .header("Location");
        JsonBody ended = ended(address);
        assertThat(ended.textAt("status")).isEqualTo("done");
        assertThat(ended.intAt("done")).isEqualTo(3_000);
        assertThat(ended.intAt("total")).isEqualTo(3_000);
        assertThat(ended.intAt("result.count")).isEqualTo(3_000);
        Stores.get(store, "").body(at("events", is(3_000)));
    }

    @Test
    void a_sample_that_is_cancelled_stores_nothing() {
        String store = Stores.created();
        String address = Requests.of("application/json", "{\"events\":1000000}")
                .header("Prefer", "respond-async")
                .post("/stores/" + store + "/sample")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        given().delete(address).then().statusCode(204);
        assertThat(ended(address).textAt("status")).isEqualTo("cancelled");
        assertEmpty(store);
        sample(store, "{\"events\":10}").statusCode(201);
    }

    private static JsonBody ended(String address) {
        long startNanos = System.nanoTime();
        JsonBody shown = JsonBody.of(given().get(address));
        while (shown.textAt("status").equals("running")) {
            if (System.nanoTime() - startNanos > 60_000_000_000L) {
                throw new AssertionError("after a minute: " + shown.toString());
            }
            shown = JsonBody.of(given().get(address));
        }
        return shown;
    }
}
