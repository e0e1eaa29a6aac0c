package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Searches where Redis is configured for something else, and the second level is off as it is by default. */
@ServerTest
@TestProfile(NoSecondLevelIT.Listener.class)
class NoSecondLevelIT {
    private static ServerSocket socket;

    /** A port that nobody is to connect to. */
    public static class Listener implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + socket.getLocalPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @AfterAll
    static void close() throws IOException {
        socket.close();
    }

    @Test
    void no_connection_is_made_and_no_health_check_asks_for_one() throws IOException {
        String type = unique("Off");
        append(event(unique("a-"), type));
        given().queryParam("eventType", type)
                .get("/stores/default/events")
                .then()
                .statusCode(200)
                .body(at("events", hasSize(1)));
        given().get("/q/health").then().statusCode(200).body(not(containsString("edis")));
        given().get("/q/metrics").then().statusCode(200).body(not(containsString("mayfly_cache_l2")));
        socket.setSoTimeout(1);
        assertThatThrownBy(socket::accept).isInstanceOf(SocketTimeoutException.class);
    }
}
