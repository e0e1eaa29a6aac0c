package dev.mayfly.http.body;

import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.share.ClientAddress;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request being streamed to a sink. While a worker passes on what has arrived, about as much again is
 * collected; after that the client has to wait.
 *
 * <p>Everything except {@link #take} and {@link #last} runs on the request's event loop.
 */
final class BodyStream<T> implements BodyPace.Arriving {
    /** The approximate number of bytes passed on at once. */
    private static final int PIECE_BYTES = 256 * 1024;

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final BodySink<T> sink;
    private final BodyWorkers workers;
    private final String client;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final BodyPace pace;
    private BodyPace.@Nullable Watch watch;
    private Buffer collected = Buffer.buffer();
    private long arrivedBytes;
    private boolean busy;
    private boolean paused;
    /** Whether it was paused since the last look. */
    private boolean heldUp;

    private boolean ended;
    private boolean over;
    private @Nullable CancellationException stopped;

    BodyStream(RoutingContext context, BodySink<T> sink, BodyWorkers workers, BodyPace pace) {
        this.context = context;
        this.request = context.request();
        this.sink = sink;
        this.workers = workers;
        this.client = ClientAddress.of(context);
        this.pace = pace;
    }

    CompletionStage<T> start() {
        EventLoop loop = EventLoop.current();
        sink.course().whenStopped(reason -> loop.later(() -> stop(reason)));
        if (request.isEnded()) {
            end();
            return result;
        }
        watch = pace.watch(context, this);
        request.handler(this::collect);
        request.endHandler(unused -> end());
        request.exceptionHandler(gone -> loop.later(() -> fail(RequestBodies.unfinished())));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        request.resume();
        return result;
    }

    @Override
    public long arrivedBytes() {
        return arrivedBytes;
    }

    @Override
    public boolean wasHeldUp() {
        boolean was = heldUp;
        heldUp = paused;
        return was;
    }

    @Override
    public void refuse(ProblemException tooSlow) {
        fail(tooSlow);
    }

    private void collect(Buffer chunk) {
        arrivedBytes += chunk.length();
        if (over) {
            return;
        }
        collected.appendBuffer(chunk);
        if (collected.length() >= PIECE_BYTES) {
            if (!busy) {
                handOver();
            } else if (!paused) {
                paused = true;
                heldUp = true;
                request.pause();
            }
        }
    }

    private void end() {
        ended = true;
        unwatch();
        sink.course().accept();
        if (!busy && !over) {
            handOver();
        }
    }

    /**
     * Abandons the body. While a worker is busy with it, the sink stops the work if it can, or the body is abandoned
     * afterwards.
     */
    private void stop(String reason) {
        stopped = new CancellationException(reason);
        if (!busy) {
            fail(stopped);
        }
    }

    private void handOver() {
        Buffer piece = collected;
        collected = Buffer.buffer(PIECE_BYTES);
        busy = true;
        if (ended) {
            workers.run(client, () -> last(piece)).onComplete(done -> {
                if (continues(done)) {
                    over = true;
                    sink.close();
                    result.complete(done.result());
                }
            });
            return;
        }
        workers.run(client, () -> take(piece)).onComplete(done -> {
            if (continues(done)) {
                if (stopped == null) {
                    proceed();
                } else {
                    fail(stopped);
                }
            }
        });
    }

    /** Records that a worker has finished, and returns whether to continue. */
    private boolean continues(AsyncResult<?> done) {
        busy = false;
        if (over) {
            sink.close();
        } else if (done.failed()) {
            fail(done.cause());
        }
        return !over;
    }

    private void take(Buffer piece) {
        byte[] bytes = piece.getBytes();
        sink.take(bytes, 0, bytes.length);
    }

    private T last(Buffer piece) {
        take(piece);
        return sink.end();
    }

    private void proceed() {
        if (ended || collected.length() >= PIECE_BYTES) {
            handOver();
        }
        if (paused) {
            paused = false;
            request.resume();
        }
    }

    private void fail(Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        unwatch();
        collected = Buffer.buffer();
        // If a worker is busy with it, the sink is closed afterwards.
        if (!busy) {
            sink.close();
        }
        result.completeExceptionally(failure);
        if (paused) {
            // The rest of the body is discarded, so that the client gets to read its answer.
            request.resume();
        }
    }

    private void unwatch() {
        if (watch != null) {
            watch.leave();
            watch = null;
        }
    }
}
