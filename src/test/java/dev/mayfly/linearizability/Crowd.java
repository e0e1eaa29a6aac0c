package dev.mayfly.linearizability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.linearizability.Recorded.Followed;
import dev.mayfly.linearizability.Recorded.Outcome;
import dev.mayfly.linearizability.Recorded.Planned;
import dev.mayfly.linearizability.Recorded.Put;
import dev.mayfly.linearizability.Recorded.Read;
import dev.mayfly.linearizability.Recorded.Seen;
import dev.mayfly.linearizability.Recorded.Truncated;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Clients of one store that do everything a client may, at random, and write down what they were told. */
final class Crowd {
    /** How often an append is sent until its outcome is known. */
    private static final int TRIES = 40;

    /** How many of the last positions a read looks at. */
    private static final int WINDOW = 1_000;

    private static final int AGGREGATES = 6;
    private static final int TAGS = 4;
    private static final AtomicLong OPS = new AtomicLong();

    private final Door door;
    private final String store;
    private final Collection<Recorded> history = new ConcurrentLinkedQueue<>();
    private volatile boolean over;
    private volatile boolean cuts = true;
    private volatile long seenHead;

    Crowd(Door door, String store) {
        this.door = door;
        this.store = store;
    }

    /** Returns what has been written down. */
    List<Recorded> history() {
        return List.copyOf(history);
    }

