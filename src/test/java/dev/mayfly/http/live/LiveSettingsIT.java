package dev.mayfly.http.live;

import static dev.mayfly.http.answer.JsonBody.longAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.live.Follower.Frame;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heartbeats, places, and clients that take nothing, under settings that make them quick. */
@ServerTest
@TestProfile(LiveSettings.class)
class LiveSettingsIT {
    private static final String SUBSCRIPTION = "/stores/default/subscription";
    private static final int LEAVERS = 2 * LiveSettings.MAX_COUNT;
    private static final int ATTEMPTS = 500;
    private static final int PAUSE_MILLIS = 20;
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
        return JsonBody.of(given().contentType("application/json")
                        .body("{\"eventType\":\"" + eventType + "\",\"data\":" + data + "}")
                        .post("/stores/default/aggregates/live-1/events")
                        .then()
                        .statusCode(201)
                        .extract())
                .longAt("lastPosition");
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
    void a_heartbeat_tells_the_head_to_one_who_waits_for_it() {
        String store = Stores.created();
        Follower follower = opened(Follower.events("/stores/" + store + "/subscription?after=2"));
        assertHeartbeat(follower.frame(), 0);
        Stores.post(store, "/aggregates/a-1/events", "{\"eventType\":\"T\"}").statusCode(201);
        Frame heartbeat = follower.frame();
        while (heartbeat.position() < 1) {
            heartbeat = follower.frame();
        }
        assertHeartbeat(heartbeat, 1);
    }

    private static void assertHeartbeat(Frame frame, long position) {
        assertThat(frame.event()).isNull();
        assertThat(frame.data()).isNull();
        assertThat(frame.position()).isEqualTo(position);
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void clients_that_leave_before_their_answer_begins_keep_no_place(boolean cut) throws Exception {
        String store = Stores.created();
        String target = counted(store);
        Stores.put(store, "/faults", "{\"rules\":[{\"on\":\"read\",\"effect\":\"latency\",\"delay\":\"PT1S\"}]}")
                .statusCode(200);
        for (int i = 1; i <= LEAVERS; i++) {
            int fired = i;
            leave(
                    target,
                    cut,
                    () -> longAt("rules[0].fired", Stores.get(store, "/faults").extract()) == fired);
        }
        // One who stays gets an answer when all who left would have got theirs.
        assertThat(opened(Follower.events(target)).status()).isEqualTo(200);
        open.get(0).close();
        assertAllPlacesAreFree(store);
    }

    @Test
    void clients_that_leave_while_they_wait_for_a_projection_keep_no_place() throws Exception {
        String store = Stores.created();
        String target = counted(store) + "?minPosition=1&timeout=PT30S";
        for (int i = 0; i < LEAVERS; i++) {
            // What was sent before an orderly end is read before the end.
            leave(target, false, () -> true);
        }
        Stores.append(store, "a-1");
        assertThat(opened(Follower.events(target)).status()).isEqualTo(200);
        open.get(0).close();
        assertAllPlacesAreFree(store);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void clients_that_leave_before_their_first_event_keep_no_place(boolean cut) throws Exception {
        String store = Stores.created();
        Stores.append(store, "a-1");
        Stores.put(
                        store,
                        "/faults",
                        "{\"rules\":[{\"on\":\"subscription\",\"effect\":\"latency\",\"delay\":\"PT1S\"}]}")
                .statusCode(200);
        for (int i = 0; i < LEAVERS; i++) {
            leave("/stores/" + store + "/subscription", cut, () -> Meters.value("mayfly_subscriptions") > 0);
            Meters.await("mayfly_subscriptions", count -> count == 0);
        }
        assertAllPlacesAreFree(store);
    }

    /** Declares a projection, and returns where its states are. */
    private static String counted(String store) {
        Stores.put(store, "/projections/count", "{\"fields\":{\"n\":{\"count\":true}}}")
                .statusCode(201);
        return "/stores/" + store + "/projections/count/state";
    }

    /** Asks, and goes away when the server is seen to be at it. */
    private static void leave(String target, boolean cut, BooleanSupplier seen) throws Exception {
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            client.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < ATTEMPTS && !seen.getAsBoolean(); i++) {
                Thread.sleep(PAUSE_MILLIS);
            }
            assertThat(seen.getAsBoolean()).isTrue();
            if (cut) {
                client.setSoLinger(true, 0);
            }
        }
    }

    private void assertAllPlacesAreFree(String store) throws InterruptedException {
        String target = "/stores/" + store + "/subscription";
        Meters.await("mayfly_subscriptions", count -> count == 0);
        for (int i = 0; i < LiveSettings.MAX_COUNT; i++) {
            Follower follower = opened(Follower.events(target));
            for (int tries = 0; tries < ATTEMPTS && follower.status() == 429; tries++) {
                Thread.sleep(PAUSE_MILLIS);
                follower = opened(Follower.events(target));
            }
            assertThat(follower.status()).as("place " + i).isEqualTo(200);
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
