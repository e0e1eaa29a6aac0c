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

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Searches where Redis is configured for something else, and the second level is off as it is by default. */
@QuarkusTest
@QuarkusTestResource(value = NoSecondLevelTest.Listener.class, restrictToAnnotatedClass = true)
class NoSecondLevelTest {
    /** A port that nobody is to connect to. */
    public static class Listener implements QuarkusTestResourceLifecycleManager {
        private static ServerSocket socket;

        @Override
        public Map<String, String> start() {
            try {
                socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + socket.getLocalPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
        Listener.socket.setSoTimeout(1);
        assertThatThrownBy(Listener.socket::accept).isInstanceOf(SocketTimeoutException.class);
    }
}
