package dev.mayfly.bench.neighbour;

import dev.mayfly.bench.peer.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Connections that hold what they were given. */
final class ConnectionAttacks {
    private static final int MIB = 1024 * 1024;
    private static final String EVENTS = "/stores/" + Target.STORE + "/events";
    private static final String NDJSON = "Content-Type: application/x-ndjson";
    private static final int STREAMS = 100;
    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int CANCEL = 8;
    private static final int END_OF_STREAM_AND_HEADERS = 5;

    private ConnectionAttacks() {}

    static List<Attack> all() {
        byte[] subscription = Wire.request("GET", "/stores/default/subscription", "");
        byte[] export = Wire.request("GET", "/stores/default/export", "");
        byte[] pipeline = Wire.request("GET", "/stores/default/aggregates/fill-7/events?limit=10", "");
        return List.of(
                unread("4,000 subscribers that read nothing", 4_000, subscription),
                unread("6,000 exports that nobody reads", 6_000, export),
                large("300 unread subscriptions to events of 1 MiB", 300, "/stores/" + Target.STORE + "/subscription"),
                large(
                        "400 unread histories of events of 1 MiB",
                        400,
                        "/stores/" + Target.STORE + "/aggregates/large/events?pretty"),
                unread("800 unread descriptions of the API", 800, Wire.request("GET", "/q/openapi", "")),
                unread("10,000 connections that ask nothing", 10_000, new byte[0]),
                new Attack(
                        "pipelined reads that nobody reads", 200, Target::store, (target, i) -> target.flood(pipeline)),
                dribble("64 bodies of 30 MiB, a byte at a time", 64, "POST", EVENTS, 30 * MIB),
                new Attack(
                        "2,000 requests whose headers never end",
                        1,
                        Target::store,
                        (target, i) -> target.dribble(2_000, number -> neverEnding(), "x: y\r\n", 500)),
                dribble("16 imports, a byte at a time", 16, "POST", "/stores/" + Target.STORE + "/import", MIB),
                new Attack(
                        "streams of HTTP/2 that are reset at once", 4, Target::store, (target, i) -> resets(target)));
    }

    private static byte[] neverEnding() {
        String head = Wire.head("GET", "/version", 0);
        return head.substring(0, head.length() - 2).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Attack large(String name, int most, String path) {
        byte[] request = Wire.request("GET", path, "");
        return new Attack(name, 1, ConnectionAttacks::large, (target, i) -> target.unread(most, number -> request));
    }

    private static void large(Target target) throws IOException {
        target.store();
        for (int i = 0; i < 3; i++) {
            target.must(
                    "POST",
                    "/stores/" + Target.STORE + "/aggregates/large/events",
                    "{\"eventType\":\"Large\",\"data\":[" + "1,".repeat(500_000) + "1]}");
        }
    }

    private static Attack unread(String name, int most, byte[] request) {
        return new Attack(name, 1, Target::store, (target, i) -> target.unread(most, number -> request));
    }

    private static Attack dribble(String name, int connections, String method, String path, int bytes) {
        byte[] head =
                Wire.head(method, path, bytes, NDJSON, "Prefer: respond-async").getBytes(StandardCharsets.ISO_8859_1);
        return new Attack(name, 1, Target::store, (target, i) -> target.dribble(connections, number -> head, " ", 100));
    }

    private static void resets(Target target) {
        while (!target.over()) {
            try (Wire wire = target.wire()) {
                wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
                wire.send(frame(SETTINGS, 0, 0, new byte[0]));
                for (int stream = 1; !target.over(); stream += 2 * STREAMS) {
                    ByteArrayOutputStream frames = new ByteArrayOutputStream();
                    for (int i = stream; i < stream + 2 * STREAMS; i += 2) {
                        frames.write(frame(HEADERS, END_OF_STREAM_AND_HEADERS, i, headers()));
                        frames.write(frame(
                                RST_STREAM,
                                0,
                                i,
                                ByteBuffer.allocate(4).putInt(CANCEL).array()));
                        target.count(200);
                    }
                    wire.send(frames.toByteArray());
                }
            } catch (IOException ended) {
                target.count(0);
                Target.pause(5);
            }
        }
    }

    /** Returns the headers of a search, by the static table and a literal (RFC 7541). */
    private static byte[] headers() {
        byte[] path = "/stores/default/events?limit=1000".getBytes(StandardCharsets.ISO_8859_1);
        byte[] host = "localhost".getBytes(StandardCharsets.ISO_8859_1);
        String authorization = Objects.requireNonNullElse(Token.authorization(), "");
        byte[] token = authorization.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer block = ByteBuffer.allocate(11 + path.length + host.length + token.length);
        // :method GET, :scheme http, :path, :authority and authorization without a place in the dynamic table.
        block.put((byte) 0x82).put((byte) 0x86).put((byte) 0x04).put((byte) path.length);
        block.put(path).put((byte) 0x01).put((byte) host.length).put(host);
        if (token.length > 0) {
            block.put((byte) 0x0f).put((byte) 8).put((byte) token.length).put(token);
        }
        byte[] bytes = new byte[block.position()];
        block.flip().get(bytes);
        return bytes;
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
