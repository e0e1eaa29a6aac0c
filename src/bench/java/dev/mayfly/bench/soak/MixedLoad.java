package dev.mayfly.bench.soak;

import dev.mayfly.bench.neighbour.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * What clients of all kinds do at once, each at a steady pace: users who append and read on connections that they keep, and
 * others who make and delete stores, follow for a moment, export, erase and look at figures. Retention rules keep what is
 * stored at about the same size. Time counts from the moment at which a request was due. For one thread, besides those that
 * it starts.
 */
final class MixedLoad implements AutoCloseable {
    private static final String STORE = "/stores/soak";
    private static final String FROM = "127.0.0.1";
    private static final int USERS = 4;
    private static final long USER_PERIOD_NANOS = 16_000_000;
    private static final long OTHER_PERIOD_NANOS = 250_000_000;
    private static final int AGGREGATES = 5_000;
    private static final int NONE = 0;

    private final int port;
    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile String lastFailure = "";

    /** Guarded by this: the microseconds that users waited since they were last taken. */
    private List<Long> waits = new ArrayList<>();

    /** Makes a store, and begins. */
    MixedLoad(int port) throws IOException {
        this.port = port;
        try (Wire wire = new Wire(FROM, port, 0)) {
            wire.must(Wire.request("PUT", STORE, "{}"));
            wire.must(Wire.request(
                    "PUT",
                    STORE + "/retention",
                    "{\"rules\":[{\"aggregateType\":\"Order\",\"maxCount\":10},"
                            + "{\"aggregateType\":\"Redaction\",\"maxCount\":100},"
                            + "{\"aggregateType\":\"Once\",\"idleFor\":\"PT2M\"},"
                            + "{\"aggregateType\":\"Session\",\"idleFor\":\"PT1M\"}]}"));
            wire.must(Wire.request("PUT", STORE + "/indexes/by-total", "{\"path\":\"data.total\"}"));
            wire.must(Wire.request("POST", STORE + "/events", orders(), "Content-Type: application/x-ndjson"));
        }
        for (int user = 0; user < USERS; user++) {
            int number = user;
            begin(USER_PERIOD_NANOS, true, i -> user(i * USERS + number));
        }
        begin(OTHER_PERIOD_NANOS, false, MixedLoad::other);
        begin(OTHER_PERIOD_NANOS, false, this::follower);
    }

    /** Returns the microseconds that users waited for their answers since the last call. */
    synchronized List<Long> takeWaits() {
        List<Long> taken = waits;
        waits = new ArrayList<>();
        return taken;
    }

    long answered() {
        return answered.sum();
    }

    /** Returns how many requests had no answer, or one with a status that they should not have. */
    long failed() {
        return failed.sum();
    }

    String lastFailure() {
        return lastFailure;
    }

