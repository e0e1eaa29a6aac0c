package dev.mayfly.http.read;

import static dev.mayfly.search.http.TestEvents.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.live.DrainedApplication;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is told to stop answers those who wait. */
@QuarkusTest
@TestProfile(DrainedApplication.class)
class DrainTest {
    @Inject
    Vertx vertx;

    @Inject
    WaitingRequests waiting;

    private static CompletableFuture<HttpResponse<String>> get(String query) {
        URI uri = URI.create("http://localhost:" + RestAssured.port + "/stores/default/events?" + query);
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("urn:mayfly:problem:unavailable");
    }

    private static void assertNotSatisfied(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).endsWith("\"satisfied\":false}");
    }

    @Test
    @Timeout(value = 25, unit = TimeUnit.SECONDS)
    void who_waits_is_answered_at_once_before_and_after() {
        CompletableFuture<HttpResponse<String>> forPosition = get("minPosition=1000000000&timeout=PT30S");
        CompletableFuture<HttpResponse<String>> forMatches = get("minCount=1&wait=PT60S&eventType=" + unique("T"));
        while (waiting.count() == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        OpenWaits.of(vertx).drain();
        assertUnavailable(forPosition.join());
        assertNotSatisfied(forMatches.join());
        assertThat(waiting.count()).isZero();
        assertUnavailable(get("minPosition=1000000000&timeout=PT30S").join());
        assertNotSatisfied(get("minCount=1&wait=PT60S&eventType=" + unique("T")).join());
    }
}
