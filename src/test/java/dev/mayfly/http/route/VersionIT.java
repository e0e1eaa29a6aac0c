package dev.mayfly.http.route;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.mayfly.packaged.ServerTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is running. */
@ServerTest
class VersionIT {
    @Test
    void the_version_says_what_was_built_from_which_commit_and_how_it_runs() {
        given().get("/version")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body(at("version", matchesPattern("\\d+\\.\\d+\\.\\d+.*")))
                .body(at("commit", matchesPattern("[0-9a-f]{7,}|unknown")))
                .body(at("runtime", is(in(List.of("java", "native")))))
                .body(at("size()", is(3)));
    }
}
