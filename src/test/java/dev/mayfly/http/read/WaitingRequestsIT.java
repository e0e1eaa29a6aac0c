package dev.mayfly.http.read;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.live.Meters;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many searches may wait at once. */
@ServerTest
@TestProfile(WaitingRequestsIT.FewPlaces.class)
class WaitingRequestsIT {
    /** Room for three. */
    public static class FewPlaces implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mayfly.limits.waiting-requests", "3");
        }
    }

    private static void awaitWaiting(int count) throws InterruptedException {
        Meters.await("mayfly_requests_waiting", waiting -> waiting == count);
    }

    private static RawHttp waiter(String type) {
        RawHttp http = RawHttp.open();
        http.send("GET /stores/default/events?minCount=1&wait=PT60S&eventType=" + type
                + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return http;
    }

    @Test
    @Timeout(value = 50, unit = TimeUnit.SECONDS)
    void a_client_that_goes_away_gives_its_place_back() throws InterruptedException {
        String type = unique("T");
        List<RawHttp> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiters.add(waiter(type));
        }
        awaitWaiting(3);
        given().queryParam("minCount", 1)
                .queryParam("eventType", type)
                .get("/stores/default/events")
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .body(at("type", is("urn:mayfly:problem:throttled")));
        waiters.get(0).close();
        waiters.get(1).close();
        awaitWaiting(1);
        try (RawHttp another = waiter(type)) {
            awaitWaiting(2);
            append(event(unique("a-"), type));
            awaitWaiting(0);
            another.answer();
            waiters.get(2).answer();
        }
        waiters.get(2).close();
        given().queryParam("minCount", 1)
                .queryParam("eventType", type)
                .get("/stores/default/events")
                .then()
                .statusCode(200)
                .body(at("satisfied", is(true)));
    }
}
