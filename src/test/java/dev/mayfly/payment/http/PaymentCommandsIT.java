package dev.mayfly.payment.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.payment.http.Payments.append;
import static dev.mayfly.payment.http.Payments.get;
import static dev.mayfly.payment.http.Payments.newId;
import static dev.mayfly.payment.http.Payments.process;
import static dev.mayfly.payment.http.Payments.refund;
import static dev.mayfly.payment.http.Payments.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.route.Tags;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Processing and refunding payments. */
@ServerTest
class PaymentCommandsIT {
    private static final String HUNDRED_EUROS = "{\"amount\": 100.00, \"currency\": \"EUR\"}";

    private static void refused(ValidatableResponse answer, int status, String slug) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:" + slug)))
                .body(at("status", is(status)))
                .body(at("title", notNullValue()))
                .body(at("detail", notNullValue()));
    }

    private static void invalid(ValidatableResponse answer, String field) {
        refused(answer, 400, "invalid-request");
        answer.body(at("violations[0].field", is(field))).body(at("violations[0].message", notNullValue()));
    }

    private static void nothingIsStored(String id) {
        request().get("/stores/default/aggregates/" + id).then().statusCode(404);
    }

    @Test
    void a_payment_is_processed_as_version_1() {
        String id = newId();
        process(id, HUNDRED_EUROS)
                .statusCode(201)
                .contentType("application/json")
                .header("ETag", Tags.version(1))
                .header("Location", endsWith("/stores/default/aggregates/" + id + "/events?fromVersion=1"))
                .header("Idempotent-Replayed", nullValue())
                .body(at("aggregateId", is(id)))
                .body(at("firstVersion", is(1)))
                .body(at("lastVersion", is(1)))
                .body(at("firstPosition", greaterThan(0)))
                .body(at("size()", is(5)));
        assertThat(get(id + "/history").extract().asString())
                .contains("\"data\":{\"amount\":100.00,\"currency\":\"EUR\"}");
    }

    @Test
    void a_payment_is_processed_once() {
        String id = newId();
        process(id, HUNDRED_EUROS).statusCode(201);
        refused(process(id, HUNDRED_EUROS), 409, "payment-already-processed");
        get(id).statusCode(200).body(at("version", is(1)));
    }

    @Test
    void a_payment_is_refunded_in_parts_until_nothing_is_left() {
        String id = newId();
        process(id, HUNDRED_EUROS).statusCode(201);
        refund(id, "{\"amount\": 20.00}")
                .statusCode(201)
                .header("ETag", Tags.version(2))
                .body(at("lastVersion", is(2)));
        refused(refund(id, "{\"amount\": 80.01}"), 409, "refund-exceeds-payment");
        refund(id, "{\"amount\": 80}").statusCode(201).header("ETag", Tags.version(3));
        refund(id, "{\"amount\": 0.01}").body(at("detail", containsString("0.00 EUR")));
        get(id).body(at("status", is("refunded"))).body(at("version", is(3)));
    }

    @Test
    void an_unknown_payment_is_not_refunded() {
        String id = newId();
        refused(refund(id, "{\"amount\": 1}"), 404, "not-found");
        nothingIsStored(id);
    }

    @Test
    void a_refund_bears_amount_and_currency() {
        String id = newId();
        process(id, "{\"amount\":5,\"currency\":\"JPY\"}");
        refund(id, "{\"amount\":2}").statusCode(201);
        assertThat(get(id + "/history").extract().asString())
                .contains("\"eventType\":\"PaymentRefunded\"", "\"data\":{\"amount\":2,\"currency\":\"JPY\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "-1",
                "-0.0",
                "100.001",
                "1.000",
                "1e-3",
                "1e400",
                "1e400000",
                "1e-400000",
                "1e99999999999",
                "123456789012345678901",
                "\"100.00\"",
                "\"NaN\"",
                "\"1e2\"",
                "null",
                "true",
                "[1]",
                "{\"amount\":1}"
            })
    void an_amount_that_is_none_is_refused(String amount) {
        String id = newId();
        invalid(process(id, "{\"amount\": " + amount + ", \"currency\": \"EUR\"}"), "amount");
        nothingIsStored(id);
    }

    @Test
    void a_number_without_end_is_refused() {
        invalid(process(newId(), "{\"amount\": 1" + "0".repeat(5000) + ", \"currency\": \"EUR\"}"), "amount");
        invalid(process(newId(), "{\"amount\": 0." + "0".repeat(5000) + "1, \"currency\": \"EUR\"}"), "amount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+1", "01", ".5", "1.", "0x10", "1_000", "1,5"})
    void what_is_no_json_number_is_malformed(String amount) {
        String id = newId();
        refused(process(id, "{\"currency\": \"EUR\", \"amount\": " + amount + "}"), 400, "malformed-json");
        nothingIsStored(id);
    }

    @ParameterizedTest
    @CsvSource({"1.0, JPY", "0.0001, KWD", "0.001, USD"})
    void an_amount_has_no_more_fraction_digits_than_its_currency(String amount, String currency) {
        invalid(process(newId(), "{\"amount\": " + amount + ", \"currency\": \"" + currency + "\"}"), "amount");
    }

    @ParameterizedTest
    @CsvSource({
        "1, JPY, 1",
        "0.001, KWD, 0.001",
        "1e2, EUR, 100",
        "10000e-2, EUR, 100.00",
        "99999999999999999999.99, USD, 99999999999999999999.99"
    })
    void an_exact_amount_is_stored_to_the_digit(String amount, String currency, String stored) {
        String id = newId();
        process(id, "{\"amount\": " + amount + ", \"currency\": \"" + currency + "\"}")
                .statusCode(201);
        assertThat(get(id).extract().asString()).contains("\"amount\":" + stored + ",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"eur\"",
                "\"EURO\"",
                "\"\"",
                "\"QQQ\"",
                "\"XXX\"",
                "\"XAU\"",
                "978",
                "null",
                "[\"EUR\"]",
                "\"EU\\u0000\"",
                "\"\\ud800\""
            })
    void a_currency_that_is_none_is_refused(String currency) {
        String id = newId();
        invalid(process(id, "{\"amount\": 1, \"currency\": " + currency + "}"), "currency");
        nothingIsStored(id);
    }

    @Test
    void a_refund_has_no_more_fraction_digits_than_the_payments_currency() {
        String id = newId();
        process(id, "{\"amount\": 100, \"currency\": \"JPY\"}").statusCode(201);
        invalid(refund(id, "{\"amount\": 0.5}"), "amount");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amount\": 1} | currency",
                "{\"currency\": \"EUR\"} | amount",
                "{\"amount\": 1, \"currency\": \"EUR\", \"note\": \"x\"} | note",
                "{\"amount\": 1, \"Currency\": \"EUR\"} | Currency",
                "[] | ''",
                "7 | ''",
                "null | ''"
            })
    void a_body_has_the_known_fields_and_no_others(String body, String field) {
        invalid(process(newId(), body), field);
    }

    @Test
    void a_refund_names_no_currency() {
        invalid(refund(newId(), "{\"amount\": 1, \"currency\": \"EUR\"}"), "currency");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\": 1, \"amount\": 2, \"currency\": \"EUR\"}",
                "{\"amount\": 1, \"currency\": \"EUR\"} {}"
            })
    void a_field_given_twice_and_a_second_body_are_refused(String body) {
        String id = newId();
        refused(process(id, body), 400, "invalid-request");
        nothingIsStored(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"amount\": 1, \"currency\": \"EUR\"", "{\"amount\" 1}", "{'amount': 1}", "\ufeff"})
    void a_body_that_is_not_json_is_refused(String body) {
        process(newId(), body).statusCode(400).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "statistics", "summary"})
    void words_of_the_paths_are_no_payment_ids(String id) {
        invalid(process(id, HUNDRED_EUROS), "paymentId");
        invalid(refund(id, "{\"amount\": 1}"), "paymentId");
        invalid(get(id + "/history"), "paymentId");
    }

    @Test
    void a_payment_id_is_an_identifier() {
        invalid(process("a%00b", HUNDRED_EUROS), "paymentId");
        invalid(process("x".repeat(256), HUNDRED_EUROS), "paymentId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2Fslash%2F", "with%20space", "%F0%9F%92%B6", "a;b=c", "a+b", "100%25"})
    void a_payment_id_may_have_any_character(String suffix) {
        String id = newId() + suffix;
        process(id, HUNDRED_EUROS).statusCode(201);
        refund(id, "{\"amount\": 1}").statusCode(201);
        get(id).statusCode(200).body(at("version", is(2)));
    }

    @Test
    void an_aggregate_of_another_type_is_no_payment() {
        String id = "order-" + newId();
        append(id, "{\"eventType\": \"Ordered\"}").statusCode(201);
        invalid(process(id, HUNDRED_EUROS), "paymentId");
        invalid(refund(id, "{\"amount\": 1}"), "paymentId");
        refused(get(id), 404, "not-found");
        refused(get(id + "/history"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"x\"",
                "{\"amount\":\"1\",\"currency\":\"EUR\"}",
                "{\"amount\":1e400000,\"currency\":\"EUR\"}",
                "{\"amount\":1,\"currency\":\"?\"}"
            })
    void a_history_that_is_none_of_a_payment_is_told_so(String data) {
        String id = newId();
        append(id, "{\"eventType\": \"PaymentProcessed\", \"data\": " + data + "}")
                .statusCode(201);
        invalid(process(id, HUNDRED_EUROS), "paymentId");
        invalid(refund(id, "{\"amount\": 1}"), "paymentId");
        invalid(get(id), "paymentId");
        get(id + "/history").statusCode(200).body(at("events.size()", is(1)));
    }

    @Test
    void a_payment_appended_as_an_event_is_a_payment() {
        String id = newId();
        append(id, "{\"eventType\": \"PaymentProcessed\", \"data\": " + HUNDRED_EUROS + "}")
                .statusCode(201);
        refund(id, "{\"amount\": 100}").statusCode(201);
        get(id).statusCode(200).body(at("status", is("refunded")));
    }

    @Test
    void headers_go_into_the_event() {
        String id = newId();
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Map<String, String> headers = Map.of(
                "X-Correlation-Id", "corr " + id,
                "X-Causation-Id", "cause",
                "X-Organization-Id", "acme",
                "X-User-Id", "ada \"x\"",
                "traceparent", trace);
        process(request().headers(headers), id, HUNDRED_EUROS).statusCode(201);
        get(id + "/history")
                .body(at("events[0].correlationId", is("corr " + id)))
                .body(at("events[0].causationId", is("cause")))
                .body(at("events[0].traceparent", is(trace)))
                .body(at("events[0].metadata", is(Map.of("organizationId", "acme", "userId", "ada \"x\""))));
        request()
                .queryParam("userId", "ada%20%22x%22")
                .queryParam("organizationId", "acme")
                .queryParam("correlationId", "corr%20" + id)
                .get("/stores/default/events")
                .then()
                .body(at("events.size()", is(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Correlation-Id", "X-Causation-Id", "X-Organization-Id", "X-User-Id", "Idempotency-Key"})
    void a_header_that_is_no_identifier_is_refused_by_name(String header) {
        invalid(process(request().header(header, "x".repeat(256)), newId(), HUNDRED_EUROS), header);
        invalid(process(request().header(header, "a", "b"), newId(), HUNDRED_EUROS), header);
    }

    @Test
    void an_expected_version_is_kept() {
        String id = newId();
        process(request().header("If-None-Match", "*"), id, HUNDRED_EUROS).statusCode(201);
        refund(request().header("If-Match", "\"1\""), id, "{\"amount\": 1}").statusCode(201);
        ValidatableResponse late = refund(request().header("If-Match", "\"1\""), id, "{\"amount\": 1}");
        refused(late, 412, "version-conflict");
        late.body(at("aggregateId", is(id))).body(at("expectedVersion", is(1))).body(at("actualVersion", is(2)));
        invalid(refund(request().header("If-Match", "1"), id, "{\"amount\": 1}"), "If-Match");
    }

    @Test
    void the_store_is_a_parameter_and_no_other_is_known() {
        String id = newId();
        request()
                .body(HUNDRED_EUROS)
                .post("/payments/" + id + "/process?store=default")
                .then()
                .statusCode(201);
        refused(
                request()
                        .body("{\"amount\":1}")
                        .post("/payments/" + id + "/refund?store=nowhere")
                        .then(),
                404,
                "not-found");
        invalid(
                request()
                        .body("{\"amount\":1}")
                        .post("/payments/" + id + "/refund?stroe=default")
                        .then(),
                "stroe");
    }

    @Test
    void content_is_json_and_says_so() {
        ValidatableResponse answer = request()
                .contentType("text/plain")
                .body(HUNDRED_EUROS)
                .post("/payments/" + newId() + "/process")
                .then();
        refused(answer, 415, "unsupported-media-type");
        answer.body(at("supported[0]", is("application/json")));
    }

    @Test
    void a_command_is_posted() {
        refused(request().get("/payments/" + newId() + "/process").then(), 405, "method-not-allowed");
        refused(request().delete("/payments/" + newId()).then(), 405, "method-not-allowed");
    }
}
