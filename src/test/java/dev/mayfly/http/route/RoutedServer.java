package dev.mayfly.http.route;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** A server that gives every request to one handler, without the application around it. */
public final class RoutedServer implements AutoCloseable {
    private final Vertx vertx;
    private final int port;

    private RoutedServer(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
    }

    /** Starts a server at a free port. */
    public static RoutedServer start(Handler<RoutingContext> handler) throws Exception {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().handler(handler);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return new RoutedServer(vertx, server.actualPort());
    }

    /** Returns a connection that has sent nothing yet. */
    public Socket connect() throws IOException {
        return new Socket("localhost", port);
    }

    /** Sends a request over a connection, and does not wait for the answer. */
    public static void get(Socket client) throws IOException {
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
