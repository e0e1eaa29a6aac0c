package dev.mayfly.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.linearizability.Recorded.Read;
import dev.mayfly.linearizability.Recorded.Seen;
import dev.mayfly.packaged.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients append, read, follow, fork, truncate and move clocks while connections are cut, answers are lost and the process is
 * stopped and started with its dump; on another store, histories are replaced meanwhile. What they were told has to make sense.
 */
class LinearizabilityIT {
    private static final int CLIENTS = 5;
    /** So many answers are enough to find mischief among them. */
    private static final int ENOUGH = 1_500;

    private static final String STEADY = "steady";
    private static final String MOVING = "moving";
    private static final long MILLIS = Long.getLong("test.linearizability.seconds", 10) * 1_000;

    @TempDir
    Path directory;

    private Server start(String log) {
        Path dump = directory.resolve("dump");
        return Server.start(
                directory.resolve(log),
                "mayfly.seed=" + dump,
                "mayfly.dump.on-stop=" + dump,
                "mayfly.faults.enabled=true");
    }

    @Test
    void what_clients_are_told_is_what_one_log_would_tell_them() {
        Seeds.each(1, 6, seed -> {
            try {
                check(seed);
            } catch (IOException | InterruptedException | ExecutionException failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private void check(long seed) throws IOException, InterruptedException, ExecutionException {
        Random random = new Random(seed);
        ExecutorService threads = Executors.newCachedThreadPool();
        Server server = start("log-" + seed);
        try {
            Door door = new Door(server.address());
            make(door, STEADY + seed);
            make(door, MOVING + seed);
            Crowd steady = new Crowd(door, STEADY + seed);
            Crowd moving = new Crowd(door, MOVING + seed);
            Changer changer = new Changer(door, MOVING + seed);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                long own = random.nextLong();
                work.add(threads.submit(() -> steady.client(own)));
            }
            work.add(threads.submit(steady::follower));
            work.add(threads.submit(steady::follower));
            List<Future<?>> moved = new ArrayList<>();
            moved.add(threads.submit(() -> moving.writer(seed)));
            moved.add(threads.submit(() -> moving.writer(seed + 1)));
            moved.add(threads.submit(() -> changer.run(seed, moving)));
            List<Recorded> forks = disturb(door, "/stores/" + STEADY + seed, random, MILLIS / 2);
            moving.end();
            for (Future<?> each : moved) {
                each.get();
            }
            // What is acknowledged is there after a stop and a start.
            server.terminate();
            server.exit();
            server.close();
            server = start("next-log-" + seed);
            door.moveTo(server.address());
            forks.addAll(disturb(door, "/stores/" + STEADY + seed, random, MILLIS / 2));
            steady.end();
            last(door, STEADY + seed);
            for (Future<?> each : work) {
                each.get();
            }
            List<Recorded> history = new ArrayList<>(steady.history());
            history.addAll(forks);
            history.removeIf(each -> each instanceof Read read && read.head() < 0);
            assertThat(history).hasSizeGreaterThan(200);
            assertThat(changer.size()).isGreaterThan(3);
            List<Seen> end = Door.lines(door.call("GET", "/stores/" + STEADY + seed + "/export", null)
                    .text());
            end = end.stream().filter(event -> event.op() >= 0).toList();
            assertThat(LogChecker.violations(history, end)).isEmpty();
            assertThat(changer.violations(moving.history())).isEmpty();
            door.call("DELETE", "/stores/" + STEADY + seed, null);
            door.call("DELETE", "/stores/" + MOVING + seed, null);
        } finally {
            server.close();
            threads.shutdownNow();
        }
    }

    private static void make(Door door, String store) throws IOException, InterruptedException {
        assertThat(door.call("PUT", "/stores/" + store, "{}").status()).isEqualTo(201);
    }

    /** Wakes the followers, so that they see that it is over. No rule that is left may lose the answer. */
    private static void last(Door door, String store) throws IOException, InterruptedException {
        assertThat(door.call("DELETE", "/stores/" + store + "/faults", null).status())
                .isEqualTo(204);
        String event = "{\"aggregateId\":\"last-1\",\"eventType\":\"E\"}";
        assertThat(door.call("POST", "/stores/" + store + "/events", "{\"events\":[" + event + "]}")
                        .status())
                .isEqualTo(201);
    }

    /** Loses answers, moves the clock, and reads forks of the steady store for a while. */
    private static List<Recorded> disturb(Door door, String store, Random random, long millis)
            throws IOException, InterruptedException {
        List<Recorded> forks = new ArrayList<>();
        long lost = 0;
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    lost += fired(door, store);
                    must(door.call(
                            "PUT",
                            store + "/faults",
                            "{\"rules\":[{\"on\":\"append\",\"every\":" + (3 + random.nextInt(20)) + ",\"times\":"
                                    + (1 + random.nextInt(30)) + ",\"effect\":\"lost-response\"}]}"));
                }
                case 1 ->
                    must(door.call(
                            "PUT",
                            store + "/clock",
                            "{\"mode\":\"offset\",\"by\":\"PT" + (random.nextInt(7_200) - 3_600) + "S\"}"));
                default -> forks.add(fork(door, store));
            }
            Door.pause(50);
        }
        assertThat(lost).as("answers lost").isPositive();
        return forks;
    }

    private static void must(Door.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    /** Returns how many answers the rules of a store have lost. */
    private static long fired(Door door, String store) throws IOException, InterruptedException {
        Door.Reply rules = door.call("GET", store + "/faults", null);
        must(rules);
        return rules.json().findValues("fired").stream()
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    /** Forks the store, and returns what the fork has as a read. */
    private static Read fork(Door door, String store) throws IOException, InterruptedException {
        long call = System.nanoTime();
        Door.Reply made = door.call("POST", store + "/forks", "{\"name\":\"fork\"}");
        long back = System.nanoTime();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        List<Seen> events =
                Door.lines(door.call("GET", "/stores/fork/export", null).text());
        long head =
                door.call("GET", "/stores/fork", null).json().path("position").asLong();
        door.call("DELETE", "/stores/fork", null);
        return new Read(call, back, head, 0, null, null, events);
    }

    @ParameterizedTest
    @EnumSource(Mischief.Kind.class)
    void a_server_that_does_what_no_server_may_do_is_found_out(Mischief.Kind kind) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Server server = Server.start(directory.resolve("log"))) {
            Door door = new Mischief(server.address(), kind);
            Crowd crowd = new Crowd(door, "default");
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                long seed = i;
                work.add(threads.submit(() -> crowd.client(seed)));
            }
            while (crowd.history().size() < ENOUGH && work.stream().noneMatch(Future::isDone)) {
                Door.pause(50);
            }
            crowd.end();
            for (Future<?> each : work) {
                each.get();
            }
            List<Seen> end =
                    Door.lines(door.call("GET", "/stores/default/export", null).text());
            assertThat(LogChecker.violations(crowd.history(), end))
                    .anyMatch(violation -> kind.names().stream().anyMatch(violation::startsWith));
        } finally {
            threads.shutdownNow();
        }
    }
}
