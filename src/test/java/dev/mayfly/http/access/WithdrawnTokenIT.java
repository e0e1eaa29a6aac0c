package dev.mayfly.http.access;

import static dev.mayfly.http.access.TestTokens.with;
import static dev.mayfly.http.answer.JsonBody.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.mayfly.http.live.Follower;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests under way, and of later ones, when tokens are withdrawn, replaced or expire. */
@ServerTest
@TestProfile(TestTokens.Required.class)
class WithdrawnTokenIT {
    private static final String ANY = "[\"*\"]";
    private static final String READ = "\"read\"";
    /** A second, and as long again for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(2);

    @AfterEach
    void restore() throws InterruptedException {
        TestTokens.restore();
        TestTokens.await("all", 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "application/x-ndjson"})
    void a_subscription_ends_when_its_token_is_withdrawn(String accept) throws InterruptedException {
        TestTokens.put("leaving", ANY, READ);
        try (Follower kept = open("/stores/default/subscription", accept, "read");
                Follower follower = open("/stores/default/subscription", accept, "leaving")) {
            assertThat(follower.status()).isEqualTo(200);
            long withdrawnNanos = System.nanoTime();
            TestTokens.withdraw("leaving");
            assertThat(isEnded(follower)).isTrue();
            assertThat(sinceThen(withdrawnNanos)).isLessThan(SOON);
            assertThat(kept.line()).isNotNull();
        }
        TestTokens.await("leaving", 401);
        with("leaving").get("/stores/default").then().statusCode(401);
    }

    @Test
    void a_subscription_ends_when_its_token_loses_the_right_or_the_store() throws InterruptedException {
        for (List<String> less : List.of(List.of(ANY, "\"append\""), List.of("[\"test-*\"]", READ))) {
            String name = "changing-" + less.get(1).replace("\"", "");
            TestTokens.put(name, ANY, READ);
            try (Follower follower = open("/stores/default/subscription", "text/event-stream", name)) {
                assertThat(follower.status()).isEqualTo(200);
                TestTokens.put(name, less.get(0), less.get(1));
                assertThat(isEnded(follower)).isTrue();
            }
            TestTokens.withdraw(name);
        }
    }

    @Test
    void a_subscription_ends_when_its_token_expires() throws InterruptedException {
        Instant expires = Instant.now().plusSeconds(3);
        TestTokens.putUntil("expiring", READ, expires.toString());
        try (Follower follower = open("/stores/default/subscription", "text/event-stream", "expiring")) {
            assertThat(follower.status()).isEqualTo(200);
            assertThat(isEnded(follower)).isTrue();
            assertThat(Instant.now()).isBetween(expires, expires.plus(SOON));
        }
        with("expiring").get("/version").then().statusCode(401).body(at("detail", containsString("has expired")));
        TestTokens.withdraw("expiring");
    }

    @Test
    void clients_at_one_address_share_by_token() {
        List<Follower> open = new ArrayList<>();
        try {
            int status = 200;
            while (status == 200) {
                Follower follower = open("/stores/default/subscription", "text/event-stream", "read");
                open.add(follower);
                status = follower.status();
            }
            assertThat(status).isEqualTo(429);
            assertThat(open).hasSize(8);
            Follower other = open("/stores/default/subscription", "text/event-stream", "all");
            open.add(other);
            assertThat(other.status()).isEqualTo(200);
        } finally {
            open.forEach(Follower::close);
        }
        while (value("mayfly_subscriptions") > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_stream_of_states_ends_when_its_token_is_withdrawn() throws InterruptedException {
        with("all")
                .contentType("application/json")
                .body("{\"fields\":{\"n\":{\"count\":true}}}")
                .put("/stores/default/projections/counted")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
        TestTokens.put("watching", ANY, READ);
        try (Follower follower = open("/stores/default/projections/counted/state", "text/event-stream", "watching")) {
            assertThat(follower.status()).isEqualTo(200);
            TestTokens.withdraw("watching");
            assertThat(isEnded(follower)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stores/default/events?eventType=NeverHappens&minCount=1&wait=PT60S",
                "/stores/default/events?minPosition=100000000&timeout=PT30S",
                "/payments/summary?minPosition=100000000&timeout=PT30S"
            })
    void a_request_that_waits_is_refused_when_its_token_is_withdrawn(String target) throws InterruptedException {
        TestTokens.put("waiting", ANY, READ);
        double before = waiting();
        try (RawHttp http = RawHttp.open()) {
            http.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + TestTokens.header("waiting")
                    + "\r\n\r\n");
            while (waiting() <= before) {
                Thread.onSpinWait();
            }
            long withdrawnNanos = System.nanoTime();
            TestTokens.withdraw("waiting");
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().textAt("detail")).contains("withdrawn while the request was waiting");
            assertThat(sinceThen(withdrawnNanos)).isLessThan(SOON);
            TestTokens.await("waiting", 401);
            while (waiting() > before) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_download_is_cut_when_its_token_is_withdrawn() throws InterruptedException {
        with("all")
                .contentType("application/json")
                .body("{\"seed\":1,\"events\":20000,\"days\":30,\"to\":\"2026-11-23T12:00:00Z\"}")
                .post("/stores/test-download/sample")
                .then()
                .statusCode(201);
        TestTokens.put("loading", ANY, READ);
        try (Follower follower = Follower.open(
                "/stores/test-download/events",
                "application/x-ndjson",
                4096,
                "Authorization: " + TestTokens.header("loading"))) {
            assertThat(follower.line()).isNotNull();
            TestTokens.withdraw("loading");
            TestTokens.await("loading", 401);
            assertThat(follower.isRefused()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{}", "[{\"name\":\"all\"}]", "\u0000\u0001"})
    void a_file_that_cannot_be_used_leaves_the_last_tokens_in_force(String text) throws Exception {
        TestTokens.put("later", ANY, READ);
        TestTokens.overwrite(text);
        while (value("mayfly_access_tokens_stale") == 0) {
            Thread.onSpinWait();
        }
        with("later").get("/version").then().statusCode(200);
        with("all").get("/version").then().statusCode(200);
        TestTokens.withdraw("later");
        TestTokens.await("later", 401);
        assertThat(value("mayfly_access_tokens_stale")).isZero();
        with("all").get("/version").then().statusCode(200);
    }

    @Test
    void a_file_without_a_token_lets_nobody_in() throws IOException, InterruptedException {
        TestTokens.overwrite("[]");
        TestTokens.await("all", 401);
        with("read").get("/stores").then().statusCode(401);
        io.restassured.RestAssured.given().get("/q/health/ready").then().statusCode(200);
    }

    private static double waiting() {
        return value("mayfly_requests_waiting");
    }

    private static double value(String meter) {
        String metrics = with("nothing").get("/q/metrics").asString();
        return metrics.lines()
                .filter(line -> line.startsWith(meter + " "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }

    private static Follower open(String target, String accept, String token) {
        return Follower.open(target, accept, 64 * 1024, "Authorization: " + TestTokens.header(token));
    }

    private static boolean isEnded(Follower follower) {
        while (true) {
            String line = follower.line();
            if (line == null) {
                return true;
            }
        }
    }

    private static Duration sinceThen(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
