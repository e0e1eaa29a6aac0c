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
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.packaged.ServerTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Payments' commands that are sent more than once. */
@ServerTest
class PaymentKeysIT {
    private static RequestSpecification keyed(String key) {
        return request().header("Idempotency-Key", key);
    }

    private static void reused(ValidatableResponse answer) {
        answer.statusCode(422)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:idempotency-key-reused")));
    }

    @Test
    void the_same_request_with_the_same_key_gets_the_first_answer() {
        String id = newId();
        Response first = process(keyed("k"), id, "{\"amount\": 100.00, \"currency\": \"EUR\"}")
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .response();
        refund(id, "{\"amount\": 1}").statusCode(201);
        Response again = process(keyed("k").header("X-User-Id", "other"), id, "{\"currency\":\"EUR\",\"amount\":1e2}")
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .header("ETag", first.header("ETag"))
                .header("Location", first.header("Location"))
                .extract()
                .response();
        assertThat(again.asString()).isEqualTo(first.asString());
        get(id).body(at("version", is(2)));
    }

    @Test
    void a_refund_with_a_key_is_made_once() {
        String id = newId();
        process(id, "{\"amount\": 3, \"currency\": \"EUR\"}").statusCode(201);
        refund(keyed("r"), id, "{\"amount\": 1}").statusCode(201).header("Idempotent-Replayed", nullValue());
        refund(keyed("r"), id, "{\"amount\": 1.00}").statusCode(201).header("Idempotent-Replayed", "true");
        refund(keyed("s"), id, "{\"amount\": 1}").statusCode(201).header("Idempotent-Replayed", nullValue());
        get(id).body(at("version", is(3)));
    }

    @Test
    void another_request_with_the_same_key_is_refused() {
        String id = newId();
        process(keyed("k"), id, "{\"amount\": 1, \"currency\": \"EUR\"}").statusCode(201);
        reused(process(keyed("k"), id, "{\"amount\": 2, \"currency\": \"EUR\"}"));
        reused(process(keyed("k"), id, "{\"amount\": 1, \"currency\": \"USD\"}"));
        get(id).body(at("version", is(1)));
    }

    @Test
    void a_key_belongs_to_one_path() {
        String id = newId();
        process(keyed("k"), id, "{\"amount\": 1, \"currency\": \"EUR\"}").statusCode(201);
        refund(keyed("k"), id, "{\"amount\": 1}").statusCode(201).header("Idempotent-Replayed", nullValue());
        process(keyed("k"), newId(), "{\"amount\": 1, \"currency\": \"EUR\"}")
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue());
    }

    @Test
    void a_failed_command_is_not_remembered() {
        String id = newId();
        refund(keyed("k"), id, "{\"amount\": 1}").statusCode(404);
        process(id, "{\"amount\": 5, \"currency\": \"EUR\"}").statusCode(201);
        refund(keyed("k"), id, "{\"amount\": 6}").statusCode(409);
        refund(keyed("k"), id, "{\"amount\": 1}").statusCode(201).header("Idempotent-Replayed", nullValue());
    }

    @Test
    void the_first_answer_comes_also_when_another_version_is_expected_by_now() {
        String id = newId();
        process(keyed("k").header("If-None-Match", "*"), id, "{\"amount\": 5, \"currency\": \"EUR\"}")
                .statusCode(201);
        process(keyed("k").header("If-None-Match", "*"), id, "{\"amount\": 5, \"currency\": \"EUR\"}")
                .statusCode(201)
                .header("Idempotent-Replayed", "true");
    }

    @Test
    void the_event_tells_the_key() {
        String id = newId();
        process(keyed("my key").header("X-Organization-Id", "acme"), id, "{\"amount\": 5, \"currency\": \"EUR\"}");
        get(id + "/history")
                .body(at("events[0].metadata.organizationId", is("acme")))
                .body(at("events[0].metadata.idempotency.key", is("my key")));
    }

    @Test
    void the_same_request_many_times_at_once_is_carried_out_once() throws Exception {
        String id = newId();
        process(id, "{\"amount\": 100, \"currency\": \"EUR\"}").statusCode(201);
        int clients = 8;
        CyclicBarrier start = new CyclicBarrier(clients);
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                answers.add(pool.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return refund(keyed("k"), id, "{\"amount\": 20}").extract().response();
                }));
            }
            int replayed = 0;
            for (Future<Response> answer : answers) {
                Response response = answer.get(30, TimeUnit.SECONDS);
                assertThat(response.statusCode()).isEqualTo(201);
                assertThat(response.header("ETag")).startsWith("\"2-");
                replayed += "true".equals(response.header("Idempotent-Replayed")) ? 1 : 0;
            }
            assertThat(replayed).isEqualTo(clients - 1);
        } finally {
            pool.shutdownNow();
        }
        get(id).body(at("version", is(2))).body(at("net", is(80)));
    }

    @Test
    void the_id_of_an_event_with_a_key_follows_from_the_key() {
        String id = newId();
        process(keyed("k"), id, "{\"amount\": 1, \"currency\": \"EUR\"}").statusCode(201);
        String eventId = valueAt("events[0].eventId", get(id + "/history").extract());
        String other = newId();
        append(other, "{\"eventType\": \"Copied\", \"eventId\": \"" + eventId + "\"}")
                .statusCode(409);
        assertThat(eventId.charAt(14)).isEqualTo('5');
    }
}
