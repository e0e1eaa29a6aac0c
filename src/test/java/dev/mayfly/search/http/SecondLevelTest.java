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
import dev.mayfly.search.cache.PageCache;
import io.quarkus.cache.CacheManager;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.embedded.RedisServer;

/** Searches with Redis behind the cache, and without it when it is gone. */
@QuarkusTest
@QuarkusTestResource(value = SecondLevelTest.LocalRedis.class, restrictToAnnotatedClass = true)
@Timeout(60)
class SecondLevelTest {
    /** A Redis server for the tests of one class. */
    public static class LocalRedis implements QuarkusTestResourceLifecycleManager {
        private static RedisServer server;

        @Override
        public Map<String, String> start() {
            try {
                int port = freePort();
                server = RedisServer.newRedisServer()
                        .port(port)
                        .setting("save \"\"")
                        .build();
                server.start();
                return Map.of(
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

        @Override
        public void stop() {
            try {
                server.stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Inject
    CacheManager caches;

    private void dropFirstLevel() {
        caches.getCache(PageCache.NAME).orElseThrow().invalidateAll().await().indefinitely();
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
        dropFirstLevel();
        double hits = meter("gets_total{result=\"hit\"}");
        assertFound(type, 1);
        assertThat(meter("gets_total{result=\"hit\"}")).isEqualTo(hits + 1);
        append(event(unique("a-"), type));
        assertFound(type, 2);
        assertThat(meter("closed")).isEqualTo(1);

        LocalRedis.server.stop();
        for (int n = 3; meter("closed") == 1 || n < 10; n++) {
            append(event(unique("a-"), type));
            dropFirstLevel();
            assertFound(type, n);
        }
        assertThat(meter("gets_total{result=\"failure\"}")).isPositive();
        given().get("/q/health").then().statusCode(200).body(at("status", is("UP")));
    }
}
