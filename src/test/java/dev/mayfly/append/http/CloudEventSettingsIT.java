package dev.mayfly.append.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.mayfly.http.live.Meters;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The server's own source, and what a store that is full and a server that is busy answer a sink. */
@ServerTest
@TestProfile(CloudEventSettingsIT.Settings.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CloudEventSettingsIT {
    /** A server with a name, little memory and a small budget for bodies. */
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mayfly.cloudevents.source", "urn:shop:mayfly",
                    "mayfly.memory.limit", "16M",
                    "mayfly.limits.request-size", "1M",
                    "mayfly.limits.event-size", "512K",
                    "mayfly.limits.requests-in-flight-size", "1M");
        }
    }

    @Test
    @Order(1)
    void an_event_of_the_servers_own_source_keeps_its_id_and_goes_out_with_it() {
        Requests.of(Sink.EVENT, event("own-1", "urn:shop:mayfly", "1"))
                .post("/")
                .then()
                .statusCode(202);
        Requests.of("application/json", "{\"eventId\":\"own-2\",\"eventType\":\"T\"}")
                .post("/stores/default/aggregates/a-1/events")
                .then()
                .statusCode(201);

        given().get("/stores/default/events/own-1").then().statusCode(200).body(at("aggregateId", equalTo("a-1")));
        given().accept(Sink.EVENT)
                .get("/stores/default/events/own-2")
                .then()
                .body(at("source", equalTo("urn:shop:mayfly")));
        Requests.of(Sink.EVENT, event("e".repeat(256), "urn:shop:mayfly", "1"))
                .post("/")
                .then()
                .statusCode(400)
                .body(at("violations[0].field", equalTo("id")));
        Requests.of(Sink.EVENT, event("e".repeat(256), "/elsewhere", "1"))
                .post("/")
                .then()
                .statusCode(202);
    }

    @Test
    @Order(2)
    void a_server_that_holds_as_many_bodies_as_it_may_says_that_it_is_worth_to_try_again() throws Exception {
        byte[] half = new byte[800_000];
        String event = event("busy", "/elsewhere", "\"" + "x".repeat(450_000) + "\"");
        int status = 202;
        // The other body is on its way, and may itself be the one that finds no room: then another one is sent.
        for (int round = 0; round < 50 && status == 202; round++) {
            try (RawHttp other = RawHttp.open()) {
                other.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + Sink.EVENT
                        + "\r\nContent-Length: 900000\r\n\r\n");
                other.send(half, 0, half.length);
                for (int i = 0; i < 20 && status == 202; i++) {
                    status = Requests.of(Sink.EVENT, event).post("/").statusCode();
                }
            }
        }
        assertThat(status).isEqualTo(503);
    }

    @Test
    @Order(3)
    void a_full_store_says_that_it_is_worth_to_try_again() throws InterruptedException {
        // The server may learn only now that the clients of the bodies before have gone.
        Meters.await("mayfly_requests_in_flight_bytes", bytes -> bytes == 0);
        String large = "\"" + "x".repeat(500_000) + "\"";
        int status = 202;
        for (int i = 0; i < 40 && status == 202; i++) {
            status = Requests.of(Sink.EVENT, event("large-" + i, "/elsewhere", large))
                    .post("/")
                    .statusCode();
        }
        assertThat(status).isEqualTo(507);
    }

    @Test
    @Order(4)
    void a_full_server_refuses_more_stores_forks_and_snapshots_and_makes_none() {
        full(Requests.of("application/json", "{}").put("/stores/more"));
        full(Requests.of("application/json", "{\"name\":\"more\"}").post("/stores/default/forks"));
        full(Requests.of("application/json", "").put("/stores/default/snapshots/more"));
        given().get("/stores/more").then().statusCode(404);
        given().get("/stores/default/snapshots").then().body(at("snapshots.size()", equalTo(0)));
    }

    private static void full(Response response) {
        response.then()
                .statusCode(507)
                .body(
                        at("type", equalTo("urn:mayfly:problem:store-full")),
                        at("limitBytes", equalTo(15 << 20)),
                        at("detail", containsString("mayfly.memory.limit")));
    }

    private static String event(String id, String source, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + source
                + "\",\"type\":\"T\",\"subject\":\"a-1\",\"data\":" + data + "}";
    }
}
