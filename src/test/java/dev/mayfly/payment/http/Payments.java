package dev.mayfly.payment.http;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** Short words for what tests ask of payments over HTTP. */
final class Payments {
    private Payments() {}

    /** Returns the id of a payment that no other test knows. */
    static String newId() {
        return "payment-" + UUID.randomUUID();
    }

    /** Returns a request whose paths stand as they are written. */
    static RequestSpecification request() {
        return given().urlEncodingEnabled(false).contentType("application/json");
    }

    static ValidatableResponse process(String id, String body) {
        return process(request(), id, body);
    }

    static ValidatableResponse process(RequestSpecification request, String id, String body) {
        return request.body(body).post("/payments/" + id + "/process").then();
    }

    static ValidatableResponse refund(String id, String body) {
        return refund(request(), id, body);
    }

    static ValidatableResponse refund(RequestSpecification request, String id, String body) {
        return request.body(body).post("/payments/" + id + "/refund").then();
    }

    static ValidatableResponse get(String path) {
        return request().get("/payments/" + path).then();
    }

    /** Appends an event to an aggregate, past the rules of payments. */
    static ValidatableResponse append(String id, String event) {
        return request()
                .body(event)
                .post("/stores/default/aggregates/" + id + "/events")
                .then();
    }
}
