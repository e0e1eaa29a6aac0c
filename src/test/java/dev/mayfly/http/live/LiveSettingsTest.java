package dev.mayfly.http.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.live.Follower.Frame;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Heartbeats, places, and clients that take nothing, under settings that make them quick. */
@QuarkusTest
@TestProfile(LiveSettings.class)
class LiveSettingsTest {
    private static final String SUBSCRIPTION = "/stores/default/subscription";
    private static final int LARGE = 200;
    private static final int LARGE_BYTES = 100_000;

    private final List<Follower> open = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        open.forEach(Follower::close);
        Meters.await("mayfly_subscriptions", count -> count == 0);
    }

    private Follower opened(Follower follower) {
        open.add(follower);
        return follower;
    }

    private static long append(String eventType) {
        return append(eventType, "{}");
    }

    private static long append(String eventType, String data) {
        return given().contentType("application/json")
                .body("{\"eventType\":\"" + eventType + "\",\"data\":" + data + "}")
                .post("/stores/default/aggregates/live-1/events")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("lastPosition");
    }

    @Test
    void a_heartbeat_tells_the_head_to_one_for_whom_nothing_comes() {
        Follower follower = opened(Follower.events(SUBSCRIPTION + "?eventType=None"));
        assertThat(follower.frame().event()).isEqualTo("caught-up");
        long head = append("Other");
        Frame heartbeat = follower.frame();
        while (heartbeat.position() < head) {
            heartbeat = follower.frame();
        }
        assertThat(heartbeat.event()).isNull();
        assertThat(heartbeat.data()).isNull();
        assertThat(heartbeat.id()).matches("[^:]+:[0-9]+");
        assertThat(heartbeat.position()).isEqualTo(head);
    }

    @Test
    void a_heartbeat_is_a_line_too() {
        Follower follower = opened(Follower.lines(SUBSCRIPTION + "?eventType=None"));
        assertThat(follower.line()).startsWith("{\"caughtUp\":");
        assertThat(follower.line()).matches("\\{\"heartbeat\":\\{\"position\":[0-9]+,\"incarnation\":\"[^\"]+\"\\}\\}");
    }

    @Test
    void only_so_many_are_open_at_once() throws InterruptedException {
        // An empty store: a follower that has much to read, and does not, loses its place.
        String target = "/stores/" + Stores.created() + "/subscription";
        for (int i = 0; i < LiveSettings.MAX_COUNT; i++) {
            assertThat(opened(Follower.events(target)).status()).isEqualTo(200);
        }
        given().accept("text/event-stream")
                .get(target)
                .then()
                .statusCode(429)
                .header("Retry-After", "5")
                .contentType("application/problem+json");
        open.get(0).close();
        Meters.await("mayfly_subscriptions", count -> count < LiveSettings.MAX_COUNT);
        assertThat(opened(Follower.events(target)).status()).isEqualTo(200);
    }

    @Test
    void requests_for_the_head_alone_take_no_place() throws InterruptedException {
        for (int i = 0; i <= 2 * LiveSettings.MAX_COUNT; i++) {
            given().accept("text/event-stream").head(SUBSCRIPTION).then().statusCode(200);
            Meters.await("mayfly_subscriptions", count -> count == 0);
        }
    }

    @Test
    void a_client_that_takes_nothing_for_long_is_disconnected() throws InterruptedException {
        String data = "\"" + "x".repeat(LARGE_BYTES) + "\"";
        for (int i = 0; i < LARGE; i++) {
            append("Large", data);
        }
        Follower stalled = opened(Follower.open(SUBSCRIPTION + "?eventType=Large", "text/event-stream", 4 * 1024));
        Meters.await("mayfly_subscriptions", count -> count == 0);
        assertThat(stalled.isRefused()).as("closed, whatever waits for it").isTrue();
        assertThat(stalled.isCut()).isTrue();
    }
}
