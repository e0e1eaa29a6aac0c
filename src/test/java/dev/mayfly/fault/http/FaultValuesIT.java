package dev.mayfly.fault.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults that are chosen by values in events, and faults of queries. */
@ServerTest
@TestProfile(FaultSettings.class)
class FaultValuesIT {
    private final String store = "/stores/faulty-" + UUID.randomUUID();

    @BeforeEach
    void create() {
        json("{}").put(store).then().statusCode(201);
    }

    @AfterEach
    void delete() {
        given().delete(store).then().statusCode(204);
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }

    private ValidatableResponse rule(String rule) {
        return json("{\"rules\":[" + rule + "]}").put(store + "/faults").then();
    }

    private ValidatableResponse append(int amount) {
        return json("{\"eventType\":\"T\",\"data\":{\"amount\":" + amount + "}}")
                .post(store + "/aggregates/a-1/events")
                .then();
    }

    @Test
    void an_append_meets_a_fault_by_its_values() {
        rule("{\"on\":\"append\",\"match\":{\"where\":[{\"path\":\"data.amount\",\"op\":\">\",\"value\":1e3}]},"
                        + "\"effect\":\"unavailable\"}")
                .statusCode(200)
                .body(containsString("\"where\":[{\"path\":\"data.amount\",\"op\":\">\",\"value\":1e3}]"));
        append(1_000).statusCode(201);
        append(1_001).statusCode(503);
    }

    @Test
    void a_read_has_no_values_to_meet_a_fault_by() {
        rule("{\"on\":\"read\",\"match\":{\"where\":{\"path\":\"data.a\",\"op\":\"exists\"}},\"effect\":\"unavailable\"}")
                .statusCode(400)
                .body(at("violations[0].field", is("rules[0].match")));
    }

    @Test
    void a_fault_on_reads_meets_queries_but_not_those_that_observe() {
        rule("{\"on\":\"read\",\"effect\":\"unavailable\"}").statusCode(200);
        String query = "{\"fields\":{\"n\":{\"count\":true}}}";
        json(query).post(store + "/query").then().statusCode(503);
        json(query)
                .header("Mayfly-Observer", "true")
                .post(store + "/query")
                .then()
                .statusCode(200)
                .body(at("groups", is(0)));
    }
}
