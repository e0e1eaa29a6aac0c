package dev.mayfly.append.http;

import dev.mayfly.cloudevent.CloudEvent;
import dev.mayfly.cloudevent.CloudEventReader;
import dev.mayfly.cloudevent.ContentType;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemMapping;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.QueryParameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Stores the CloudEvents of requests, and answers as Knative's data plane requires: a failure that resending cannot fix
 * is 400, because Knative resends events after 404, 408, 409, 429 and most of 5xx.
 */
@Singleton
class CloudEventRequests {
    private static final List<String> MEDIA_TYPES = List.of(MediaTypes.CLOUD_EVENT, MediaTypes.CLOUD_EVENTS);
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private static final int ACCEPTED = 202;

    private final StoreLookup stores;
    private final RequestBodies bodies;
    private final RequestLimits limits;
    private final CloudEventAppender appender;
    private final ProblemMapping problems;

    CloudEventRequests(
            StoreLookup stores,
            RequestBodies bodies,
            RequestLimits limits,
            CloudEventAppender appender,
            ProblemMapping problems) {
        this.stores = stores;
        this.bodies = bodies;
        this.limits = limits;
        this.appender = appender;
        this.problems = problems;
    }

    /**
     * Stores the events of a request that are not stored yet, all or none.
     *
     * <p>Must be called on the event loop, before the body has been touched. When all events are stored, the stage
     * completes with the position of the last one, possibly on a worker; or it fails with the problem to answer with.
     */
    CompletionStage<Long> accept(String store, RoutingContext context) {
        CompletionStage<Long> accepted;
        try {
            accepted = read(store, context);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(asAtSink(refused));
        }
        return accepted.handle((done, failure) -> failure == null
                        ? CompletableFuture.completedFuture(done)
                        : CompletableFuture.<Long>failedFuture(asAtSink(failure)))
                .thenCompose(Function.identity());
    }

    /** Returns the answer to stored events, the last of which is at the given position. */
    static Answer accepted(long position) {
        return Answer.empty(ACCEPTED).at(position);
    }

    private CompletionStage<Long> read(String store, RoutingContext context) {
        HttpServerRequest request = context.request();
        EventStore log = stores.appended(store, context);
        QueryParameters.none(request.query());
        String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String mode = ContentType.holdsEvents(contentType) ? MediaTypes.require(contentType, MEDIA_TYPES) : "";
        List<Map.Entry<String, String>> headers = request.headers().entries();
        String traceparent = AppendRequests.traceparent(request);
        return bodies.read(context, body -> {
            List<CloudEvent> events = events(mode, headers, body);
            boolean batch = mode.equals(MediaTypes.CLOUD_EVENTS);
            return appender.append(
                    log, events, batch, new CloudEventAppender.Call(traceparent, context, body.onEventLoop()));
        });
    }

    private List<CloudEvent> events(String mode, List<Map.Entry<String, String>> headers, RequestBody body) {
        return switch (mode) {
            case MediaTypes.CLOUD_EVENT -> List.of(CloudEventReader.structured(body.bytes(), body.length()));
            case MediaTypes.CLOUD_EVENTS ->
                CloudEventReader.batch(
                        body.bytes(), body.length(), limits.events().events(), body::reserve);
            default -> List.of(CloudEventReader.binary(headers, body.bytes(), body.length()));
        };
    }

    /** Returns a failure as a sink reports it. */
    private Throwable asAtSink(Throwable failure) {
        Problem problem = problems.problem(failure);
        int status = statusAtSink(problem.status());
        return status == problem.status() ? failure : problem.withStatus(status).exception();
    }

    private static int statusAtSink(int status) {
        return switch (status) {
            // Failures that changing the request cannot fix, or that ask to retry later, stay as they are.
            case 401, 403, 500, UNAVAILABLE, 507 -> status;
            case 408, 429 -> UNAVAILABLE;
            default -> BAD_REQUEST;
        };
    }
}
