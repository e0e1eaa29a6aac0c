package dev.mayfly.http.body;

import dev.mayfly.http.share.ClientAddress;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/**
 * Reads bodies that are too large to hold in memory, on workers, as they arrive and no faster than their sinks take
 * them. The limit applies after decompression. See {@link RequestBodies} for all other bodies.
 */
@Singleton
public class StreamedBodies {
    private final BodyWorkers workers;
    private final int gzipRatio;
    private final BodyPace pace;

    /** Makes a reader that shares its workers with other bodies. */
    public StreamedBodies(BodyWorkers workers, RequestLimits limits, BodyPace pace) {
        this.workers = workers;
        this.gzipRatio = limits.gzipRatio();
        this.pace = pace;
    }

    /**
     * Streams the body of a request to a sink, which is always closed.
     *
     * <p>Must be called on the event loop, before anything else has touched the body.
     *
     * @param limitBytes the most bytes of the body, after decompression
     * @return the result of the sink at the end of the body; or a stage that failed with what the sink threw, or
     *     {@code too-large}, {@code unsupported-media-type} for a content coding other than gzip, or
     *     {@code invalid-request}, also for a body that arrives too slowly
     */
    public <T> CompletionStage<T> read(RoutingContext context, long limitBytes, BodySink<T> sink) {
        HttpServerRequest request = context.request();
        BodySink<T> limited = new LimitedSink<>(sink, limitBytes);
        try {
            if (RequestBodies.isGzip(request.getHeader(HttpHeaders.CONTENT_ENCODING))) {
                limited = new GunzipSink<>(limited, new GzipBody(limitBytes, gzipRatio));
            } else if (RequestBodies.isOver(request.getHeader(HttpHeaders.CONTENT_LENGTH), limitBytes)) {
                throw LimitedSink.tooLarge(limitBytes);
            }
        } catch (RuntimeException refused) {
            sink.close();
            throw refused;
        }
        ClientAddress.cutWhenWithdrawn(context);
        return new BodyStream<>(context, limited, workers, pace).start();
    }
}
