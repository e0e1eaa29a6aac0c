package dev.mayfly.http.wire;

import static dev.mayfly.http.route.Streams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.Streams;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client of HTTP/2 that resets its streams as soon as they are open. */
@ServerTest
class RapidResetIT {
    private static final int MOST = 200;
    private static final long CANCEL = 8;

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