    @Override
    public void close() throws InterruptedException {
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static String orders() {
        StringBuilder lines = new StringBuilder();
        for (int order = 0; order < AGGREGATES; order++) {
            lines.append("{\"aggregateId\":\"order-" + order
                    + "\",\"aggregateType\":\"Order\",\"eventType\":\"OrderPlaced\",\"data\":{\"total\":" + order
                    + "}}\n");
        }
        return lines.toString();
    }

    private static byte[] user(long number) {
        String order = STORE + "/aggregates/order-" + number * 7919 % AGGREGATES;
        return switch ((int) (number % 12)) {
            case 0, 1, 2, 3 ->
                Wire.request(
                        "POST",
                        order + "/events",
                        "{\"aggregateType\":\"Order\",\"eventType\":\"OrderChanged\",\"tags\":[\"customer:"
                                + number % 100
                                + "\"],\"data\":{\"total\":" + number % 1_000 + ",\"text\":\"words " + number
                                + "\"},\"metadata\":{\"userId\":\"user-" + number % 50 + "\"}}");
            case 4 -> Wire.request("GET", order + "/events?limit=10", "");
            case 5 -> Wire.request("GET", STORE + "/events?eventType=OrderChanged&userId=user-7&limit=10", "");
            case 6 -> Wire.request("GET", STORE + "/events?text=words&limit=10", "");
            case 7 ->
                Wire.request(
                        "POST",
                        STORE + "/events",
                        "{\"events\":[{\"aggregateId\":\"once-" + number
                                + "\",\"aggregateType\":\"Once\",\"eventType\":\"Done\",\"tags\":[\"once:" + number
                                + "\"],\"data\":{}}],\"condition\":{\"failIfEventsMatch\":{\"items\":[{\"tags\":[\"once:"
                                + number + "\"]}]},\"after\":0}}");
            case 8 ->
                Wire.request(
                        "POST", "/sessions?store=soak", "{\"userId\":\"user-" + number % 50 + "\",\"ttl\":\"PT1M\"}");
            case 9 -> Wire.request("GET", order + "/state", "");
            case 10 -> Wire.request("GET", STORE + "/events?where=data.total%3D7&limit=10", "");
            default -> Wire.request("GET", "/q/health/live", "");
        };
    }

    private static byte[] other(long number) {
        return switch ((int) (number % 14)) {
            case 0 -> Wire.request("POST", STORE + "/forks", "{\"name\":\"soak-fork\"}");
            case 1 ->
                Wire.request(
                        "POST",
                        "/stores/soak-fork/aggregates/fork-1/events",
                        "{\"eventType\":\"Forked\",\"data\":{\"n\":" + number + "}}");
            case 2 -> Wire.request("DELETE", "/stores/soak-fork", "");
            case 3 -> Wire.request("GET", STORE + "/export", "");
            case 4 -> Wire.request("GET", STORE + "/analytics/statistics", "");
            case 5 -> Wire.request("GET", STORE + "/analytics/trends?interval=minute", "");
            case 6 -> Wire.request("GET", STORE + "/analytics/heatmap", "");
            case 7 -> Wire.request("GET", STORE + "/aggregates?limit=100", "");
            case 8 ->
                Wire.request(
                        "POST", STORE + "/redactions", "{\"userId\":\"user-" + number % 50 + "\",\"reason\":\"soak\"}");
            case 9 ->
                Wire.request(
                        "POST",
                        STORE + "/import?mode=append",
                        ("{\"aggregateId\":\"once-import-" + number
                                        + "\",\"aggregateType\":\"Once\",\"eventType\":\"Imported\",\"data\":{}}\n")
                                .getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/x-ndjson");
            case 10 -> Wire.request("PUT", STORE + "/snapshots/soak", "");
            case 11 -> Wire.request("DELETE", STORE + "/snapshots/soak", "");
            case 12 -> Wire.request("GET", "/sessions?store=soak&limit=10", "");
            default -> Wire.request("GET", "/q/metrics", "");
        };
    }

    /** Follows on a new connection, and leaves while events arrive. */
    private byte[] follower(long number) {
        try (Wire wire = new Wire(FROM, port, 0)) {
            wire.send(Wire.request("GET", STORE + "/subscription?after=0", "", "Accept: application/x-ndjson"));
            wire.status();
            pause(100_000_000);
        } catch (IOException failure) {
            fail("a subscription: " + failure.getMessage());
        }
        return Wire.request("GET", "/stores?limit=10", "");
    }

    private void begin(long periodNanos, boolean counts, LongFunction<byte[]> requests) {
        Thread thread = new Thread(() -> run(periodNanos, counts, requests));
        thread.start();
        threads.add(thread);
    }

    private void run(long periodNanos, boolean counts, LongFunction<byte[]> requests) {
        long due = System.nanoTime();
        Wire wire = null;
        for (long i = 0; !over.get(); i++, due += periodNanos) {
            pause(due - System.nanoTime());
            byte[] request = requests.apply(i);
            int status = NONE;
            try {
                if (wire == null) {
                    wire = new Wire(FROM, port, 0);
                }
                wire.send(request);
                status = wire.answer();
            } catch (IOException failure) {
                Wire.end(wire);
                wire = null;
            }
            count(status, request);
            if (counts) {
                add((System.nanoTime() - due) / 1_000);
            }
        }
        Wire.end(wire);
    }

    private void count(int status, byte[] request) {
        if (status == NONE || status >= 400) {
            String text = new String(request, StandardCharsets.UTF_8);
            fail(status + " for " + text.substring(0, text.indexOf("\r\n")));
        } else {
            answered.increment();
        }
    }

    private void fail(String how) {
        failed.increment();
        lastFailure = how;
    }

    private synchronized void add(long micros) {
        waits.add(micros);
    }

    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
