package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.Server;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Pages that one process wrote to Redis, looked up by the process that continues from its dump. */
@Timeout(180)
class SecondLevelRestartIT {
    private static final String EVENTS = "/stores/default/events";
    private static final String SEARCH = EVENTS + "?eventType=T&text=needle";
    private static final String WHERE = EVENTS + "?where=data*=needle&where=metadata.a!=1&sort=position";

    @TempDir
    Path directory;

    private RedisServer redis;
    private int port;

    @BeforeEach
    void start_redis() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        redis = RedisServer.newRedisServer().port(port).setting("save \"\"").build();
        redis.start();
    }

    @AfterEach
    void stop_redis() throws IOException {
        redis.stop();
    }

    private Server start() {
        Path dump = directory.resolve("dump");
        return Server.start(
                directory.resolve("log"),
                "mayfly.seed=" + dump,
                "mayfly.dump.on-stop=" + dump,
                "mayfly.cache.l2=redis",
                "mayfly.cache.l2-timeout=PT10S",
                "quarkus.redis.hosts=redis://localhost:" + port);
    }

    private static String body(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    private static double meter(Server server, String name) throws Exception {
        Matcher line = Pattern.compile("^mayfly_cache_l2_" + Pattern.quote(name) + " ([0-9.]+)$", Pattern.MULTILINE)
                .matcher(body(server.get("/q/metrics")));
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    private static void append(Server server, String id, String data) throws Exception {
        body(server.post(
                EVENTS,
                "{\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"eventId\":\"" + id + "\",\"data\":\"" + data
                        + "\"}\n"));
    }

    private static void stop(Server server) throws InterruptedException {
        server.terminate();
        server.exit();
    }

    /** Searches in a process, and returns the page when it has been written to Redis. */
    private static String searched(Server server, String search) throws Exception {
        double written = meter(server, "puts_total");
        String page = body(server.get(search));
        while (meter(server, "puts_total") == written) {
            Server.pause();
        }
        return page;
    }

    private static void assertHits(Server server, double hits) throws Exception {
        assertThat(meter(server, "gets_total{result=\"hit\"}")).isEqualTo(hits);
    }

    @Test
    void a_page_is_found_again_by_the_process_that_continues_from_the_dump() throws Exception {
        String page;
        String byValue;
        try (Server server = start()) {
            append(server, "e1", "a needle");
            page = searched(server, SEARCH);
            byValue = searched(server, WHERE);
            stop(server);
        }
        try (Server server = start()) {
            assertThat(server.log()).contains("history=continued");
            assertThat(body(server.get(SEARCH))).isEqualTo(page);
            assertThat(body(server.get(WHERE))).isEqualTo(byValue);
            assertHits(server, 2);
            append(server, "e2", "another needle");
            assertThat(body(server.get(SEARCH))).contains("\"e1\"", "\"e2\"");
            stop(server);
        }
    }

    @Test
    void pages_from_before_a_redaction_stay_gone_and_those_from_after_it_are_found() throws Exception {
        String before;
        String after;
        try (Server server = start()) {
            append(server, "e1", "a needle");
            append(server, "e2", "another needle");
            before = searched(server, SEARCH);
            body(server.postJson("/stores/default/redactions", "{\"eventIds\":[\"e1\"],\"reason\":\"asked\"}"));
            after = searched(server, SEARCH);
            assertThat(after).contains("\"e2\"").doesNotContain("\"e1\"").isNotEqualTo(before);
            stop(server);
        }
        try (Server server = start()) {
            assertThat(server.log()).contains("history=continued");
            assertThat(body(server.get(SEARCH))).isEqualTo(after);
            assertHits(server, 1);
            stop(server);
        }
    }

    @Test
    void a_page_of_events_that_a_restore_replaced_is_not_found() throws Exception {
        try (Server server = start()) {
            append(server, "e1", "a needle");
            body(server.put("/stores/default/snapshots/early"));
            append(server, "e2", "a needle that is replaced");
            assertThat(searched(server, SEARCH)).contains("\"e1\"", "\"e2\"");
            body(server.postJson("/stores/default/snapshots/early/restore", ""));
            append(server, "e3", "a needle in its place");
            assertThat(body(server.get(SEARCH))).contains("\"e1\"", "\"e3\"").doesNotContain("\"e2\"");
            assertHits(server, 0);
            append(server, "e4", "a needle that nobody has looked for");
            stop(server);
        }
        try (Server server = start()) {
            assertThat(body(server.get(SEARCH)))
                    .contains("\"e1\"", "\"e3\"", "\"e4\"")
                    .doesNotContain("\"e2\"");
            assertHits(server, 0);
            stop(server);
        }
    }

    @Test
    void a_page_of_a_process_that_was_killed_is_not_found_by_the_next() throws Exception {
        try (Server server = start()) {
            append(server, "e1", "a needle");
            stop(server);
        }
        try (Server server = start()) {
            append(server, "e2", "a needle that is lost");
            assertThat(searched(server, SEARCH)).contains("\"e1\"", "\"e2\"");
            server.kill();
            server.exit();
        }
        try (Server server = start()) {
            assertThat(server.log()).contains("history=new");
            append(server, "e3", "a needle of the new history");
            assertThat(body(server.get(SEARCH))).contains("\"e1\"", "\"e3\"").doesNotContain("\"e2\"");
            assertHits(server, 0);
            stop(server);
        }
    }
}
