package dev.mayfly.payment.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.payment.http.Payments.append;
import static dev.mayfly.payment.http.Payments.get;
import static dev.mayfly.payment.http.Payments.newId;
import static dev.mayfly.payment.http.Payments.process;
import static dev.mayfly.payment.http.Payments.refund;
import static dev.mayfly.payment.http.Payments.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all payments add up to. */
@ServerTest
class PaymentSummaryIT {
    private final String organization = "org-" + UUID.randomUUID();

    private static long position(ValidatableResponse appended) {
        return JsonBody.of(appended.statusCode(201).extract()).longAt("lastPosition");
    }

    private long processed(String id, String body) {
        return position(process(request().header("X-Organization-Id", organization), id, body));
    }

    /** Appends an event past the rules of payments, for this test's organisation. */
    private long appended(String eventType, String data) {
        return position(append(
                newId(),
                "{\"eventType\":\"" + eventType + "\",\"metadata\":{\"organizationId\":\"" + organization
                        + "\"},\"data\":" + data + "}"));
    }

    private ValidatableResponse summary(long minPosition) {
        return get("summary?timeout=PT20S&minPosition=" + minPosition).statusCode(200);
    }

    /** Returns the totals of this test's organisation as text. */
    private static String text(ValidatableResponse answer, String organization) {
        String text = answer.extract().asString();
        int start = text.indexOf("\"" + organization + "\":") + organization.length() + 3;
        return text.substring(start, text.indexOf("}}", start) + 2);
    }

    @Test
    void it_adds_up_what_was_paid_and_given_back_exactly() {
        String id = newId();
        processed(id, "{\"amount\":100.00,\"currency\":\"EUR\"}");
        processed(newId(), "{\"amount\":0.10,\"currency\":\"EUR\"}");
        processed(newId(), "{\"amount\":7,\"currency\":\"JPY\"}");
        long last = position(refund(request().header("X-Organization-Id", organization), id, "{\"amount\":20.05}"));
        assertThat(text(summary(last), organization))
                .isEqualTo("{\"EUR\":{\"count\":2,\"processed\":100.10,\"refunded\":20.05,\"net\":80.05},"
                        + "\"JPY\":{\"count\":1,\"processed\":7,\"refunded\":0,\"net\":7}}");
    }

    @Test
    void it_tells_the_position_that_it_is_of_and_waits_for_a_later_one() {
        long last = processed(newId(), "{\"amount\":5,\"currency\":\"CHF\"}");
        summary(last)
                .contentType("application/json")
                .body("position.toLong()", greaterThanOrEqualTo(last))
                .body(at("byCurrency.CHF.count", greaterThanOrEqualTo(1)))
                .body(at("size()", is(3)));
    }

    @Test
    void events_without_an_organisation_are_those_of_the_unknown_one() {
        long last = position(process(newId(), "{\"amount\":5,\"currency\":\"SEK\"}"));
        summary(last).body(at("byOrganization.unknown.SEK.count", greaterThanOrEqualTo(1)));
    }

    @Test
    void every_own_write_is_seen() {
        for (int i = 1; i <= 20; i++) {
            long last = processed(newId(), "{\"amount\":1.50,\"currency\":\"EUR\"}");
            summary(last).body(at("byOrganization.'" + organization + "'.EUR.count", is(i)));
        }
    }

    @Test
    void events_of_others_that_are_no_money_are_left_out_and_the_rest_goes_on() {
        String[] odd = {
            "{}",
            "{\"amount\":\"ten\",\"currency\":\"EUR\"}",
            "{\"currency\":\"EUR\"}",
            "{\"amount\":1e999999999,\"currency\":\"EUR\"}",
            "{\"amount\":-1,\"currency\":\"EUR\"}",
            "{\"amount\":10}",
            "{\"amount\":10,\"currency\":\"???\"}",
            "[1]",
            "null"
        };
        for (String data : odd) {
            appended("PaymentProcessed", data);
        }
        appended("PaymentRefunded", "{}");
        appended("PaymentArchived", "{}");
        long last = processed(newId(), "{\"amount\":3,\"currency\":\"EUR\"}");
        assertThat(text(summary(last), organization))
                .isEqualTo("{\"EUR\":{\"count\":1,\"processed\":3,\"refunded\":0,\"net\":3}}");
    }

