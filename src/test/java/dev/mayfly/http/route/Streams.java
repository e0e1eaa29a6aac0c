package dev.mayfly.http.route;

import io.restassured.RestAssured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/** A client of HTTP/2 whose requests to the application under test are streams of one connection. */
public final class Streams implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;

    private Streams(HttpClientOptions options) {
        client = vertx.createHttpClient(options.setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1)
                .setDefaultPort(RestAssured.port));
    }

    /** Returns a client that has not connected yet. */
    public static Streams open() {
        return new Streams(new HttpClientOptions());
    }

    /** Returns one that connects from an address of this machine. */
    public static Streams open(String from) {
        return new Streams(new HttpClientOptions().setLocalAddress(from).setDefaultHost("127.0.0.1"));
    }

    /** Returns the client itself. */
    public HttpClient client() {
        return client;
    }

    /** Returns what a future has soon. */
    public static <T> T soon(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
