package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.live.Meters;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.embedded.RedisServer;

/** Searches with Redis behind the cache, and without it when it is gone. */
@ServerTest
@TestProfile(SecondLevelIT.LocalRedis.class)
@Timeout(60)
class SecondLevelIT {
    private static RedisServer redis;

    /** A Redis server for this test, and no room for pages in memory. */
    public static class LocalRedis implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                int port = freePort();
                redis = RedisServer.newRedisServer()
                        .port(port)
                        .setting("save \"\"")
                        .build();
                redis.start();
                return Map.of(
                        "mayfly.cache.limit", "1",
                        "mayfly.cache.l2", "redis",
                        "mayfly.cache.l2-timeout", "PT10S",
                        "quarkus.redis.hosts", "redis://localhost:" + port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        redis.stop();
    }

    private static double meter(String name) {
        return Meters.value("mayfly_cache_l2_" + name);
    }

    private static void assertFound(String type, int events) {
        given().queryParam("eventType", type)
                .get("/stores/default/events")
                .then()
                .statusCode(200)
                .body(at("events", hasSize(events)));
    }

    @Test
    void a_page_comes_from_redis_when_it_is_not_in_memory_and_from_the_log_when_redis_is_gone() throws IOException {
        String type = unique("Kept");
        append(event(unique("a-"), type));
        double written = meter("puts_total");
        assertFound(type, 1);
        while (meter("puts_total") == written) {
            LockSupport.parkNanos(1_000_000);
        }
        double hits = meter("gets_total{result=\"hit\"}");
        assertFound(type, 1);
        assertThat(meter("gets_total{result=\"hit\"}")).isEqualTo(hits + 1);
        append(event(unique("a-"), type));
        assertFound(type, 2);
        assertThat(meter("closed")).isEqualTo(1);

        redis.stop();
        for (int n = 3; meter("closed") == 1 || n < 10; n++) {
            append(event(unique("a-"), type));
            assertFound(type, n);
        }
        assertThat(meter("gets_total{result=\"failure\"}")).isPositive();
        given().get("/q/health").then().statusCode(200).body(at("status", is("UP")));
    }
}
