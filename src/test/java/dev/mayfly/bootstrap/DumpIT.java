package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mayfly.packaged.Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that dump, are killed while they do, cannot, or find another one at their path. */
class DumpIT {
    private static final String EVENTS = "/stores/default/events";
    private static final String EXPORT = "/stores/default/export";
    private static final int FILLER_BATCHES = 3;
    private static final int BATCH_EVENTS = 40_000;
    private static final int FILLER_BYTES = 300;
    private static final Pattern EVENT_ID = Pattern.compile("id: *([0-9a-f]{32}:[0-9]+)");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    @TempDir
    Path directory;

    private Path dump;
    private Path log;

    @BeforeEach
    void name_files() {
        dump = directory.resolve("dump");
        log = directory.resolve("log");
    }

    private String[] settings(String... more) {
        return Stream.concat(Stream.of("mayfly.seed=" + dump, "mayfly.dump.on-stop=" + dump), Stream.of(more))
                .toArray(String[]::new);
    }

    private Server start(String... more) {
        return Server.start(log, settings(more));
    }

    private static String event(String id) {
        return "{\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"eventId\":\"" + id + "\"}\n";
    }

    private static String body(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    private static void stop(Server server) throws InterruptedException {
        server.terminate();
        server.exit();
    }

    /** Appends so much that a dump of it takes its time. */
    private static void fill(Server server) throws Exception {
        String line = "{\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"data\":\"" + "x".repeat(FILLER_BYTES) + "\"}\n";
        for (int batch = 0; batch < FILLER_BATCHES; batch++) {
            body(server.post(EVENTS, line.repeat(BATCH_EVENTS)));
        }
    }

    private List<String> files() throws IOException {
        if (!Files.exists(dump)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(dump)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** Returns how many bytes of a dump have been written that is not at its end; -1 if there is none. */
    private long unfinishedBytes() throws IOException {
        for (String name : files()) {
            if (name.endsWith(".unfinished")) {
                try {
                    return Files.size(dump.resolve(name));
                } catch (IOException renamedMeanwhile) {
                    return Long.MAX_VALUE;
                }
            }
        }
        return -1;
    }

    private static String incarnation(Server server) throws Exception {
        Matcher matcher =
                Pattern.compile("\"incarnation\":\"([0-9a-f]+)\"").matcher(body(server.get("/stores/default")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** Opens a stream and reads until a text has come; returns all that was read. */
    private static String follow(Server server, String lastEventId, String until) throws IOException {
        try (Socket socket =
                new Socket(server.address().getHost(), server.address().getPort())) {
            socket.setSoTimeout(30_000);
            String header = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
            request(socket, "/stores/default/subscription", "text/event-stream", header);
            StringBuilder read = new StringBuilder();
            InputStream in = socket.getInputStream();
            byte[] chunk = new byte[4096];
            while (read.indexOf(until) < 0) {
                int count = in.read(chunk);
                assertThat(count).as(read.toString()).isPositive();
                read.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
            }
            return read.toString();
        }
    }

    private static void request(Socket socket, String path, String accept, String headers) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Opens a connection that asks for much and takes next to nothing of it. */
    private static Socket stalled(Server server, String path, String accept) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(
                server.address().getHost(), server.address().getPort()));
        request(socket, path, accept, "");
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private static void awaitStalled(Server server, int subscriptions) throws Exception {
        String metrics = "";
        while (!metrics.contains("mayfly_subscriptions " + subscriptions + ".0")
                || metrics.contains("mayfly_subscription_buffered_bytes 0.0")) {
            Server.pause();
            metrics = body(server.get("/q/metrics"));
        }
    }

    @Test
    void followers_and_walks_go_on_at_the_next_process_as_if_nothing_had_been() throws Exception {
        String id;
        String cursor;
        String incarnation;
        try (Server server = start()) {
            body(server.post(EVENTS, event("e1") + event("e2") + event("e3")));
            String seen = follow(server, "", "\"e3\"");
            List<String> ids = new ArrayList<>();
            Matcher matcher = EVENT_ID.matcher(seen);
            while (matcher.find()) {
                ids.add(matcher.group(1));
            }
            id = ids.get(ids.size() - 1);
            Matcher next = NEXT.matcher(body(server.get("/stores/default/events?limit=1")));
            assertThat(next.find()).isTrue();
            cursor = next.group(1);
            incarnation = incarnation(server);
            stop(server);
        }
        try (Server server = start()) {
            assertThat(server.log()).contains("history=continued");
            assertThat(incarnation(server)).isEqualTo(incarnation);
            body(server.post(EVENTS, event("e4")));
            assertThat(follow(server, id, "\"e4\"")).doesNotContain("reset").doesNotContain("\"e2\"");
            assertThat(body(server.get("/stores/default/events?limit=2&cursor=" + cursor)))
                    .contains("\"e2\"", "\"e3\"");
            server.kill();
            server.exit();
        }
        try (Server server = start()) {
            assertThat(server.log()).contains("history=new");
            assertThat(incarnation(server)).isNotEqualTo(incarnation);
            assertThat(follow(server, id, "\"e3\"")).contains("reset").contains("\"e1\"");
            stop(server);
        }
    }

    @Test
    void a_process_that_is_killed_at_any_moment_of_a_dump_leaves_the_one_before() throws Exception {
        try (Server server = start()) {
            body(server.post(EVENTS, event("old")));
            stop(server);
        }
        long wholeBytes = (long) FILLER_BATCHES * BATCH_EVENTS * (FILLER_BYTES + 250);
        for (double part : List.of(0.0, 0.3, 0.8)) {
            try (Server server = start()) {
                assertThat(body(server.get(EXPORT)))
                        .contains("\"eventId\":\"old\"")
                        .hasLineCount(1);
                fill(server);
                server.terminate();
                while (unfinishedBytes() < part * wholeBytes) {
                    assertThat(server.log()).doesNotContain("Dumped:");
                    Server.pause();
                }
                server.kill();
                server.exit();
            }
            assertThat(files()).contains("dump.0000000001.ndjson").doesNotContain("dump.0000000002.ndjson");
            assertThat(unfinishedBytes()).isNotNegative();
        }
        try (Server server = start()) {
            assertThat(body(server.get(EXPORT))).contains("\"eventId\":\"old\"").hasLineCount(1);
            stop(server);
        }
        assertThat(unfinishedBytes()).isNegative();
        assertThat(files()).contains("dump.0000000002.ndjson");
    }

    @Test
    void a_dump_that_the_disk_has_no_room_for_fails_the_process_and_leaves_the_one_before() throws Exception {
        try (Server server = start()) {
            body(server.post(EVENTS, event("old")));
            stop(server);
        }
        long mostBytes = 4 << 20;
        try (Server server =
                Server.launchWithFilesOf(mostBytes, log, settings()).started()) {
            fill(server);
            server.terminate();
            assertThat(server.exit()).isOne();
            assertThat(server.log()).contains("Could not write a dump: path=" + dump);
        }
        assertThat(files()).containsExactly(".dump.lock", "dump.0000000001.ndjson", "dump.0000000001.ndjson.taken");
        try (Server server = start()) {
            assertThat(body(server.get(EXPORT))).contains("\"eventId\":\"old\"").hasLineCount(1);
            server.terminate();
            assertThat(server.exit()).isNotEqualTo(1);
        }
    }

    @Test
    void a_directory_that_cannot_be_written_to_stops_the_start() throws Exception {
        assumeThat(Path.of("/proc")).isDirectory();
        try (Server server = Server.launch(log, "mayfly.dump.on-stop=/proc/mayfly")) {
            assertThat(server.exit()).isNotZero();
            assertThat(server.log())
                    .contains("mayfly.dump.on-stop: /proc/mayfly")
                    .doesNotContain("\tat ")
                    .doesNotContain("Listening on");
        }
    }

    @Test
    void a_directory_that_has_gone_when_the_dump_is_to_be_written_fails_the_process() throws Exception {
        try (Server server = start()) {
            body(server.post(EVENTS, event("e1")));
            for (String name : files()) {
                Files.delete(dump.resolve(name));
            }
            Files.delete(dump);
            Files.createSymbolicLink(dump, Path.of("/dev/null"));
            server.terminate();
            assertThat(server.exit()).isOne();
        }
    }

    @Test
    void a_second_process_at_a_path_does_not_start_and_the_first_is_dumped_whole() throws Exception {
        try (Server first = start()) {
            body(first.post(EVENTS, event("e1")));
            for (int others = 0; others < 2; others++) {
                Path otherLog = directory.resolve("other");
                try (Server second = others == 0
                        ? Server.launch(otherLog, settings())
                        : Server.launch(otherLog, "mayfly.dump.on-stop=" + dump)) {
                    assertThat(second.exit()).isNotZero();
                    assertThat(second.log())
                            .contains("mayfly.dump.on-stop: " + dump + " is in use by another process")
                            .doesNotContain("\tat ")
                            .doesNotContain("Listening on");
                }
            }
            stop(first);
        }
        try (Server next = start()) {
            assertThat(body(next.get(EXPORT))).contains("\"eventId\":\"e1\"");
            stop(next);
        }
    }

    @Test
    void a_start_that_fails_behind_the_seed_leaves_the_histories_as_they_are() throws Exception {
        String incarnation;
        try (Server server = start()) {
            body(server.post(EVENTS, event("e1")));
            incarnation = incarnation(server);
            stop(server);
        }
        try (Server busy = Server.start(directory.resolve("busy"));
                Server failing = Server.launch(
                        log, settings("quarkus.http.port=" + busy.address().getPort()))) {
            assertThat(failing.exit()).isNotZero();
            stop(busy);
        }
        try (Server server = start()) {
            assertThat(incarnation(server)).isEqualTo(incarnation);
            stop(server);
        }
    }

    @Test
    void subscribers_that_do_not_read_do_not_hold_up_a_stop() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try (Server server = start("quarkus.shutdown.timeout=120s")) {
            fill(server);
            for (int n = 0; n < 5; n++) {
                stalled.add(stalled(server, "/stores/default/subscription", "text/event-stream"));
            }
            awaitStalled(server, 5);
            // Waits for less than the time-out.
            stop(server);
            assertThat(server.log()).contains("Dumped: path=").doesNotContain("Timed out");
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void a_read_that_is_not_taken_holds_up_a_stop_for_the_time_out_and_no_longer() throws Exception {
        try (Server server = start("quarkus.shutdown.timeout=2s")) {
            fill(server);
            try (Socket client = stalled(server, EXPORT, "application/x-ndjson")) {
                stop(server);
                assertThat(client.isClosed()).isFalse();
                assertThat(server.log()).contains("Dumped: path=").contains("Timed out");
            }
        }
    }

    @Test
    void with_a_period_there_are_dumps_while_it_runs_of_which_another_history_begins() throws Exception {
        String incarnation;
        try (Server server = start("mayfly.dump.every=PT1S")) {
            body(server.post(EVENTS, event("e1")));
            incarnation = incarnation(server);
            while (!server.log().matches("(?s).*Dumped: path=\\S+ stores=1 events=1.*")) {
                Server.pause();
            }
            server.kill();
            server.exit();
        }
        try (Server server = start()) {
            assertThat(server.log()).contains("history=new");
            assertThat(body(server.get(EXPORT))).contains("\"eventId\":\"e1\"");
            assertThat(incarnation(server)).isNotEqualTo(incarnation);
            stop(server);
        }
    }
}
