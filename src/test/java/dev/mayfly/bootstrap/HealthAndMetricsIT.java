package dev.mayfly.bootstrap;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What operators watch. */
@ServerTest
class HealthAndMetricsIT {
    @Test
    void readiness_tells_the_size_of_the_store() {
        String check = "checks[name=event-store].data.";
        append("size-" + UUID.randomUUID(), "").then().statusCode(201);
        JsonBody ready = JsonBody.of(given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(at("status", is("UP")))
                .extract());
        assertThat(ready.longAt(check + "events")).isPositive();
        assertThat(ready.longAt(check + "aggregates")).isPositive();
        assertThat(ready.longAt(check + "usedBytes")).isPositive();
        assertThat(ready.longAt(check + "limitBytes")).isPositive();
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

    @Test
    void times_of_appends_are_counted_in_buckets() {
        double counted = metric("mayfly_append_seconds_bucket", "le=\"+Inf\"");
        append("bucket-" + UUID.randomUUID(), "").then().statusCode(201);
        assertThat(metric("mayfly_append_seconds_bucket", "le=\"+Inf\"")).isEqualTo(counted + 1);
        assertThat(metric("mayfly_append_seconds_bucket", "le=\"1.0E-5\"")).isNotNegative();
        assertThat(metric("mayfly_append_seconds_bucket", "le=\"2.5\"")).isPositive();
    }

    @Test
    void times_of_searches_are_counted_in_buckets_whether_their_page_was_kept_or_not() {
        double counted = metric("mayfly_search_seconds_bucket", "le=\"+Inf\"");
        String address = "/stores/default/events?userId=searched-" + UUID.randomUUID();
        given().get(address).then().statusCode(200);
        given().get(address).then().statusCode(200);
        given().get(address + "&minCount=1&wait=PT0S").then().statusCode(200);
        given().get(address + "&sort=wrong").then().statusCode(400);
        assertThat(metric("mayfly_search_seconds_bucket", "le=\"+Inf\"")).isEqualTo(counted + 3);
        assertThat(metric("mayfly_search_seconds_count", "")).isEqualTo(counted + 3);
    }

    @Test
    void other_stores_are_counted_together_and_not_named() {
        String name = "metered-" + UUID.randomUUID();
        given().contentType("application/json")
                .body("{\"ttl\":\"PT1M\"}")
                .put("/stores/{name}", name)
                .then()
                .statusCode(201);
        given().get("/stores/{name}/events", name).then().statusCode(200);
        String text = given().accept("text/plain").get("/q/metrics").asString();
        assertThat(text).contains("mayfly_search_seconds_bucket{store=\"(others)\",");
        assertThat(text.lines().filter(line -> line.startsWith("mayfly_"))).noneMatch(line -> line.contains(name));
        given().delete("/stores/{name}", name).then().statusCode(204);
    }

    @Test
    void the_limit_of_memory_is_metered() {
        long limit =
                JsonBody.of(given().get("/stores/default").then().extract()).longAt("limitBytes");
        String text = given().accept("text/plain").get("/q/metrics").asString();
        Matcher line = Pattern.compile("(?m)^mayfly_memory_limit_bytes (\\S+)$").matcher(text);
        assertThat(line.find()).isTrue();
        assertThat((long) Double.parseDouble(line.group(1))).isEqualTo(limit);
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
