package dev.mayfly.http.body;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.live.Meters;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Large bodies that have arrived as far as they may, and never end: others still append. */
@ServerTest
@TestProfile(SmallBodiesIT.Settings.class)
class SmallBodiesIT {
    private static final int MIB = 1024 * 1024;
    private static final int PIECE_BYTES = 8 * 1024;

    /** Room for less than two large bodies. */
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mayfly.limits.request-size", "2M",
                    "mayfly.limits.small-bodies-size", "1M",
                    "mayfly.limits.requests-in-flight-size", "4M");
        }
    }

    @Test
    void small_appends_find_room_beside_large_bodies_that_never_end() throws InterruptedException {
        String store = Stores.created();
        List<RawHttp> attackers = new ArrayList<>();
        try {
            // Each body has all but its last bytes, so that together they take all that large ones may.
            fill(attackers, 2 * MIB - PIECE_BYTES);
            double used = fill(attackers, MIB - 6 * PIECE_BYTES);
            assertThat(Meters.value("mayfly_requests_in_flight_limit_bytes")).isEqualTo(4 * MIB);
            assertThat(used).isBetween(3.0 * MIB - 12 * PIECE_BYTES, 3.0 * MIB);

            given().contentType("application/json")
                    .body(" ".repeat(200_000))
                    .post("/stores/" + store + "/events")
                    .then()
                    .statusCode(429);
            for (int i = 0; i < 20; i++) {
                String data = "x".repeat(60_000);
                Stores.post(store, "/aggregates/a-" + i + "/events", "{\"eventType\":\"T\",\"data\":\"" + data + "\"}")
                        .statusCode(201);
            }
        } finally {
            attackers.forEach(RawHttp::close);
        }
        Meters.await("mayfly_requests_in_flight_bytes", bytes -> bytes == 0);
    }

    /** Sends so many bytes of a body that has more, and returns how many the server holds of all bodies. */
    private static double fill(List<RawHttp> attackers, int bytes) throws InterruptedException {
        double before = Meters.value("mayfly_requests_in_flight_bytes");
        RawHttp http = RawHttp.open();
        attackers.add(http);
        http.send("POST /stores/default/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + 2 * MIB + "\r\n\r\n");
        byte[] body = new byte[bytes];
        http.send(body, 0, bytes);
        return Meters.await("mayfly_requests_in_flight_bytes", held -> held >= before + bytes - PIECE_BYTES);
    }
}
