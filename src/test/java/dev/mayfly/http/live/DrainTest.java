package dev.mayfly.http.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.live.Follower.Frame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What subscriptions do when the server drains. */
@QuarkusTest
@TestProfile(DrainedApplication.class)
class DrainTest {
    private static final String SUBSCRIPTION = "/stores/default/subscription";
    private static final int LARGE = 100;
    private static final int LARGE_BYTES = 200_000;

    @Inject
    LiveConnections connections;

    @Test
    void a_server_that_drains_says_goodbye_and_ends_all_subscriptions_old_and_new() throws InterruptedException {
        String body = "{\"eventType\":\"Large\",\"data\":\"" + "x".repeat(LARGE_BYTES) + "\"}";
        for (int i = 0; i < LARGE; i++) {
            given().contentType("application/json")
                    .body(body)
                    .post("/stores/default/aggregates/drained-1/events")
                    .then()
                    .statusCode(201);
        }
        try (Follower events = Follower.events(SUBSCRIPTION + "?after=" + LARGE);
                Follower lines = Follower.lines(SUBSCRIPTION + "?after=" + LARGE);
                Follower stalled = Follower.open(SUBSCRIPTION, "text/event-stream", 4 * 1024)) {
            Frame caughtUp = events.frame();
            assertThat(caughtUp.event()).isEqualTo("caught-up");
            assertThat(lines.line()).startsWith("{\"caughtUp\":");
            Meters.await("mayfly_subscription_buffered_bytes", bytes -> bytes > LARGE_BYTES / 2);

            connections.drain();

            assertThat(events.frame()).isEqualTo(new Frame("goodbye", caughtUp.id(), caughtUp.data()));
            assertThat(events.frame()).isNull();
            assertThat(lines.line()).startsWith("{\"goodbye\":{\"position\":" + LARGE);
            assertThat(lines.line()).isNull();
            assertThat(stalled.isCut()).isTrue();
            Meters.await("mayfly_subscriptions", count -> count == 0);
        }
        try (Follower late = Follower.events(SUBSCRIPTION + "?after=7")) {
            Frame goodbye = late.frame();
            assertThat(goodbye.event()).isEqualTo("goodbye");
            assertThat(goodbye.position()).isEqualTo(7);
            assertThat(late.frame()).isNull();
        }
        Meters.await("mayfly_subscriptions", count -> count == 0);
    }
}
