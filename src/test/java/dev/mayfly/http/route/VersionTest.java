package dev.mayfly.http.route;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is running. */
@QuarkusTest
class VersionTest {
    @Test
    void the_version_says_what_was_built_from_which_commit_and_how_it_runs() {
        given().get("/version")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("version", matchesPattern("\\d+\\.\\d+\\.\\d+.*"))
                .body("commit", matchesPattern("[0-9a-f]{7,}|unknown"))
                .body("runtime", is(in(List.of("java", "native"))))
                .body("size()", is(3));
    }
}
