package dev.mayfly.http.access;

import static dev.mayfly.http.access.TestTokens.with;
import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that requires tokens lets through, besides what holds for every operation. */
@ServerTest
@TestProfile(TestTokens.Required.class)
class AccessIT {
    private static final String JSON = "application/json";
    private static final String AUTHORIZATION = "Authorization";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/mayfly.svg",
                "/licences.txt",
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/health/started",
                "/q/openapi",
                "/q/openapi.json",
                "/q/openapi.yaml",
                "/q/swagger-ui",
                "/q/swagger-ui/",
                "/q/swagger-ui/index.html",
                "/q/swagger-ui/swagger-ui-bundle.js"
            })
    void the_servers_own_files_and_its_health_need_no_token(String path) {
        given().get(path).then().statusCode(200);
        given().header(AUTHORIZATION, "Bearer wrong").get(path).then().statusCode(200);
        given().head(path).then().statusCode(200);
    }

    @Test
    void what_the_console_is_made_of_needs_no_token() {
        String page = given().get("/").asString();
        String script = page.replaceAll("(?s).*src=\"(/static/[^\"]+)\".*", "$1");
        given().get(script).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/version", "/q/metrics"})
    void the_version_and_the_metrics_need_any_token(String path) {
        given().get(path).then().statusCode(401);
        with("expired").get(path).then().statusCode(401);
        with("nothing").get(path).then().statusCode(200);
        with("consume").head(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/stores/default/nowhere", "/q/nowhere", "/operations/x/y", "/index.htm"})
    void what_does_not_exist_is_told_to_those_with_a_token(String path) {
        given().get(path).then().statusCode(401);
        with("nothing").get(path).then().statusCode(404);
        with("nothing").delete(path).then().statusCode(404);
    }

    @Test
    void another_method_is_told_to_those_with_a_token_and_options_to_everybody() {
        given().patch("/stores/default").then().statusCode(401);
        with("read").patch("/stores/default").then().statusCode(405);
        given().post("/q/metrics").then().statusCode(401);
        with("read").post("/q/metrics").then().statusCode(405);
        given().options("/stores/default").then().statusCode(200).header("Allow", containsString("PUT"));
        given().options("/").then().statusCode(200).header("Allow", containsString("POST"));
        given().header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "PUT")
                .options("/stores/default")
                .then()
                .statusCode(200);
    }

    @Test
    void a_token_is_sent_as_bearer_or_as_the_password_of_basic() {
        given().header(AUTHORIZATION, "bearer " + TestTokens.secret("read"))
                .get("/stores/default")
                .then()
                .statusCode(200);
        given().auth()
                .preemptive()
                .basic("whoever", TestTokens.secret("read"))
                .get("/stores/default")
                .then()
                .statusCode(200);
        given().auth()
                .preemptive()
                .basic(TestTokens.secret("read"), "")
                .get("/stores/default")
                .then()
                .statusCode(401);
        assertThat(RawHttp.get(
                                "/version",
                                "Authorization: " + TestTokens.header("read"),
                                "Authorization: " + TestTokens.header("read"))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "authorization"})
    void a_token_in_the_query_is_none(String parameter) {
        given().queryParam(parameter, TestTokens.secret("all"))
                .get("/stores/default")
                .then()
                .statusCode(401);
    }

    @Test
    void the_refusals_say_what_is_missing() {
        given().get("/stores/default")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", is("Bearer realm=\"mayfly\""))
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:unauthorized")))
                .body(at("detail", containsString("requires a token")));
        with("expired")
                .get("/stores/default")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
                .body(at("detail", containsString("'expired' has expired")));
        with("read")
                .contentType(JSON)
                .body("{\"eventType\":\"T\"}")
                .post("/stores/default/aggregates/a-1/events")
                .then()
                .statusCode(403)
                .body(at("detail", is("The token 'read' does not have the right 'append' on store 'default'.")));
        with("nothing")
                .get("/stores/default")
                .then()
                .statusCode(403)
                .body(at("detail", is("The token 'nothing' does not have a right on store 'default'.")));
    }

    @Test
    void a_store_tells_the_rights_of_who_asks() {
        with("manage").get("/stores/default").then().statusCode(200).body(at("may", contains("manage")));
        with("all")
                .get("/stores/default")
                .then()
                .statusCode(200)
                .body(at("may", contains("read", "append", "consume", "manage")));
    }

    @Test
    void lists_show_what_one_may_see() {
        String store = created("test");
        List<String> all =
                JsonBody.of(with("read").get("/stores?limit=10000").asString()).listAt("stores");
        assertThat(all.toString()).contains("name=default", "name=" + store);
        String own = with("test")
                .get("/stores?limit=10000")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(own).contains(store).doesNotContain("\"default\"");
        String page = with("test").get("/stores?limit=1").asString();
        assertThat(JsonBody.of(page).listAt("stores")).hasSize(1);
        with("nothing").get("/stores").then().statusCode(200).body(at("stores", is(List.of())));
    }

    @Test
    void operations_follow_their_store() {
        String id = JsonBody.of(with("all")
                        .header("Prefer", "respond-async")
                        .post("/stores/default/optimise")
                        .then()
                        .statusCode(202)
                        .extract())
                .textAt("id");
        assertThat(with("read").get("/operations").asString()).contains(id);
        with("read").get("/operations/" + id).then().statusCode(200).body(at("store", is("default")));
        for (String other : List.of("test", "nothing")) {
            assertThat(with(other).get("/operations").asString()).doesNotContain(id);
            with(other).get("/operations/" + id).then().statusCode(404);
            with(other).delete("/operations/" + id).then().statusCode(404);
        }
        with("manage").get("/operations/" + id).then().statusCode(403).body(at("detail", containsString("'read'")));
        with("read").delete("/operations/" + id).then().statusCode(403).body(at("detail", containsString("'manage'")));
        with("manage").delete("/operations/" + id).then().statusCode(204);
    }

    @Test
    void a_fork_needs_the_right_for_both_names() {
        String store = created("test");
        fork("test", store, "prod-1").statusCode(403).body(at("detail", containsString("on store 'prod-1'")));
        fork("test", store, "default").statusCode(403).body(at("detail", containsString("on store 'default'")));
        fork("test", "default", "test-fork").statusCode(403);
        String fork = "test-" + System.nanoTime();
        fork("test", store, fork).statusCode(201).body(at("may", contains("read", "append", "consume", "manage")));
    }

    @Test
    void the_store_of_a_domain_is_the_one_that_the_parameter_names() {
        String store = created("test");
        with("test").get("/payments/events?store=" + store).then().statusCode(200);
        with("test").get("/payments/events").then().statusCode(403).body(at("detail", containsString("'default'")));
        with("test").get("/payments/events?store=").then().statusCode(403);
        String payment = "{\"amount\":1,\"currency\":\"EUR\"}";
        with("read")
                .contentType(JSON)
                .body(payment)
                .post("/payments/p-1/process")
                .then()
                .statusCode(403);
        with("append")
                .contentType(JSON)
                .body(payment)
                .post("/payments/p-" + System.nanoTime() + "/process?store=" + store)
                .then()
                .statusCode(201);
    }

    @Test
    void a_store_is_made_on_its_first_use_only_by_those_who_may_make_it() {
        String store = "test-made-" + System.nanoTime();
        with("read").get("/stores/" + store).then().statusCode(404);
        append("append", store).statusCode(404);
        append("test", store).statusCode(201);
        append("append", store).statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stores/default",
                "/stores/default/",
                "/stores/%64efault",
                "/stores/%64%65%66%61%75%6C%74",
                "/%73tores/default",
                "/stores/default?store=test-1",
                "/stores/default/events",
                "/stores/default/events/",
                "/stores/default/e%76ents",
                "/stores/default;store=test-1",
                "/stores;a/default",
                "/stores/default%3Bx",
                "/stores//default",
                "//stores/default",
                "/./stores/default",
                "/stores/test-1/../default",
                "/stores/test-1/..%2Fdefault",
                "/stores/test-1%2F..%2Fdefault",
                "/stores/test-1/%2e%2e/default/events",
                "/stores/default%00",
                "/stores/default%2F",
                "/STORES/default",
                "/stores/Default",
                "/stores/default#x",
                "http://localhost/stores/default",
                "http://localhost/stores/%64efault/events",
                "/payments/events",
                "/payments/events/",
                "/payments/events?Store=test-1",
                "/payments/events?store=test-1&store=default",
                "/payments/events?store=default&store=test-1",
                "/payments/events?%73tore=default",
                "/payments/events?store=%64efault",
                "/payments/events?store=default&pretty",
                "/payments/events?&&store=default",
                "/payments/events?store=test-1;store=default",
                "/payments/events?store=test-1%00",
                "/payments/events?stor%65=default&store=test-1",
                "/payments/events;store=test-1",
                "/%70ayments/events"
            })
    void no_spelling_of_a_path_leads_to_a_store_of_others(String target) {
        created("test", "test-1");
        for (String method : List.of("GET", "HEAD", "DELETE", "PUT", "POST", "PATCH", "get", "Get")) {
            try (RawHttp http = RawHttp.open()) {
                http.send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nAuthorization: "
                        + TestTokens.header("test") + "\r\n\r\n");
                int status = http.head();
                assertThat(status).as(method + " " + target).isBetween(400, 499);
            }
        }
        with("all").get("/stores/default").then().statusCode(200);
    }

    @Test
    void no_credentials_made_of_rubbish_are_accepted_or_break_anything() {
        Random random = new Random(20261129);
        String[] starts = {"", "Bearer ", "bearer", "Basic ", "BASIC  ", "Digest ", "Bearer Bearer ", "Basic Og=="};
        for (int i = 0; i < 500; i++) {
            StringBuilder value = new StringBuilder(starts[random.nextInt(starts.length)]);
            int length = random.nextInt(60);
            for (int j = 0; j < length; j++) {
                // Everything that may be in a header, which is ISO-8859-1 without control characters.
                int c = 0x20 + random.nextInt(0xE0);
                value.append(c == 0x7F ? '=' : (char) c);
            }
            if (random.nextInt(3) == 0) {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                value = new StringBuilder("Basic ").append(Base64.getEncoder().encodeToString(bytes));
            }
            try (RawHttp http = RawHttp.open()) {
                http.send("GET /stores/default HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + value + "\r\n\r\n");
                assertThat(http.answer().status()).as(value.toString()).isIn(400, 401);
            }
        }
        String almost = TestTokens.secret("all");
        for (String other : List.of(
                almost.substring(1),
                almost + "x",
                almost.toUpperCase(java.util.Locale.ROOT),
                almost + ",",
                "\"" + almost + "\"")) {
            given().header(AUTHORIZATION, "Bearer " + other)
                    .get("/version")
                    .then()
                    .statusCode(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1", "HTTP/1.0"})
    void a_token_does_not_spare_the_host_or_the_site(String version) {
        for (String header : List.of("Host: evil.example", "Host: localhost\r\nSec-Fetch-Site: cross-site")) {
            try (RawHttp http = RawHttp.open()) {
                http.send("POST /stores/default/reset " + version + "\r\n" + header + "\r\nAuthorization: "
                        + TestTokens.header("all") + "\r\nContent-Length: 0\r\n\r\n");
                RawHttp.Answer answer = http.answer();
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.body()).contains("mayfly.http.hosts");
            }
        }
    }

    @Test
    void secrets_are_in_no_answer() {
        String metrics = with("all").get("/q/metrics").asString();
        assertThat(metrics).contains("mayfly_access_refused_total{reason=\"no-token\"}", "mayfly_access_tokens");
        assertThat(metrics + with("all").get("/stores/nowhere").asString()).doesNotContain(TestTokens.secret("all"));
    }

    @Test
    void cloud_events_need_the_right_to_append_to_the_default_store() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"" + System.nanoTime()
                + "\",\"source\":\"/s\",\"type\":\"T\",\"subject\":\"ce-1\"}";
        for (String token : List.of("test", "read", "manage")) {
            cloudEvent(event)
                    .header(AUTHORIZATION, TestTokens.header(token))
                    .post("/?store=test-1")
                    .then()
                    .statusCode(403);
        }
        cloudEvent(event).post("/").then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"));
        cloudEvent(event)
                .header(AUTHORIZATION, TestTokens.header("append"))
                .post("/")
                .then()
                .statusCode(202);
    }

    private static RequestSpecification cloudEvent(String event) {
        return Requests.of("application/cloudevents+json", event);
    }

    private static String created(String token) {
        return created(token, "test-" + System.nanoTime());
    }

    private static String created(String token, String store) {
        with(token)
                .contentType(JSON)
                .body("{}")
                .put("/stores/" + store)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
        return store;
    }

    private static ValidatableResponse append(String token, String store) {
        return with(token)
                .contentType(JSON)
                .body("{\"eventType\":\"T\"}")
                .post("/stores/" + store + "/aggregates/a-1/events")
                .then();
    }

    private static ValidatableResponse fork(String token, String parent, String name) {
        return with(token)
                .contentType(JSON)
                .body("{\"name\":\"" + name + "\"}")
                .post("/stores/" + parent + "/forks")
                .then();
    }
}
