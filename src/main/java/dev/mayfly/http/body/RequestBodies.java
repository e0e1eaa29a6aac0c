package dev.mayfly.http.body;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.share.ClientAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies, within limits that are checked as the bytes arrive, without ever blocking the event loop.
 *
 * <p>Resources take the {@link RoutingContext} and no body parameter. A framework that reads the body itself has only
 * the limit above which it drops the connection, copies the body several times, and blocks a worker to read a large
 * one. For a method without a body parameter, the framework leaves the request paused; this class resumes it and
 * collects the body chunk by chunk. A small body is delivered on the event loop, a large or compressed one on a worker,
 * so that parsing it delays no other request. If a request is answered early, the rest of its body is read and discarded,
 * so that the client gets to read its answer.
 */
@Singleton
public class RequestBodies {
    /** The most bytes of a body that is delivered on the event loop. */
    public static final int SMALL_BYTES = 64 * 1024;

    private static final List<String> CODINGS = List.of("gzip");

    private final BodyWorkers workers;
    private final int limitBytes;
    private final int gzipRatio;
    private final BodyBudget budget;
    private final BodyPace pace;

    /** Makes a reader with the given limits. */
    public RequestBodies(BodyWorkers workers, RequestLimits limits, ArrivalLimits arrival, BodyPace pace) {
        this.workers = workers;
        this.limitBytes = limits.bodyBytes();
        this.gzipRatio = limits.gzipRatio();
        this.budget = new BodyBudget(
                limits.bodyBytesInFlight(),
                arrival.smallBytes(),
                RequestLimits.heldBytes(limits.bodyBytes()) + arrival.smallBytes());
        this.pace = pace;
    }

    /**
     * Reads the body of a request and passes it to {@code work}, once.
     *
     * <p>Must be called on the event loop, before anything else has touched the body. The bytes count against the
     * common budget until the stage that {@code work} returns is complete.
     *
     * @return what {@code work} returns; or, without {@code work} being called, a stage that failed with
     *     {@code too-large}, {@code throttled}, {@code unavailable}, {@code unsupported-media-type} for a content coding other than gzip, or
     *     {@code invalid-request}, also for a body that arrives too slowly
     */
    public <T> CompletionStage<T> read(RoutingContext context, Function<RequestBody, CompletionStage<T>> work) {
        HttpServerRequest request = context.request();
        boolean gzip = isGzip(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        String declaredBytes = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (!gzip && isOver(declaredBytes, limitBytes)) {
            throw BodyCollector.tooLarge(limitBytes);
        }
        String client = ClientAddress.of(context);
        BodyCollector collector = new BodyCollector(budget, client, limitBytes, gzip ? gzipRatio : 0);
        CompletableFuture<T> result = new CompletableFuture<>();
        if (request.isEnded()) {
            finish(client, collector, work, result);
            return result;
        }
        BodyPace.Watch watch = pace.watch(context, new Arriving(collector, result));
        request.handler(chunk -> {
            collect(collector, chunk, result);
            if (result.isDone()) {
                watch.leave();
            }
        });
        request.endHandler(end -> {
            watch.leave();
            // From here on, the collector belongs to the thread that runs the work.
            request.exceptionHandler(null);
            if (result.isDone()) {
                collector.release();
            } else {
                finish(client, collector, work, result);
            }
        });
        request.exceptionHandler(gone -> {
            watch.leave();
            collector.release();
            result.completeExceptionally(unfinished());
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        request.resume();
        return result;
    }

    /** Returns what the work of a request takes its memory from, besides its body. */
    public Work.Memory memory(RoutingContext http) {
        return budget.memory(ClientAddress.of(http));
    }

    /**
     * Returns the number of bytes of all bodies currently held, and of what the work of requests has reserved. Any
     * thread may call it.
     */
    public long bytesInFlight() {
        return budget.usedBytes();
    }

    /** Returns the most bytes that may be held and reserved. */
    public long mostBytesInFlight() {
        return budget.mostBytes();
    }

    private record Arriving(BodyCollector collector, CompletableFuture<?> result) implements BodyPace.Arriving {
        @Override
        public long arrivedBytes() {
            return collector.arrivedBytes();
        }

        @Override
        public boolean wasHeldUp() {
            return false;
        }

        @Override
        public void refuse(ProblemException tooSlow) {
            collector.release();
            result.completeExceptionally(tooSlow);
        }
    }

    private static void collect(BodyCollector collector, Buffer chunk, CompletableFuture<?> result) {
        if (result.isDone()) {
            collector.release();
            return;
        }
        try {
            collector.add(chunk);
        } catch (ProblemException | InvalidInputException tooMuch) {
            collector.release();
            result.completeExceptionally(tooMuch);
        }
    }

    private <T> void finish(
            String client,
            BodyCollector collector,
            Function<RequestBody, CompletionStage<T>> work,
            CompletableFuture<T> result) {
        if (collector.isSmall()) {
            run(collector, work, result, true);
        } else {
            workers.run(client, () -> run(collector, work, result, false)).onFailure(failure -> {
                collector.release();
                result.completeExceptionally(failure);
            });
        }
    }

    private static <T> void run(
            BodyCollector collector,
            Function<RequestBody, CompletionStage<T>> work,
            CompletableFuture<T> result,
            boolean onEventLoop) {
        CompletionStage<T> stage;
        try {
            stage = work.apply(collector.whole(onEventLoop));
        } catch (RuntimeException failure) {
            stage = CompletableFuture.failedFuture(failure);
        }
        stage.whenComplete((value, failure) -> {
            collector.release();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    /** Returns whether the declared size of a body is over a limit. */
    static boolean isOver(@Nullable String declaredBytes, long limitBytes) {
        try {
            return declaredBytes != null && Long.parseLong(declaredBytes) > limitBytes;
        } catch (NumberFormatException notNumeric) {
            throw InvalidInputException.invalid("Content-Length", "must be a number of bytes");
        }
    }

    /** Returns whether a body is compressed. */
    static boolean isGzip(@Nullable String coding) {
        if (coding == null) {
            return false;
        }
        return switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw Problem.unsupportedMediaType("The content coding '" + coding + "' is not supported.", CODINGS)
                        .withHeader("Accept-Encoding", "gzip")
                        .exception();
        };
    }

    /** Returns the problem for a client that has gone. */
    static ProblemException unfinished() {
        return Problem.of(ProblemType.INVALID_REQUEST, "The connection ended before the body did.")
                .exception();
    }
}
