package dev.mayfly.bootstrap;

import dev.mayfly.packaged.Server;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A receiver of CloudEvents at a port of its own, which answers each as it is told. */
final class SinkServer implements AutoCloseable {
    private static final int ATTEMPTS = 30_000;

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Request> accepted = new CopyOnWriteArrayList<>();

    /** A request that came, whose event the SDK has read. */
    record Request(String path, Map<String, String> headers, CloudEvent event) {
        String id() {
            return event.getId();
        }

        long position() {
            return Long.parseLong(String.valueOf(event.getExtension("position")));
        }
    }

    /**
     * Starts a receiver.
     *
     * @param status what is answered; 0 is to close the connection instead
     */
    SinkServer(Vertx vertx, Function<Request, Integer> status) {
        server = vertx.createHttpServer()
                .requestHandler(http -> http.body().onSuccess(body -> take(http, body, status)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** Returns the requests that were answered with a success, in order. */
    List<Request> accepted() {
        return accepted;
    }

    /** Returns the positions of the events that were taken, without those that came again. */
    List<Long> positions() {
        return accepted.stream().map(Request::position).distinct().toList();
    }

    /** Waits until something is so. */
    static void await(BooleanSupplier condition) {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Server.pause();
        }
        throw new AssertionError("it does not come about");
    }

    private void take(HttpServerRequest http, Buffer body, Function<Request, Integer> status) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        http.headers().forEach(headers::put);
        CloudEvent event =
                HttpMessageFactory.createReader(headers, body.getBytes()).toEvent();
        Request request = new Request(http.path(), headers, event);
        requests.add(request);
        int answer = status.apply(request);
        if (answer == 0) {
            http.connection().close();
            return;
        }
        if (answer < 300) {
            accepted.add(request);
        }
        http.response().setStatusCode(answer).end();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
