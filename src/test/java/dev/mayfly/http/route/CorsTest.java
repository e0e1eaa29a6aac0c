package dev.mayfly.http.route;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import dev.mayfly.membership.http.MembershipSettings;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that allows pages of another origin by CORS, which is built in or not. */
@QuarkusTest
@TestProfile(MembershipSettings.class)
class CorsTest {
    @ParameterizedTest
    @CsvSource({"https://friend.example, 204", "https://elsewhere.example, 403"})
    void a_page_of_an_allowed_origin_may_change_something(String origin, int status) {
        given().header("Origin", origin)
                .header("Sec-Fetch-Site", "cross-site")
                .post("/stores/" + Stores.created() + "/reset")
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({"GET", "POST", "OPTIONS"})
    void the_refusal_of_another_origin_is_a_problem(String method) {
        given().header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST")
                .request(method, "/stores/default/search")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:forbidden")));
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, cross-site"})
    void what_tells_no_origin_is_not_allowed(String header, String value) {
        given().header(header, value)
                .post("/stores/" + Stores.created() + "/reset")
                .then()
                .statusCode(403);
    }
}
