package dev.mayfly.http.answer;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.http.quarkus.Connections;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jboss.logging.Logger;

/**
 * A text being sent to a client chunk by chunk, at the client's pace.
 *
 * <p>A chunk is computed on a worker and written on the event loop. The next one is computed only when the response's
 * write queue has room, so a client that reads slowly, or not at all, holds no thread and no more memory than a chunk
 * and the write queue's few dozen kilobytes. When the client disconnects, computing stops and everything is released.
 *
 * <p>Everything except {@link #compute} runs on the request's event loop.
 */
final class ChunkedText {
    /** The approximate size of a chunk, in bytes. */
    static final int CHUNK_BYTES = 64 * 1024;

    private static final Logger LOG = Logger.getLogger(ChunkedText.class);

    private final TextSource text;
    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Runnable whenOver;
    private boolean over;

    /**
     * Prepares to send a text.
     *
     * @param response a response to which nothing has been written
     * @param whenOver called once, when the text has been written, the client has gone, or writing has failed
     */
    ChunkedText(TextSource text, Vertx vertx, HttpServerResponse response, Runnable whenOver) {
        this.text = text;
        this.vertx = vertx;
        this.response = response;
        this.whenOver = whenOver;
    }

    /** Starts sending. */
    void start() {
        if (response.closed()) {
            finish();
            return;
        }
        response.setChunked(true);
        response.closeHandler(unused -> finish());
        computeNext();
    }

    private void computeNext() {
        vertx.executeBlocking(this::compute, false).onComplete(this::write);
    }

    private Chunk compute() {
        JsonBuffer out = new JsonBuffer(CHUNK_BYTES + CHUNK_BYTES / 8);
        boolean last = text.writeTo(out, CHUNK_BYTES);
        return new Chunk(Connections.wrapped(out), last);
    }

    private void write(AsyncResult<Chunk> computed) {
        if (over) {
            return;
        }
        if (computed.failed()) {
            // The head has been sent with status 200, so closing the connection is the only way left to signal a
            // failure.
            LOG.error("Could not finish writing an answer", computed.cause());
            finish();
            response.reset();
            return;
        }
        Chunk chunk = computed.result();
        if (chunk.last()) {
            response.end(chunk.bytes());
            finish();
            return;
        }
        response.write(chunk.bytes());
        if (response.writeQueueFull()) {
            response.drainHandler(unused -> {
                response.drainHandler(null);
                computeNext();
            });
        } else {
            computeNext();
        }
    }

    private void finish() {
        if (!over) {
            over = true;
            response.drainHandler(null);
            whenOver.run();
        }
    }

    private record Chunk(Buffer bytes, boolean last) {}
}