    /** Has all clients end after what they are doing. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    private String path(String rest) {
        return "/stores/" + store + rest;
    }

    /** Appends and reads until the end. */
    void client(long seed) {
        Random random = new Random(seed);
        while (!over) {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> put(random, 1 + random.nextInt(4), false, false);
                case 4, 5 -> put(random, 1 + random.nextInt(3), true, false);
                case 6, 7 -> put(random, 1 + random.nextInt(3), false, true);
                case 8 -> read(aggregate(random), null);
                case 9, 10 -> read(null, tag(random));
                default -> truncate(random);
            }
        }
    }

    /**
     * Appends without conditions until the end. Cuts no connection: a request that was cut and sent again may arrive a second
     * time in a history in which its ids are free.
     */
    void writer(long seed) {
        Random random = new Random(seed);
        cuts = false;
        while (!over) {
            put(random, 1 + random.nextInt(4), false, false);
        }
    }

    private static String aggregate(Random random) {
        int number = random.nextInt(AGGREGATES + 1);
        return number == AGGREGATES ? "removed-1" : "kept-" + number;
    }

    private static String tag(Random random) {
        return "tag-" + random.nextInt(TAGS);
    }

    private void put(Random random, int size, boolean versioned, boolean guarded) {
        long op = OPS.incrementAndGet();
        List<Planned> events = IntStream.range(0, size)
                .mapToObj(i ->
                        new Planned(versioned ? "kept-" + random.nextInt(AGGREGATES) : aggregate(random), tag(random)))
                .toList();
        long expected = versioned ? knownVersion(events.get(0).aggregate()) + random.nextInt(2) : -1;
        long after = guarded ? knownPosition(random) : -1;
        String body = body(op, events, expected, after);
        long call = System.nanoTime();
        // The id of a removed event is free again, so such an append must not be sent twice.
        boolean mayRetry = random.nextInt(10) > 0
                && events.stream().noneMatch(event -> event.aggregate().startsWith("removed"));
        boolean isCut = cuts && mayRetry && random.nextInt(8) == 0;
        if (isCut) {
            try {
                door.cut("POST", path("/events"), body, random.nextInt(4) == 0 ? random.nextInt(400) : 1 << 20);
            } catch (IOException gone) {
                // As it is meant.
            }
        }
        Outcome outcome = outcome(body, mayRetry, isCut);
        history.add(new Put(
                call,
                outcome instanceof Outcome.Unknown ? Recorded.NEVER : System.nanoTime(),
                op,
                events,
                expected,
                after,
                outcome));
    }

    private static String body(long op, List<Planned> events, long expected, long after) {
        String all = IntStream.range(0, events.size())
                .mapToObj(i -> "{\"eventId\":\"" + op + "-" + i + "\",\"aggregateId\":\""
                        + events.get(i).aggregate() + "\",\"aggregateType\":\"T\",\"eventType\":\"E\",\"tags\":[\""
                        + events.get(i).tag() + "\"],\"data\":{\"op\":" + op + ",\"i\":" + i + "}}")
                .collect(Collectors.joining(","));
        String versions =
                expected < 0 ? "" : ",\"expectedVersions\":{\"" + events.get(0).aggregate() + "\":" + expected + "}";
        String condition = after < 0
                ? ""
                : ",\"condition\":{\"failIfEventsMatch\":{\"items\":[{\"tags\":[\""
                        + events.get(0).tag() + "\"]}]},\"after\":" + after + "}";
        return "{\"events\":[" + all + "]" + versions + condition + "}";
    }

    /** Sends an append until it is answered for certain; what was stored without an answer is found by its ids. */
    private Outcome outcome(String body, boolean mayRetry, boolean isCut) {
        // While an earlier try may still be under way, nothing but an acknowledgement is certain.
        boolean isUnsure = isCut;
        for (int i = 0; i < TRIES; i++) {
            try {
                Door.Reply reply = door.call("POST", path("/events"), body);
                if (reply.status() != 503 && reply.status() != 429) {
                    Outcome outcome = outcome(reply);
                    return isUnsure && !(outcome instanceof Outcome.Stored) ? new Outcome.Unknown() : outcome;
                }
            } catch (IOException lost) {
                if (!mayRetry) {
                    return new Outcome.Unknown();
                }
                isUnsure = true;
            } catch (InterruptedException stop) {
                return new Outcome.Unknown();
            }
            Door.pause(5);
        }
        return new Outcome.Unknown();
    }

    private static Outcome outcome(Door.Reply reply) {
        JsonNode json = reply.json();
        if (reply.status() == 201 || reply.status() == 200) {
            return new Outcome.Stored(
                    json.path("firstPosition").asLong(),
                    json.path("lastPosition").asLong());
        }
        String type = json.path("type").asText();
        if (type.endsWith("version-conflict")) {
            return new Outcome.Conflict(json.path("actualVersion").asLong());
        }
        if (type.endsWith("append-condition-failed")) {
            return new Outcome.Matched(json.path("matchedPosition").asLong());
        }
        if (reply.status() >= 500) {
            throw new AssertionError(reply);
        }
        return new Outcome.Refused(reply.status());
    }

    /** Reads an aggregate's history while it is short, and otherwise what is new of it, or of a tag. */
    private void read(@Nullable String aggregate, @Nullable String tag) {
        long after = Math.max(0, seenHead - WINDOW);
        boolean isHistory = aggregate != null && after == 0;
        String search = "/events?sort=position&limit=10000&after=" + after;
        String target = isHistory
                ? "/aggregates/" + aggregate + "/events?limit=10000"
                : search + (tag == null ? "&aggregateId=" + aggregate : "&tag=" + tag);
        try {
            long call = System.nanoTime();
            Door.Reply reply = door.call("GET", path(target), null);
            long back = System.nanoTime();
            if (reply.status() == 200) {
                seenHead = Math.max(seenHead, reply.position());
                List<Seen> events = Door.events(reply.json().path("events"));
                history.add(new Read(call, back, reply.position(), after, aggregate, tag, events));
            }
        } catch (IOException | InterruptedException gone) {
            Door.pause(5);
        }
    }

    private void truncate(Random random) {
        try {
            Door.Reply now = door.call("GET", path("/aggregates/removed-1"), null);
            if (now.status() != 200) {
                return;
            }
            long before = now.json().path("version").asLong() - random.nextInt(5);
            long call = System.nanoTime();
            boolean done = false;
            try {
                done = before > 1
                        && door.call("DELETE", path("/aggregates/removed-1?before=" + before), null)
                                        .status()
                                == 204;
            } finally {
                history.add(new Truncated(call, done ? System.nanoTime() : Recorded.NEVER, "removed-1", before));
            }
        } catch (IOException | InterruptedException gone) {
            Door.pause(5);
        }
    }

    /** Follows all events until the end, from where it was if the connection is lost. */
    void follower() {
        List<Seen> got = new ArrayList<>();
        long call = System.nanoTime();
        while (!over) {
            long after = got.isEmpty() ? 0 : got.get(got.size() - 1).position();
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(door.follow(path("/subscription?after=" + after)), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null && !over; line = lines.readLine()) {
                    JsonNode json = Door.tree(line);
                    if (json.has("event")) {
                        got.add(Door.seen(json.path("event")));
                    } else if (json.has("reset")) {
                        throw new AssertionError("a follower was reset: " + line);
                    }
                }
            } catch (IOException | InterruptedException lost) {
                Door.pause(5);
            }
        }
        history.add(new Followed(call, System.nanoTime(), got));
    }

    private long knownVersion(String aggregate) {
        try {
            Door.Reply reply = door.call("GET", path("/aggregates/" + aggregate), null);
            return reply.status() == 200 ? reply.json().path("version").asLong() : 0;
        } catch (IOException | InterruptedException gone) {
            return 0;
        }
    }

    private long knownPosition(Random random) {
        try {
            long position =
                    door.call("GET", path(""), null).json().path("position").asLong();
            return Math.max(0, position - random.nextInt(3));
        } catch (IOException | InterruptedException gone) {
            return 0;
        }
    }
}
