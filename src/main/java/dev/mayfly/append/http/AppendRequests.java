package dev.mayfly.append.http;

import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Traceparent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.Preconditions;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.QueryParameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The handling of append requests.
 *
 * <p>Both methods must be called on the event loop, before the body has been touched. They, or the stages that they
 * return, throw what is wrong with a request: an {@link dev.mayfly.event.InvalidInputException} or a
 * {@link dev.mayfly.http.problem.ProblemException}. A stage may complete on a worker.
 */
@Singleton
class AppendRequests {
    private static final List<String> MEDIA_TYPES = List.of(MediaTypes.JSON, MediaTypes.NDJSON);

    private final StoreLookup stores;
    private final RequestBodies bodies;
    private final RequestLimits limits;
    private final Appender appender;

    AppendRequests(StoreLookup stores, RequestBodies bodies, RequestLimits limits, Appender appender) {
        this.stores = stores;
        this.bodies = bodies;
        this.limits = limits;
        this.appender = appender;
    }

    /** Appends the events in a request's body to one aggregate. */
    CompletionStage<Answer> toAggregate(String store, String aggregateId, RoutingContext context) {
        HttpServerRequest request = context.request();
        EventStore log = stores.appended(store, context);
        Identifier.require("aggregateId", aggregateId);
        QueryParameters.none(request.query());
        ExpectedVersion expected = Preconditions.expectedVersion(request.headers());
        String mediaType = MediaTypes.require(request.getHeader(HttpHeaders.CONTENT_TYPE), MEDIA_TYPES);
        String traceparent = traceparent(request);
        return bodies.read(context, body -> {
            String incarnation = log.incarnation();
            return append(
                    log,
                    body,
                    context,
                    AppendText.toAggregate(aggregateId, expected, mediaType, body, limits.events(), traceparent),
                    appended -> AppendAnswers.toAggregate(log, incarnation, aggregateId, appended));
        });
    }

    /** Appends the events in a request's body to many aggregates, all or none. */
    CompletionStage<Answer> toStore(String store, RoutingContext context) {
        HttpServerRequest request = context.request();
        EventStore log = stores.budgeted(store, context);
        QueryParameters.none(request.query());
        Preconditions.none(request.headers(), "use expectedVersions in the body");
        String mediaType = MediaTypes.require(request.getHeader(HttpHeaders.CONTENT_TYPE), MEDIA_TYPES);
        String traceparent = traceparent(request);
        return bodies.read(
                context,
                body -> append(
                        log,
                        body,
                        context,
                        AppendText.toStore(mediaType, body, limits, traceparent),
                        AppendAnswers::toStore));
    }

    private CompletionStage<Answer> append(
            EventStore log, RequestBody body, RoutingContext http, AppendText text, Function<Appended, Answer> answer) {
        requireKnown(log, text.append().condition());
        return appender.append(log, text.append(), http, body.onEventLoop()).thenApply(result -> {
            if (result instanceof Appended appended) {
                return answer.apply(appended);
            }
            throw text.problem(result).exception();
        });
    }

    /** Refuses a condition that was read from another history than the store's current one. */
    private static void requireKnown(EventStore log, @Nullable AppendCondition condition) {
        String incarnation = condition == null ? null : condition.incarnation();
        if (incarnation != null && !incarnation.equals(log.incarnation())) {
            throw InvalidInputException.invalid(
                    "condition.incarnation",
                    "must be the store's incarnation; its history has been replaced since you read it");
        }
    }

    /** Returns the trace context of a request, or null if it has no valid one. */
    static @Nullable String traceparent(HttpServerRequest request) {
        return Traceparent.valid(request.getHeader("traceparent"));
    }
}
