package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is stopped and started again: what it has acknowledged, it has. */
class RestartIT {
    private static final int IN_FLIGHT = 50;
    private static final String EVENTS = "/stores/default/events";
    private static final String EXPORT = "/stores/default/export";
    private static final Pattern EVENT_ID = Pattern.compile("\"eventId\":\"([^\"]+)\"");

    @TempDir
    Path directory;

    private Path dump() {
        return directory.resolve("dump");
    }

    private Server start() {
        return launch().started();
    }

    private Server launch() {
        return Server.launch(directory.resolve("log"), "mayfly.seed=" + dump(), "mayfly.dump.on-stop=" + dump());
    }

    /** Returns the newest dump. */
    private Path file() {
        try (Stream<Path> files = Files.list(dump())) {
            return files.filter(file -> file.toString().endsWith(".ndjson"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String event(String id) {
        return "{\"aggregateId\":\"restart-1\",\"eventType\":\"T\",\"eventId\":\"" + id
                + "\",\"data\":{\"n\": 1e400}}\n";
    }

    private static String body(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    private Set<String> dumped() throws IOException {
        Set<String> ids = new TreeSet<>();
        Matcher matcher = EVENT_ID.matcher(Files.readString(file()));
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return ids;
    }

    /** An append whose request the server has begun to take, and not got to its end. */
    private static final class HalfSent implements AutoCloseable {
        private final Socket socket;
        private final String rest;
        private final BufferedReader in;

        HalfSent(Server server, String event) throws IOException {
            socket = new Socket(server.address().getHost(), server.address().getPort());
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            rest = event.substring(20);
            send("POST " + EVENTS
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: "
                    + event.length() + "\r\nExpect: 100-continue\r\n\r\n");
            assertThat(in.readLine()).contains(" 100 ");
            assertThat(in.readLine()).isEmpty();
            send(event.substring(0, 20));
        }

        String finish() throws IOException {
            send(rest);
            return in.readLine();
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void requests_in_flight_are_finished_and_what_they_append_is_there_after_a_restart() throws Exception {
        String export;
        List<HalfSent> inFlight = new ArrayList<>();
        try (Server server = start();
                Socket follower =
                        new Socket(server.address().getHost(), server.address().getPort())) {
            assertThat(server.log()).containsOnlyOnce("There is no seed yet, starting empty: path=" + dump());
            body(server.post(EVENTS, event("first")));
            follower.setSoTimeout(20_000);
            follower.getOutputStream()
                    .write("GET /stores/default/subscription HTTP/1.0\r\nAccept: application/x-ndjson\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            for (int n = 0; n < IN_FLIGHT; n++) {
                inFlight.add(new HalfSent(server, event("in-flight-" + n)));
            }
            server.terminate();
            HttpResponse<String> ready = server.get("/q/health/ready");
            while (ready.statusCode() == 200) {
                Server.pause();
                ready = server.get("/q/health/ready");
            }
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(server.get("/q/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = server.post(EVENTS, event("too-late"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("urn:mayfly:problem:unavailable");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            export = null;
            for (HalfSent each : inFlight) {
                if (each == inFlight.get(IN_FLIGHT - 1)) {
                    export = body(server.get(EXPORT));
                }
                assertThat(each.finish()).isEqualTo("HTTP/1.1 201 Created");
            }
            String followed = new String(follower.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(followed).contains("\"eventId\":\"first\"").contains("{\"goodbye\":{\"position\":");
            server.exit();
            assertThat(server.log()).contains("Dumped: path=" + file() + " stores=1 events=" + (IN_FLIGHT + 1));
        } finally {
            for (HalfSent each : inFlight) {
                each.close();
            }
        }
        assertThat(dumped()).hasSize(IN_FLIGHT + 1).contains("first").doesNotContain("too-late");
        List<String> lines = Files.readAllLines(file());
        String events = String.join("\n", lines.subList(2, lines.size() - 1)) + "\n";
        assertThat(events).startsWith(export);
        try (Server server = start()) {
            assertThat(server.log()).contains("Seeded: path=" + file() + " stores=1 events=" + (IN_FLIGHT + 1));
            assertThat(body(server.get(EXPORT))).isEqualTo(events);
            server.terminate();
            server.exit();
        }
        assertThat(String.join("\n", Files.readAllLines(file()).subList(2, lines.size() - 1)) + "\n")
                .isEqualTo(events);
    }

    @Test
    void under_load_everything_that_was_acknowledged_is_dumped_and_nothing_that_was_not() throws Exception {
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        Set<String> others = new ConcurrentSkipListSet<>();
        AtomicInteger answered = new AtomicInteger();
        try (Server server = start()) {
            List<Thread> clients = new ArrayList<>();
            for (int n = 0; n < IN_FLIGHT; n++) {
                String name = "client-" + n + "-";
                Thread client = new Thread(() -> {
                    for (int i = 0; append(server, name + i, acknowledged, others); i++) {
                        answered.incrementAndGet();
                    }
                });
                client.start();
                clients.add(client);
            }
            while (answered.get() < 20 * IN_FLIGHT) {
                Server.pause();
            }
            server.terminate();
            server.exit();
            for (Thread client : clients) {
                client.join();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(20 * IN_FLIGHT);
        assertThat(others).isNotEmpty();
        assertThat(dumped()).isEqualTo(acknowledged);
    }

    /** Appends an event and returns whether the server acknowledged it. */
    private static boolean append(Server server, String id, Set<String> acknowledged, Set<String> others) {
        try {
            int status = server.post(EVENTS, event(id)).statusCode();
            (status == 201 ? acknowledged : others).add(id);
            return status == 201;
        } catch (IOException | InterruptedException gone) {
            others.add(id);
            return false;
        }
    }

    @Test
    void a_damaged_seed_stops_the_start_and_stays_as_it_is() throws Exception {
        Files.createDirectories(dump());
        Path file = dump().resolve("default.ndjson");
        Files.writeString(
                file, "{\"mayfly\":{\"dump\":1,\"store\":\"default\",\"events\":0,\"section\":1,\"sections\":1}}\n");
        String damaged = Files.readString(file);
        try (Server server = launch()) {
            assertThat(server.exit()).isNotZero();
            assertThat(server.log())
                    .contains(
                            "mayfly.seed: " + file + ": line 2 is the last line, but a dump ends with a checksum line")
                    .doesNotContain("\tat ")
                    .doesNotContain("Listening on");
        }
        assertThat(file).hasContent(damaged);
    }
}
