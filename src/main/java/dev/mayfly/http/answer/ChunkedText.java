package dev.mayfly.http.answer;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.Workers;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
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
    /** The approximate number of bytes that wait for a client that reads nothing. */
    static final long WAITING_BYTES = CHUNK_BYTES + CHUNK_BYTES / 2;

    private static final Logger LOG = Logger.getLogger(ChunkedText.class);

    private final TextSource text;
    private final Vertx vertx;
    private final HttpServerResponse response;
    private final SendQueues.Share share;
    private final Consumer<InvalidInputException> refusal;
    private final Runnable whenOver;
    private boolean over;

    /**
     * Prepares to send a text.
     *
     * @param response a response to which nothing has been written
     * @param share what it takes of the queues; closed when the client has read everything or has gone
     * @param refusal called in place of {@code whenOver} if the request turns out to ask for too much before any of the
     *     text has been sent; it answers the request
     * @param whenOver called once, when the text has been written, the client has gone, or writing has failed
     */
    ChunkedText(
            TextSource text,
            Vertx vertx,
            HttpServerResponse response,
            SendQueues.Share share,
            Consumer<InvalidInputException> refusal,
            Runnable whenOver) {
        this.text = text;
        this.vertx = vertx;
        this.response = response;
        this.share = share;
        this.refusal = refusal;
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
        Workers.run(vertx, this::compute).onComplete(this::write);
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
            fail(computed.cause());
            return;
        }
        Chunk chunk = computed.result();
        if (chunk.last()) {
            over = true;
            response.drainHandler(null);
            share.await();
            response.end(chunk.bytes()).onComplete(read -> share.close());
            whenOver.run();
            return;
        }
        response.write(chunk.bytes());
        if (response.writeQueueFull()) {
            share.await();
            response.drainHandler(unused -> {
                response.drainHandler(null);
                share.leave();
                computeNext();
            });
        } else {
            computeNext();
        }
    }

    private void fail(Throwable cause) {
        if (cause instanceof InvalidInputException mistake) {
            if (!response.headWritten()) {
                over = true;
                share.close();
                response.setChunked(false);
                refusal.accept(mistake);
                return;
            }
            LOG.debugf("Ended an answer before its end: %s", mistake.getMessage());
        } else if (!(cause instanceof Work.AbandonedException)) {
            LOG.error("Could not finish writing an answer", cause);
        }
        finish();
        // The head has been sent with status 200, so closing the connection is the only way left to signal a failure.
        response.reset();
    }

    private void finish() {
        if (!over) {
            over = true;
            share.close();
            response.drainHandler(null);
            whenOver.run();
        }
    }

    private record Chunk(Buffer bytes, boolean last) {}
}
