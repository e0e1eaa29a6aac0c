package dev.mayfly.linearizability;

import dev.mayfly.linearizability.Door.Reply;
import dev.mayfly.linearizability.Recorded.Outcome;
import dev.mayfly.linearizability.Recorded.Put;
import dev.mayfly.linearizability.Recorded.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gives a store one new history after another while others append to it, and checks that each history begins with what it
 * should and has all that was acknowledged while it was there.
 */
final class Changer {
    private static final int IMPORTED = 20;

    private final Door door;
    private final String store;
    private final List<Epoch> epochs = new ArrayList<>();
    private final Set<String> violations = new LinkedHashSet<>();

    /**
     * A history.
     *
     * @param call when the change to it was called
     * @param back when that was over
     * @param base what it begins with
     * @param seenCall when its last export was called
     * @param seenBack when that was over
     * @param events what it had then
     */
    private record Epoch(long call, long back, List<Seen> base, long seenCall, long seenBack, List<Seen> events) {}

    Changer(Door door, String store) {
        this.door = door;
        this.store = store;
    }

    /** Changes the history until the crowd has gone. */
    void run(long seed, Crowd crowd) {
        Random random = new Random(seed);
        long call = System.nanoTime();
        long back = call;
        List<Seen> base = List.of();
        while (!crowd.isOver()) {
            Door.pause(20 + random.nextInt(200));
            try {
                long snapshot = random.nextBoolean() ? snapshot() : -1;
                List<Seen> kept = snapshot < 0 ? List.of() : exported("/export?asOf=" + snapshot);
                Door.pause(random.nextInt(100));
                long seenCall = System.nanoTime();
                List<Seen> events = exported("/export");
                epochs.add(new Epoch(call, back, base, seenCall, System.nanoTime(), events));
                call = System.nanoTime();
                base = snapshot < 0 ? reset(random) : restored(kept);
                back = System.nanoTime();
            } catch (IOException | InterruptedException lost) {
                throw new AssertionError("a change without an answer", lost);
            }
        }
    }

    /** Returns what is wrong with the histories, given what the crowd was told. */
    Set<String> violations(List<Recorded> history) {
        List<Put> puts = history.stream()
                .filter(Put.class::isInstance)
                .map(Put.class::cast)
                .toList();
        epochs.forEach(epoch -> check(epoch, puts));
        return violations;
    }

    int size() {
        return epochs.size();
    }

    private long snapshot() throws IOException, InterruptedException {
        Reply taken = door.call("PUT", path("/snapshots/kept"), null);
        return taken.status() < 300 ? taken.json().path("position").asLong() : -1;
    }

    private List<Seen> restored(List<Seen> kept) throws IOException, InterruptedException {
        must(204, door.call("POST", path("/snapshots/kept/restore"), null));
        return kept;
    }

    /** Empties the store, and fills it if nobody appends before that. */
    private List<Seen> reset(Random random) throws IOException, InterruptedException {
        must(204, door.call("POST", path("/reset"), null));
        if (random.nextBoolean()) {
            return List.of();
        }
        long op = -1L - epochs.size();
        String lines = IntStream.rangeClosed(1, IMPORTED)
                .mapToObj(i -> "{\"position\":" + i + ",\"eventId\":\"import" + op + "-" + i
                        + "\",\"aggregateId\":\"imported-1\",\"aggregateType\":\"T\",\"eventType\":\"E\",\"version\":"
                        + i
                        + ",\"timestamp\":\"2026-01-01T00:00:00Z\",\"recordedAt\":\"2026-01-01T00:00:00Z\",\"tags\":[\"i\"],"
                        + "\"data\":{\"op\":" + op + ",\"i\":" + i + "}}\n")
                .collect(Collectors.joining());
        Reply imported = door.call("POST", path("/import"), lines);
        if (imported.status() == 409) {
            return List.of();
        }
        must(201, imported);
        return Door.lines(lines);
    }

    private List<Seen> exported(String target) throws IOException, InterruptedException {
        Reply export = door.call("GET", path(target), null);
        must(200, export);
        return Door.lines(export.text());
    }

    private String path(String rest) {
        return "/stores/" + store + rest;
    }

    private static void must(int status, Reply reply) {
        if (reply.status() != status) {
            throw new AssertionError(reply);
        }
    }

    private void check(Epoch epoch, List<Put> puts) {
        Map<Long, Put> byOp = new HashMap<>();
        puts.forEach(put -> byOp.put(put.op(), put));
        Map<Long, Seen> at = new HashMap<>();
        Set<List<Long>> keys = new HashSet<>();
        Set<List<Long>> base = new HashSet<>();
        for (Seen event : epoch.base()) {
            base.add(List.of(event.op(), (long) event.index()));
        }
        for (Seen event : epoch.events()) {
            at.put(event.position(), event);
            List<Long> key = List.of(event.op(), (long) event.index());
            Put put = byOp.get(event.op());
            if (!keys.add(key)) {
                violations.add("one event at two positions: " + event);
            }
            if (!base.contains(key) && put != null && (put.back() < epoch.call() || put.call() > epoch.seenBack())) {
                violations.add("an event of another history: " + event);
            }
        }
        for (Seen event : epoch.base()) {
            if (!event.equals(at.get(event.position()))) {
                violations.add(
                        "a history that does not begin as it should: " + event + ", but " + at.get(event.position()));
            }
        }
        for (Put put : puts) {
            if (put.call() > epoch.back() && put.back() < epoch.seenCall()) {
                check(put, at);
            }
        }
    }

    private void check(Put put, Map<Long, Seen> at) {
        if (put.outcome() instanceof Outcome.Stored stored) {
            for (int i = 0; i < put.events().size(); i++) {
                Seen event = at.get(stored.first() + i);
                if (event == null || event.op() != put.op() || event.index() != i) {
                    violations.add("a lost event: " + put + ", but " + event);
                }
            }
        }
    }
}
