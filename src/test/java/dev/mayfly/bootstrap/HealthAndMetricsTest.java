package dev.mayfly.bootstrap;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What operators watch. */
@QuarkusTest
class HealthAndMetricsTest {
    @Test
    void readiness_tells_the_size_of_the_store() {
        String check = "checks.find { it.name == 'event-store' }.data.";
        append("size-" + UUID.randomUUID(), "").then().statusCode(201);
        JsonPath ready = given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", is("UP"))
                .extract()
                .jsonPath();
        assertThat(ready.getLong(check + "events")).isPositive();
        assertThat(ready.getLong(check + "aggregates")).isPositive();
        assertThat(ready.getLong(check + "usedBytes")).isPositive();
        assertThat(ready.getLong(check + "limitBytes")).isPositive();
    }

    @Test
    void appends_conflicts_and_sizes_are_metered() {
        String id = "metered-" + UUID.randomUUID();
        double appended = metric("mayfly_events_appended_total", "");
        double conflicts = metric("mayfly_append_conflicts_total", "kind=\"version\"");
        double timed = metric("mayfly_append_seconds_count", "");
        double events = metric("mayfly_store_events", "");
        append(id, "").then().statusCode(201);
        append(id, "*").then().statusCode(412);
        assertThat(metric("mayfly_events_appended_total", "")).isEqualTo(appended + 1);
        assertThat(metric("mayfly_append_conflicts_total", "kind=\"version\"")).isEqualTo(conflicts + 1);
        assertThat(metric("mayfly_append_seconds_count", "")).isEqualTo(timed + 2);
        assertThat(metric("mayfly_store_events", "")).isEqualTo(events + 1);
        assertThat(metric("mayfly_store_aggregates", "")).isPositive();
        assertThat(metric("mayfly_store_bytes", "")).isPositive();
        assertThat(metric("mayfly_reads_total", "")).isNotNegative();
    }

    private static io.restassured.response.Response append(String id, String ifNoneMatch) {
        return given().contentType("application/json")
                .header(ifNoneMatch.isEmpty() ? "X-Nothing" : "If-None-Match", ifNoneMatch)
                .body("{\"eventType\":\"Measured\"}")
                .post("/stores/default/aggregates/{id}/events", id);
    }

    private static double metric(String name, String label) {
        String text = given().accept("text/plain").get("/q/metrics").asString();
        Matcher line = Pattern.compile(
                        "(?m)^" + name + "\\{(?=[^}]*store=\"default\")[^}]*" + Pattern.quote(label) + "[^}]*} (\\S+)$")
                .matcher(text);
        assertThat(line.find()).as(name + " in " + text).isTrue();
        return Double.parseDouble(line.group(1));
    }
}
