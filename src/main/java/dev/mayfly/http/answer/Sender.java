package dev.mayfly.http.answer;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.event.json.WholeText;
import dev.mayfly.http.problem.JsonLayout;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.problem.RequestLog;
import dev.mayfly.http.quarkus.BodyWriter.Suspension;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.share.ClientAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Sends answers, for lanes and resources alike, by writing them to the Vert.x response of their request. For the
 * request's event loop.
 */
public final class Sender {
    /** A longer answer is sent in pieces if it may be compressed. */
    private static final int UNCOMPRESSED_BYTES = 4 * ChunkedText.PIECE_BYTES;

    private Sender() {}

    /** Answers a request that no resource handles, unless its client has gone. */
    public static void send(RoutingContext http, Answer answer) {
        HttpServerResponse response = http.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        if (answer.contentType() != null) {
            response.headers().set(HttpHeaders.CONTENT_TYPE, answer.contentType());
        }
        answer.headers().setOn(response.headers());
        body(http, answer, new Own(http));
    }

    /** Writes an answer's body and ends it; the head must be set. */
    static void body(RoutingContext http, Answer answer, Suspension suspension) {
        if (answer instanceof Answer.Whole whole) {
            whole(http, whole, suspension);
        } else if (answer instanceof Answer.Chunked chunked) {
            chunked(http, layout(http, answer).of(chunked.text()), suspension, ChunkedText.WAITING_BYTES, false);
        } else if (answer instanceof Answer.Live live) {
            live(http, live.events(), suspension);
        }
    }

    /**
     * Sends a text chunk by chunk.
     *
     * @param bytes about how many bytes it holds while it waits for the client
     * @param inAnyCase whether it is sent even if there is no room for it
     */
    private static void chunked(
            RoutingContext http, TextSource text, Suspension suspension, long bytes, boolean inAnyCase) {
        suspension.suspend();
        SendQueues.Share share;
        try {
            share = share(http, bytes, inAnyCase);
        } catch (ProblemException full) {
            refuse(suspension, full);
            return;
        }
        ClientAddress.cutWhenWithdrawn(http);
        new ChunkedText(
                        text,
                        EventLoop.of(http),
                        http.response(),
                        mayBeCompressed(http),
                        share,
                        suspension::refuse,
                        suspension::resume)
                .start();
    }

    private static SendQueues.Share share(RoutingContext http, long bytes, boolean inAnyCase) {
        SendQueues queues = SendQueues.of(http.vertx());
        Runnable cut = () -> Connections.cut(http);
        return inAnyCase
                ? queues.shareInAnyCase(http.vertx(), address(http), cut, bytes)
                : queues.share(http.vertx(), address(http), cut, bytes);
    }

    /** The suspension of a request that the framework does not handle, which is over when its response is. */
    private record Own(RoutingContext http) implements Suspension {
        @Override
        public void suspend() {}

        @Override
        public void resume() {}

        @Override
        public void refuse(RuntimeException refusal) {
            Problem problem = refusal instanceof InvalidInputException mistake
                    ? Problem.of(mistake)
                    : ((ProblemException) refusal).problem();
            RequestLog.failed(http.request().method().name(), http.request().path(), problem, refusal);
            send(http, Answer.problem(problem));
        }
    }

    /** Refuses an answer for which there is no room. The suspension ends later, because the request must be left first. */
    private static void refuse(Suspension suspension, ProblemException full) {
        EventLoop.current().later(() -> suspension.refuse(full));
    }

    private static void whole(RoutingContext http, Answer.Whole whole, Suspension suspension) {
        JsonBuffer body = whole.body();
        if (body == null) {
            http.response().end();
            return;
        }
        JsonLayout layout = layout(http, whole);
        // It may tell of a change that has been made.
        boolean inAnyCase = !http.request().method().equals(HttpMethod.GET);
        if (!layout.isPlain() && body.size() > SendQueues.FREE_BYTES
                || body.size() > UNCOMPRESSED_BYTES && mayBeCompressed(http)) {
            // Indented, it may be many times as long. Compressing all of it at once would hold up the event loop.
            chunked(
                    http,
                    layout.isPlain() ? WholeText.of(body) : layout.of(WholeText.of(body)),
                    suspension,
                    ChunkedText.WAITING_BYTES + body.size(),
                    inAnyCase);
            return;
        }
        Buffer bytes = layout.isPlain() ? Connections.wrapped(body) : Buffer.buffer(layout.of(body.toByteArray()));
        if (bytes.length() <= SendQueues.FREE_BYTES) {
            http.response().end(bytes);
            return;
        }
        SendQueues.Share share;
        try {
            share = share(http, bytes.length(), inAnyCase);
        } catch (ProblemException full) {
            suspension.suspend();
            refuse(suspension, full);
            return;
        }
        share.await();
        http.response().end(bytes).onComplete(read -> share.close());
    }

    private static boolean mayBeCompressed(RoutingContext http) {
        return http.request().headers().contains(HttpHeaders.ACCEPT_ENCODING)
                && !http.response().headers().contains(HttpHeaders.CONTENT_ENCODING)
                && !http.request().method().equals(HttpMethod.HEAD);
    }

    private static void live(RoutingContext http, Answer.Live.Events events, Suspension suspension) {
        // A compressor would hold everything back until its own buffer is full. With this, it passes everything
        // through.
        http.response().headers().set(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        if (events.isOver()) {
            // No notification of the end of the request will come.
            return;
        }
        suspension.suspend();
        http.addEndHandler(ended -> suspension.resume());
        events.start();
    }

    private static String address(RoutingContext http) {
        return ClientAddress.of(http);
    }

    private static JsonLayout layout(RoutingContext http, Answer answer) {
        JsonLayout layout = JsonLayout.of(http.request());
        return layout.isPlain() || JsonLayout.isJson(answer.contentType()) ? layout : JsonLayout.PLAIN;
    }
}
