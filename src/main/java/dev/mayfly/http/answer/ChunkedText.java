package dev.mayfly.http.answer;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.share.ClientWork;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A text being sent to a client chunk by chunk, at the client's pace.
 *
 * <p>A chunk is computed on a worker and written on the event loop. The next one is computed only when the response's
 * write queue has room, so a client that reads slowly, or not at all, holds no thread and no more memory than a chunk
 * and the write queue's few dozen kilobytes. A chunk with a large event is larger than others; it is computed when the
 * budget of unread answers has room for it. When the client disconnects, computing stops and everything is released.
 *
 * <p>Everything except {@link #compute} runs on the request's event loop.
 */
final class ChunkedText {
    /** The approximate size of a chunk, in bytes. */
    static final int CHUNK_BYTES = 64 * 1024;
    /** The approximate number of bytes that wait for a client that reads nothing. */
    static final long WAITING_BYTES = CHUNK_BYTES + CHUNK_BYTES / 2;

    /** The most that is compressed at once, for at most one or two milliseconds. */
    static final int PIECE_BYTES = 8 * 1024;

    /** How long a chunk that is larger than usual waits before it looks again for room among the unread answers. */
    private static final long ROOM_MILLIS = 50;

    private static final Logger LOG = Logger.getLogger(ChunkedText.class);

    private final TextSource text;
    private final EventLoop loop;
    private final HttpServerResponse response;
    private final boolean compressed;
    private final SendQueues.Share share;
    private final Consumer<InvalidInputException> refusal;
    private final Runnable whenOver;
    private boolean over;

    /**
     * Prepares to send a text.
     *
     * @param loop the request's event loop, in the turns of its client
     * @param response a response to which nothing has been written
     * @param compressed whether the response may be compressed, which takes the event loop's time
     * @param share what it takes of the queues; closed when the client has read everything or has gone
     * @param refusal called in place of {@code whenOver} if the request turns out to ask for too much before any of the
     *     text has been sent; it answers the request
     * @param whenOver called once, when the text has been written, the client has gone, or writing has failed
     */
    ChunkedText(
            TextSource text,
            EventLoop loop,
            HttpServerResponse response,
            boolean compressed,
            SendQueues.Share share,
            Consumer<InvalidInputException> refusal,
            Runnable whenOver) {
        this.text = text;
        this.loop = loop;
        this.response = response;
        this.compressed = compressed;
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
        long sharedBytes = share.bytes();
        ClientWork.run(loop.vertx(), share.address(), () -> compute(sharedBytes))
                .onComplete(this::write);
    }

    /** Computes the next chunk, or nothing but its size if the share does not have as much. */
    private Chunk compute(long sharedBytes) {
        long bytes = share.part(text.nextBytes(CHUNK_BYTES));
        if (bytes > sharedBytes) {
            return new Chunk(null, false, bytes);
        }
        JsonBuffer out = new JsonBuffer(CHUNK_BYTES + CHUNK_BYTES / 8);
        boolean last = text.writeTo(out, CHUNK_BYTES);
        return new Chunk(Connections.wrapped(out), last, bytes);
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
        Buffer bytes = chunk.bytes();
        if (bytes == null) {
            grow(chunk.heldBytes());
        } else if (compressed) {
            loop.later(() -> write(chunk, bytes));
        } else {
            writeLast(chunk, bytes);
        }
    }

    /** Writes what is left of a chunk, piece by piece, in the turns of the client. */
    private void write(Chunk chunk, Buffer left) {
        if (over) {
            return;
        }
        if (left.length() <= PIECE_BYTES) {
            writeLast(chunk, left);
            return;
        }
        response.write(left.slice(0, PIECE_BYTES));
        loop.later(() -> write(chunk, left.slice(PIECE_BYTES, left.length())));
    }

    /** Writes the last of a chunk, and goes on with the next one when the client has read enough. */
    private void writeLast(Chunk chunk, Buffer left) {
        if (chunk.last()) {
            over = true;
            response.drainHandler(null);
            share.await();
            response.end(left).onComplete(read -> share.close());
            whenOver.run();
            return;
        }
        response.write(left);
        if (response.writeQueueFull()) {
            share.await();
            response.drainHandler(unused -> {
                response.drainHandler(null);
                share.leave();
                share.shrink(Math.max(WAITING_BYTES, chunk.heldBytes()));
                computeNext();
            });
        } else {
            computeNext();
        }
    }

    /** Waits until the share can have as many bytes as the next chunk takes, and goes on. */
    private void grow(long bytes) {
        if (over) {
            return;
        }
        if (share.grow(bytes)) {
            computeNext();
        } else {
            loop.vertx().setTimer(ROOM_MILLIS, unused -> grow(bytes));
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

    /**
     * A chunk.
     *
     * @param bytes its text; null if it is larger than the share and so was not computed
     * @param heldBytes what it, and what its source holds for the next one, take of the share
     */
    private record Chunk(@Nullable Buffer bytes, boolean last, long heldBytes) {}
}