    @Test
    void a_refund_of_an_unknown_payment_counts_for_itself() {
        long last = appended("PaymentRefunded", "{\"amount\":4.00,\"currency\":\"EUR\"}");
        assertThat(text(summary(last), organization))
                .isEqualTo("{\"EUR\":{\"count\":0,\"processed\":0.00,\"refunded\":4.00,\"net\":-4.00}}");
    }

    @Test
    void it_can_be_asked_for_as_of_an_earlier_position() {
        long first = processed(newId(), "{\"amount\":3,\"currency\":\"EUR\"}");
        long second = processed(newId(), "{\"amount\":4,\"currency\":\"EUR\"}");
        String own = "byOrganization.'" + organization + "'.EUR.";
        get("summary?asOf=" + first)
                .body("position.toLong()", is(first))
                .body(at(own + "count", is(1)))
                .body(at(own + "processed", is(3)));
        get("summary?asOf=" + second).body(at(own + "count", is(2)));
        get("summary?asOf=0")
                .body(at("position", is(0)))
                .body(at("byCurrency", anEmptyMap()))
                .body(at("byOrganization", anEmptyMap()));
        get("summary?asOf=999999999").statusCode(400).body(at("violations[0].field", is("asOf")));
    }

    @Test
    void as_of_now_it_is_what_the_projection_keeps() {
        long last = processed(newId(), "{\"amount\":3.30,\"currency\":\"EUR\"}");
        String kept = text(summary(last), organization);
        assertThat(text(get("summary?asOf=" + last), organization)).isEqualTo(kept);
    }

    @Test
    void who_waits_for_a_position_that_does_not_come_is_told_so() {
        get("summary?minPosition=999999999&timeout=PT0.05S")
                .statusCode(503)
                .header("Retry-After", "1")
                .body(at("type", is("urn:mayfly:problem:unavailable")));
        get("summary?minPosition=999999999&timeout=PT0S").statusCode(503);
    }

    @ParameterizedTest
    @CsvSource({"other=1,other", "minPosition=-1,minPosition", "timeout=PT31S,timeout", "asOf=x,asOf"})
    void a_parameter_that_is_wrong_is_named(String query, String field) {
        get("summary?" + query)
                .statusCode(400)
                .body(at("type", is("urn:mayfly:problem:invalid-request")))
                .body(at("violations[0].field", is(field)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"store=default", "store=default&asOf=0"})
    void the_store_can_be_named(String query) {
        get("summary?" + query).statusCode(200);
    }

    @Test
    void an_unknown_store_is_not_found() {
        get("summary?store=nowhere").statusCode(404).body(at("detail", containsString("nowhere")));
    }

    @Test
    void it_is_json_alone() {
        request().accept("application/x-ndjson").get("/payments/summary").then().statusCode(406);
        request().post("/payments/summary").then().statusCode(405).header("Allow", containsString("GET"));
    }

    @Test
    void the_projection_is_metered_and_shown_with_the_readiness() {
        long last = processed(newId(), "{\"amount\":3.30,\"currency\":\"EUR\"}");
        appended("PaymentProcessed", "{}");
        summary(last + 1);
        String metrics = request().accept("text/plain").get("/q/metrics").asString();
        for (String meter : new String[] {"events_total", "position", "lag_events", "parked_events"}) {
            assertThat(metrics)
                    .containsPattern("mayfly_projection_" + meter
                            + "\\{projection=\"payments-summary\",store=\"default\",?\\} \\d");
        }
        request()
                .get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(at("checks[name=projections].data.'payments-summary'", containsString("live position=")));
    }
}
