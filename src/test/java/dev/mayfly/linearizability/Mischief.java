package dev.mayfly.linearizability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server that now and then does what no server may do. */
final class Mischief extends Door {
    private static final int OFTEN = 40;

    private final Kind kind;
    private final AtomicLong calls = new AtomicLong();
    private final Map<String, Reply> stale = new ConcurrentHashMap<>();

    /** What it does, and by what names that may be found. */
    enum Kind {
        /** An append is acknowledged and not stored. */
        LOST("a lost event", "two events at one position"),
        /** An append is stored twice. */
        DUPLICATE("one event at two positions"),
        /** A read is answered as it would have been earlier. */
        STALE("a stale read", "a read that went back"),
        /** Of an append, all events but the last are stored. */
        HALF("half a batch", "a lost event", "two events at one position"),
        /** Two events change places. */
        REORDERED("a read out of order");

        @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
        private final List<String> names;

        Kind(String... names) {
            this.names = List.of(names);
        }

        List<String> names() {
            return names;
        }
    }

    Mischief(URI address, Kind kind) {
        super(address);
        this.kind = kind;
    }

    @Override
    Reply call(String method, String target, String body) throws IOException, InterruptedException {
        boolean isAppend = method.equals("POST") && target.endsWith("/events");
        boolean isRead = method.equals("GET") && target.contains("/events?");
        boolean isTime = calls.incrementAndGet() % OFTEN == 0;
        if (isAppend && isTime && kind == Kind.LOST) {
            long head = super.call("GET", target.replace("/events", ""), null)
                    .json()
                    .path("position")
                    .asLong();
            return acknowledged(head + 1, head + tree(body).path("events").size());
        }
        if (isAppend && isTime && kind == Kind.DUPLICATE) {
            Reply first = super.call(method, target, body);
            super.call(method, target, body.replace("{\"eventId\":\"", "{\"eventId\":\"again-"));
            return first;
        }
        if (isAppend && kind == Kind.HALF && tree(body).path("events").size() > 1 && isTime) {
            ObjectNode half = (ObjectNode) tree(body);
            ArrayNode events = (ArrayNode) half.path("events");
            events.remove(events.size() - 1);
            Reply reply = super.call(method, target, half.toString());
            JsonNode positions = reply.json();
            return reply.status() == 201
                    ? acknowledged(
                            positions.path("firstPosition").asLong(),
                            positions.path("lastPosition").asLong() + 1)
                    : reply;
        }
        Reply reply = super.call(method, target, body);
        if (isRead && reply.status() == 200 && kind == Kind.STALE) {
            Reply earlier = stale.putIfAbsent(target.replaceAll("after=\\d+", ""), reply);
            return earlier != null && isTime ? earlier : reply;
        }
        return isRead && isTime && kind == Kind.REORDERED ? reordered(reply) : reply;
    }

    private static Reply acknowledged(long first, long last) {
        return new Reply(201, last, "{\"firstPosition\":" + first + ",\"lastPosition\":" + last + "}");
    }

    private static Reply reordered(Reply reply) {
        JsonNode json = reply.json();
        JsonNode events = json.path("events");
        if (events.size() < 2) {
            return reply;
        }
        ArrayNode array = (ArrayNode) events;
        array.add(array.remove(0));
        return new Reply(reply.status(), reply.position(), json.toString());
    }
}
