package dev.mayfly.bench.load;

import dev.mayfly.bench.load.EventLines.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** HTTP requests to Mayfly, ready to be sent. */
public final class Requests {
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

    private Requests() {}

    /** Returns a read of this path. */
    public static Message get(String path) {
        return Message.of("GET " + path + HOST + "\r\n");
    }

    /** Returns a read of this path with an id at its end, a new one each time, in front of this text. */
    public static Message get(String path, String afterId) {
        Message id = new Message(
                Stamp.Kind.ID.place().getBytes(StandardCharsets.US_ASCII),
                List.of(new Stamp(0, Stamp.Kind.ID, serial -> serial)),
                1);
        return id.between("GET " + path, afterId + HOST + "\r\n");
    }

    /** Returns a request with a body. */
    public static Message post(String path, String mediaType, Message body) {
        return send("POST", path, mediaType, body);
    }

    /** Returns a request with a body of JSON. */
    public static Message put(String path, Message body) {
        return send("PUT", path, "application/json", body);
    }

    private static Message send(String method, String path, String mediaType, Message body) {
        return body.between(
                method + " " + path + HOST + "Content-Type: " + mediaType + "\r\nContent-Length: " + body.sizeBytes()
                        + "\r\n\r\n",
                "");
    }

    /** Returns the append of each event to its aggregate. */
    public static List<Message> appends(EventLines lines) {
        List<Message> appends = new ArrayList<>();
        for (Event event : lines.events()) {
            appends.add(post(
                    "/stores/default/aggregates/" + event.aggregateId() + "/events", "application/json", event.body()));
        }
        return appends;
    }

    /** Returns appends of so many lines each. */
    public static List<Message> ingests(EventLines lines, int batch) {
        List<Message> ingests = new ArrayList<>();
        for (Message lump : lines.batches(batch)) {
            ingests.add(post("/stores/default/events", "application/x-ndjson", lump));
        }
        return ingests;
    }
}
