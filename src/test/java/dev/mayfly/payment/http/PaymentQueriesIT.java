package dev.mayfly.payment.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static dev.mayfly.payment.http.Payments.append;
import static dev.mayfly.payment.http.Payments.get;
import static dev.mayfly.payment.http.Payments.newId;
import static dev.mayfly.payment.http.Payments.process;
import static dev.mayfly.payment.http.Payments.refund;
import static dev.mayfly.payment.http.Payments.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.route.Tags;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked about payments, and the two flows that the product began with. */
@ServerTest
class PaymentQueriesIT {
    private static void refused(ValidatableResponse answer, int status, String slug) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:" + slug)));
    }

    private static void invalid(ValidatableResponse answer, String field) {
        refused(answer, 400, "invalid-request");
        answer.body(at("violations[0].field", is(field)));
    }

    /** Appends a processed payment that happened at a time. */
    private static String processedAt(String time, String currency, String correlationId) {
        String id = newId();
        append(
                        id,
                        "{\"eventType\":\"PaymentProcessed\",\"timestamp\":\"" + time + "\",\"correlationId\":\""
                                + correlationId + "\",\"data\":{\"amount\":10.00,\"currency\":\"" + currency + "\"}}")
                .statusCode(201);
        return id;
    }

    @Test
    void one_processed_payment_has_a_history_of_exactly_one_payment_processed() {
        String id = newId();
        process(id, "{\"amount\": 100.00, \"currency\": \"EUR\"}").statusCode(201);
        get(id + "/history")
                .statusCode(200)
                .header("ETag", Tags.version(1))
                .body(at("paymentId", is(id)))
                .body(at("events.size()", is(1)))
                .body(at("events[0].eventType", is("PaymentProcessed")))
                .body(at("events[0].aggregateType", is("Payment")))
                .body(at("events[0].aggregateId", is(id)))
                .body(at("events[0].version", is(1)))
                .body(at("size()", is(2)));
    }

    @Test
    void three_payments_are_found_by_a_search_over_their_time_range_in_order() {
        String correlation = UUID.randomUUID().toString();
        Instant from = Instant.now();
        String[] currencies = {"EUR", "USD", "EUR"};
        for (String currency : currencies) {
            process(
                            request().header("X-Correlation-Id", correlation),
                            newId(),
                            "{\"amount\": 10.00, \"currency\": \"" + currency + "\"}")
                    .statusCode(201);
        }
        get("events?eventType=PaymentProcessed&correlationId=" + correlation + "&from=" + from + "&to=" + Instant.now())
                .statusCode(200)
                .body(at("events.data.currency", contains("EUR", "USD", "EUR")))
                .body(at("events.aggregateType", everyItem(is("Payment"))))
                .body(at("next", nullValue()))
                .body(at("position", notNullValue()));
    }

    @Test
    void payments_are_found_by_when_they_happened() {
        String correlation = UUID.randomUUID().toString();
        processedAt("2020-01-03T12:00:00Z", "USD", correlation);
        processedAt("2020-01-01T12:00:00Z", "EUR", correlation);
        processedAt("2020-01-02T12:00:00+01:00", "CHF", correlation);
        String criteria = "events?correlationId=" + correlation;
        get(criteria).body(at("events.data.currency", contains("EUR", "CHF", "USD")));
        get(criteria + "&from=2020-01-02T11:00:00Z&to=2020-01-03T12:00:00Z")
                .body(at("events.data.currency", contains("CHF", "USD")));
        get(criteria + "&order=desc&sort=position").body(at("events.data.currency", contains("CHF", "EUR", "USD")));
        get(criteria + "&eventType=PaymentRefunded").body(at("events", empty()));
    }

    @Test
    void a_search_goes_on_page_by_page() {
        String correlation = UUID.randomUUID().toString();
        for (String currency : new String[] {"EUR", "USD", "CHF"}) {
            processedAt("2020-01-01T12:00:00Z", currency, correlation);
        }
        ValidatableResponse page = get("events?limit=2&store=default&correlationId=" + correlation)
                .body(at("events.data.currency", contains("EUR", "USD")))
                .header("Link", containsString("</payments/events?store=default&cursor="));
        String cursor = valueAt("next", page.extract());
        get("events?cursor=" + cursor)
                .body(at("events.data.currency", contains("CHF")))
                .body(at("next", nullValue()));
        invalid(get("events?eventType=Other&cursor=" + cursor), "cursor");
    }

    @Test
    void only_payments_are_found() {
        String correlation = UUID.randomUUID().toString();
        append("order-" + newId(), "{\"eventType\":\"Ordered\",\"correlationId\":\"" + correlation + "\"}")
                .statusCode(201);
        get("events?correlationId=" + correlation).body(at("events", empty()));
        get("statistics?correlationId=" + correlation).body(at("total", is(0)));
        invalid(get("events?aggregateType=Order"), "aggregateType");
        invalid(get("statistics?aggregateType=Order"), "aggregateType");
    }

    @Test
    void events_come_as_lines_where_the_client_likes_that() {
        String id = newId();
        process(id, "{\"amount\": 2, \"currency\": \"EUR\"}").statusCode(201);
        refund(id, "{\"amount\": 1}").statusCode(201);
        for (String path : new String[] {id + "/history", "events?aggregateId=" + id}) {
            String lines = request()
                    .accept("application/x-ndjson")
                    .get("/payments/" + path)
                    .then()
                    .statusCode(200)
                    .contentType("application/x-ndjson")
                    .extract()
                    .asString();
            assertThat(lines.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"position\":"));
        }
    }

    @Test
    void a_payment_is_shown_with_exact_amounts() {
        String id = newId();
        process(id, "{\"amount\": 100.00, \"currency\": \"EUR\"}").statusCode(201);
        get(id).statusCode(200)
                .header("ETag", Tags.version(1))
                .contentType("application/json")
                .body(at("paymentId", is(id)))
                .body(at("status", is("processed")))
                .body(at("currency", is("EUR")))
                .body(at("version", is(1)))
                .body(at("processedAt", notNullValue()))
                .body(at("size()", is(8)));
        assertThat(get(id).extract().asString())
                .contains("\"amount\":100.00,", "\"refunded\":0.00,", "\"net\":100.00,");
        refund(id, "{\"amount\": 0.1}").statusCode(201);
        get(id).header("ETag", Tags.version(2)).body(at("status", is("partially-refunded")));
        assertThat(get(id).extract().asString()).contains("\"amount\":100.00,", "\"refunded\":0.10,", "\"net\":99.90,");
    }

    @Test
    void a_payment_is_shown_as_it_was() {
        String id = newId();
        int position = valueAt(
                "lastPosition",
                process(id, "{\"amount\": 2, \"currency\": \"EUR\"}").extract());
        int refunded = valueAt("lastPosition", refund(id, "{\"amount\": 2}").extract());
        get(id + "?version=1").body(at("status", is("processed"))).header("ETag", Tags.version(1));
        get(id + "?version=2").body(at("status", is("refunded")));
        invalid(get(id + "?version=3"), "version");
        invalid(get(id + "?version=0"), "version");
        get(id + "?asOf=" + position).body(at("status", is("processed"))).body(at("version", is(1)));
        get(id + "?asOf=" + refunded).body(at("status", is("refunded")));
        refused(get(id + "?asOf=" + (position - 1)), 404, "not-found");
        get(id + "/history?asOf=" + position).body(at("events.size()", is(1))).header("ETag", Tags.version(1));
        get(id + "?minPosition=" + refunded).body(at("version", is(2)));
        get("statistics?aggregateId=" + id + "&asOf=" + position).body(at("total", is(1)));
    }

    @Test
    void a_position_that_does_not_come_is_waited_for_in_vain() {
        String id = newId();
        process(id, "{\"amount\": 2, \"currency\": \"EUR\"}").statusCode(201);
        refused(get(id + "?minPosition=999999999999&timeout=PT0.01S"), 503, "unavailable");
    }

    @Test
    void an_unknown_payment_is_not_found() {
        refused(get(newId()), 404, "not-found");
        refused(get(newId() + "/history"), 404, "not-found");
    }

    @Test
    void an_aggregate_that_was_never_processed_is_not_found_but_has_a_history() {
        String id = newId();
        append(id, "{\"eventType\": \"PaymentNoted\"}").statusCode(201);
        refused(get(id), 404, "not-found");
        get(id + "/history").statusCode(200).body(at("events.size()", is(1)));
        process(id, "{\"amount\": 2, \"currency\": \"EUR\"}").statusCode(201).body(at("lastVersion", is(2)));
        get(id).statusCode(200).body(at("version", is(2)));
    }

    @Test
    void a_long_history_is_replayed_like_a_short_one() {
        String id = newId();
        String noted = "{\"eventType\": \"PaymentNoted\"}";
        process(id, "{\"amount\": 2, \"currency\": \"EUR\"}").statusCode(201);
        append(id, "[" + noted + ("," + noted).repeat(999) + "]").statusCode(201);
        get(id).statusCode(200).body(at("version", is(1001))).header("ETag", Tags.version(1001));
        refund(id, "{\"amount\": 1}").statusCode(201).header("ETag", Tags.version(1002));
        get(id + "/history").body(at("events.size()", is(1002)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2024-01-31T12:00Z, 2024-01-31",
        "&zone=UTC, 2024-01-31T12:00Z, 2024-01-31",
        "&zone=Europe/Paris, 2024-01-31T13:00+01:00, 2024-01-31",
        "&zone=Asia%2FKolkata, 2024-01-31T17:00+05:30, 2024-01-31",
        "&zone=Pacific/Auckland, 2024-02-01T01:00+13:00, 2024-02-01"
    })
    void payments_are_counted_by_the_hours_and_days_of_a_zone(String zone, String hour, String day) {
        String correlation = UUID.randomUUID().toString();
        for (int minute = 5; minute < 8; minute++) {
            processedAt("2024-01-31T12:0" + minute + ":00Z", "EUR", correlation);
        }
        get("statistics?correlationId=" + correlation + zone)
                .statusCode(200)
                .contentType("application/json")
                .body(at("total", is(3)))
                .body(at("byHour", is(Map.of(hour, 3))))
                .body(at("byDay", is(Map.of(day, 3))))
                .body(at("byEventType", is(Map.of("PaymentProcessed", 3))))
                .body(at("byAggregateType", is(Map.of("Payment", 3))))
                .body(at("byOrganization", is(Map.of("unknown", 3))))
                .body(at("byUser", is(Map.of("unknown", 3))))
                .body(at("size()", is(7)));
    }

    @Test
    void payments_are_counted_by_who_they_come_from() {
        String correlation = UUID.randomUUID().toString();
        String id = newId();
        process(
                        request()
                                .header("X-Correlation-Id", correlation)
                                .header("X-Organization-Id", "acme")
                                .header("X-User-Id", "ada"),
                        id,
                        "{\"amount\": 2, \"currency\": \"EUR\"}")
                .statusCode(201);
        refund(
                        request().header("X-Correlation-Id", correlation).header("X-Organization-Id", "acme"),
                        id,
                        "{\"amount\":1}")
                .statusCode(201);
        get("statistics?correlationId=" + correlation)
                .body(at("byEventType", is(Map.of("PaymentProcessed", 1, "PaymentRefunded", 1))))
                .body(at("byOrganization", is(Map.of("acme", 2))))
                .body(at("byUser", is(Map.of("ada", 1, "unknown", 1))));
        get("statistics?eventType=PaymentRefunded&correlationId=" + correlation).body(at("total", is(1)));
        get("statistics?to=1990-01-01T00:00:00Z&correlationId=" + correlation)
                .body(at("total", is(0)))
                .body(at("byHour", anEmptyMap()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mars/Olympus", "%2B02:00", "UTC%2B1", "europe/paris", "GMT%2B02:00"})
    void a_zone_is_one_of_the_iana_database(String zone) {
        invalid(get("statistics?zone=" + zone), "zone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "statistics", "payment-1", "payment-1/history"})
    void parameters_that_are_not_known_are_refused(String path) {
        invalid(get(path + "?frmo=2020-01-01T00:00:00Z"), "frmo");
        refused(get(path + "?store=nowhere"), 404, "not-found");
    }

    @Test
    void a_time_that_is_none_is_refused() {
        invalid(get("events?from=yesterday"), "from");
        invalid(get("statistics?to=2020-13-01T00:00:00Z"), "to");
    }
}
