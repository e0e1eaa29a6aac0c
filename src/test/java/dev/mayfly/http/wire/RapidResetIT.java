package dev.mayfly.http.wire;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.route.Streams.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.Streams;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.RestAssured;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client of HTTP/2 that resets its streams as soon as they are open. */
@ServerTest
class RapidResetIT {
    private static final int MOST = 200;
    private static final byte CANCEL = 8;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int END_OF_STREAM_AND_HEADERS = 5;

    @Test
    void a_client_that_resets_many_streams_loses_its_connection_and_others_get_their_answers() throws Exception {
        String store = Stores.created();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (Streams streams = Streams.open();
                RawHttp other = RawHttp.open()) {
            HttpClient client = streams.client();
            HttpConnection attacked = reset(client, store, null);
            attacked.closeHandler(unused -> closed.complete(null));
            for (int i = 0; i < 2 * MOST && !closed.isDone(); i++) {
                reset(client, store, attacked);
                if (i % 20 == 0) {
                    other.send("POST /stores/" + store + "/aggregates/a-" + i + "/events HTTP/1.1\r\n"
                            + "Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n"
                            + "{\"eventType\":\"T\"}");
                    assertThat(other.answer().status()).isEqualTo(201);
                }
            }
            closed.get(60, TimeUnit.SECONDS);
            other.send("GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(other.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void a_request_whose_stream_is_reset_with_it_does_nothing() throws Exception {
        String store = Stores.created();
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frames.write(frame(SETTINGS, 0, 0, new byte[0]));
        for (int i = 0; i < MOST / 2; i++) {
            frames.write(
                    frame(HEADERS, END_OF_STREAM_AND_HEADERS, 2 * i + 1, put("/stores/" + store + "/snapshots/s" + i)));
            frames.write(frame(RESET, 0, 2 * i + 1, new byte[] {0, 0, 0, CANCEL}));
        }
        // The last one is not reset.
        frames.write(
                frame(HEADERS, END_OF_STREAM_AND_HEADERS, 2 * MOST + 1, put("/stores/" + store + "/snapshots/last")));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream().write(frames.toByteArray());
            DataInputStream answers = new DataInputStream(socket.getInputStream());
            int stream = 0;
            while (stream != 2 * MOST + 1) {
                int head = answers.readInt();
                answers.readByte();
                stream = answers.readInt();
                answers.readFully(new byte[head >>> 8]);
            }
        }
        given().get("/stores/" + store + "/snapshots")
                .then()
                .statusCode(200)
                .body(at("snapshots.size()", equalTo(1)), at("snapshots[0].name", equalTo("last")));
    }

    private static byte[] put(String path) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (String text : List.of(":method", "PUT", ":scheme", "http", ":path", path, ":authority", "localhost")) {
            if (text.startsWith(":")) {
                // A literal with a name of its own that goes into no table (RFC 7541, section 6.2.2).
                block.write(0);
            }
            block.write(text.length());
            block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
        return block.toByteArray();
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) 0)
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Opens a stream and resets it, unless its connection is another one; returns the connection. */
    private static HttpConnection reset(HttpClient client, String store, HttpConnection wanted) throws Exception {
        HttpClientRequest request = soon(client.request(HttpMethod.GET, "/stores/" + store + "/events"));
        if (wanted == null || request.connection() == wanted) {
            request.exceptionHandler(reset -> {}).sendHead();
            request.reset(CANCEL);
        }
        return request.connection();
    }
}
