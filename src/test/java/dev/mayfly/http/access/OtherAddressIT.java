package dev.mayfly.http.access;

import static dev.mayfly.http.answer.JsonBody.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server for other machines, with one token for everything, some names of its own and public metrics. */
@ServerTest
@TestProfile(OtherAddressIT.EveryAddress.class)
class OtherAddressIT {
    private static final String TOKEN = "one-token-for-everything";
    private static final String AUTHORIZATION = "Authorization: Bearer " + TOKEN;

    /** It listens on all addresses. */
    public static class EveryAddress implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.host",
                    "0.0.0.0",
                    "mayfly.token",
                    TOKEN,
                    "mayfly.http.hosts",
                    "mayfly.example,localhost",
                    "mayfly.metrics.public",
                    "true");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mayfly.example, 200",
        "mayfly.example:8443, 200",
        "localhost, 200",
        "127.0.0.1, 403",
        "[::1], 403",
        "evil.example, 403"
    })
    void a_request_names_one_of_the_hosts_that_are_set(String host, int status) {
        try (RawHttp http = RawHttp.open()) {
            http.send("GET /version HTTP/1.1\r\nHost: " + host + "\r\n" + AUTHORIZATION + "\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(status);
        }
        try (RawHttp http = RawHttp.open()) {
            http.send("GET /q/health/ready HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void public_metrics_need_no_token_and_everything_else_does() {
        RestAssured.given().get("/q/metrics").then().statusCode(200);
        RestAssured.given().get("/version").then().statusCode(401);
        RestAssured.given().get("/stores").then().statusCode(401);
    }

    @Test
    void the_one_token_may_do_everything() {
        RestAssured.given()
                .header("Authorization", "Bearer " + TOKEN)
                .contentType("application/json")
                .body("{}")
                .put("/stores/any-store")
                .then()
                .statusCode(201)
                .body(at("may", is(java.util.List.of("read", "append", "consume", "manage"))));
    }
}
