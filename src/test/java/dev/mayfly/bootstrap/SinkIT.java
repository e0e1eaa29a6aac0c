package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.Server;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that forwards what is appended, and one that goes on behind it. */
class SinkIT {
    private static final String EVENTS = "/stores/default/events";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Server start(SinkServer sink) {
        Path dump = directory.resolve("dump");
        return Server.start(
                directory.resolve("log"),
                "K_SINK=" + sink.address(),
                "K_CE_OVERRIDES={\"extensions\":{\"team\":\"blue\"}}",
                "mayfly.seed=" + dump,
                "mayfly.dump.on-stop=" + dump,
                "mayfly.sink.checkpoint-file=" + directory.resolve("checkpoints.json"));
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(
                        n -> "{\"aggregateId\":\"a-" + n % 20 + "\",\"eventType\":\"T\",\"eventId\":\"e-" + n + "\"}\n")
                .collect(Collectors.joining());
    }

    @Test
    void what_was_acknowledged_before_a_stop_is_forwarded_once_before_it_or_behind_the_next_start() throws Exception {
        Set<String> stubborn = ConcurrentHashMap.newKeySet();
        stubborn.add("e-900");
        try (SinkServer sink = new SinkServer(vertx, request -> stubborn.contains(request.id()) ? 503 : 202)) {
            try (Server server = start(sink)) {
                assertThat(server.post(EVENTS, lines(1, 1_000)).statusCode()).isEqualTo(201);
                server.terminate();
                assertThat(server.exit()).as(server.log()).isIn(0, 143);
                assertThat(server.log()).contains("Forwarding has stopped: lag=101");
            }
            int before = sink.accepted().size();
            assertThat(before).isEqualTo(999 - 5);
            stubborn.clear();
            try (Server server = start(sink)) {
                assertThat(server.post(EVENTS, lines(1_001, 1_010)).statusCode())
                        .isEqualTo(201);
                SinkServer.await(() -> sink.accepted().size() == before + 111);
                assertThat(sink.accepted().get(before).event().getExtension("team"))
                        .isEqualTo("blue");
                assertThat(sink.accepted().stream().skip(before).map(SinkServer.Request::position))
                        .containsExactlyInAnyOrderElementsOf(
                                LongStream.rangeClosed(900, 1_010).boxed().toList());
                assertThat(server.get("/q/metrics").body()).contains("mayfly_sink_forwarded_total{store=\"default\"}");
            }
        }
    }

    @Test
    void without_a_sink_nothing_of_it_is_made() throws Exception {
        try (Server server = Server.start(directory.resolve("log"), "K_SINK=")) {
            assertThat(server.get("/q/metrics").body()).doesNotContain("mayfly_sink");
            assertThat(server.log()).doesNotContain("Forwarding");
        }
    }
}
