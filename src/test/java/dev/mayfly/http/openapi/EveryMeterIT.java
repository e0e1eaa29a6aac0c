package dev.mayfly.http.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The meters of requests: as many series as routes, methods and statuses, whatever clients make up. */
@ServerTest
class EveryMeterIT {
    private static final List<String> PAGES = List.of(
            "/%s",
            "/%s/%s",
            "/index.html/%s",
            "/static/%s",
            "/static/bundle/%s",
            "/q/%s",
            "/q/health/%s",
            "/q/health/group/%s",
            "/q/metrics/%s",
            "/q/openapi/%s",
            "/q/swagger-ui/%s");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    @Test
    void made_up_names_and_methods_make_no_series() {
        ask();
        ask();
        Set<String> before = series();
        ask();
        ask();
        assertThat(series()).isEqualTo(before);
        assertThat(values("method"))
                .isSubsetOf(Set.of(
                        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "UNKNOWN"));
        Set<String> known =
                ApiOperation.all().stream().map(ApiOperation::template).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(Set.of("root", "UNKNOWN", "NOT_FOUND", "REDIRECTION", "/cors-preflight"));
        known.addAll(Set.of("/index.html", "/mayfly.svg"));
        assertThat(values("uri").stream().filter(uri -> !uri.startsWith("/q/"))).isSubsetOf(known);
    }

    @Test
    void thousands_of_methods_on_one_connection_are_one_series() {
        try (RawHttp http = RawHttp.open()) {
            for (int i = 0; i < 3_000; i++) {
                http.send("BREW" + i + " /version HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(http.answer().status()).isEqualTo(405);
            }
        }
        assertThat(values("method")).noneMatch(method -> method.startsWith("BREW"));
    }

    @Test
    void a_real_route_still_gets_its_series_after_many_made_up_ones() {
        for (int i = 0; i < 300; i++) {
            ApiClient.head("PUT", "/stores/guess-" + i + "/events", false);
        }
        String store = Stores.created();
        Stores.append(store, "a-1");
        given().get("/stores/" + store + "/aggregates/a-1/state").then().statusCode(200);
        given().get("/stores/" + store + "/events").then().statusCode(200);
        assertThat(values("uri"))
                .contains(
                        "/stores/{store}",
                        "/stores/{store}/aggregates/{aggregateId}/events",
                        "/stores/{store}/aggregates/{aggregateId}/state",
                        "/stores/{store}/events")
                .noneMatch(uri -> uri.contains("guess"));
    }

    @Test
    void a_projection_that_a_client_names_has_no_series_of_its_own() {
        String name = "guess-" + UUID.randomUUID();
        String projection = "/stores/default/projections/" + name;
        given().contentType("application/json")
                .body("{\"fields\":{\"n\":{\"count\":true}}}")
                .put(projection)
                .then()
                .statusCode(201);
        String metrics = given().get("/q/metrics").asString();
        given().delete(projection).then().statusCode(204);
        assertThat(metrics).contains("projection=\"(declared)\"").doesNotContain(name);
    }

    /** Asks for everything there is by names and methods that nobody has used before. */
    private static void ask() {
        String name = "guess-" + UUID.randomUUID();
        String method = "BREW" + UUID.randomUUID().toString().replace("-", "");
        for (ApiOperation operation : ApiOperation.all()) {
            String path = operation.path(name, name);
            ApiClient.head(operation, path);
            for (String other : List.of(method, "OPTIONS", "PATCH")) {
                ApiClient.head(other, path, false);
            }
        }
        for (String page : PAGES) {
            for (String any : List.of("GET", "OPTIONS", "DELETE", method)) {
                ApiClient.head(any, page.replace("%s", name), false);
            }
        }
    }

    /** Returns the meters of requests, with their labels. */
    private static Set<String> series() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("http_server_requests"))
                .map(line -> line.substring(0, line.lastIndexOf('}') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> values(String label) {
        Set<String> values = new TreeSet<>();
        for (String each : series()) {
            Matcher labels = LABEL.matcher(each);
            while (labels.find()) {
                if (labels.group(1).equals(label)) {
                    values.add(labels.group(2));
                }
            }
        }
        return values;
    }
}
