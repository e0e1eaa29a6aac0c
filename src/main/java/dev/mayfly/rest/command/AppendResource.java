package dev.mayfly.rest.command;

import dev.mayfly.event.Identifier;
import dev.mayfly.event.Traceparent;
import dev.mayfly.eventstore.AppendResult.Appended;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ExpectedVersion;
import dev.mayfly.rest.MediaTypes;
import dev.mayfly.rest.Preconditions;
import dev.mayfly.rest.QueryParameters;
import dev.mayfly.rest.RequestBodies;
import dev.mayfly.rest.RequestBody;
import dev.mayfly.rest.RequestLimits;
import dev.mayfly.rest.StoreLookup;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Appends events. */
@Path("/stores/{store}")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
public class AppendResource {
    private static final List<String> MEDIA_TYPES = List.of(MediaTypes.JSON, MediaTypes.NDJSON);

    private final StoreLookup stores;
    private final RequestBodies bodies;
    private final RequestLimits limits;
    private final Appender appender;

    /** Makes the resource. */
    public AppendResource(StoreLookup stores, RequestBodies bodies, RequestLimits limits, Appender appender) {
        this.stores = stores;
        this.bodies = bodies;
        this.limits = limits;
        this.appender = appender;
    }

    /** Appends events to one aggregate. */
    @POST
    @Path("/aggregates/{aggregateId}/events")
    public CompletionStage<Response> toAggregate(
            @RestPath String store, @RestPath String aggregateId, @Context RoutingContext context) {
        HttpServerRequest request = context.request();
        EventStore log = stores.store(store);
        Identifier.require("aggregateId", aggregateId);
        QueryParameters.none(request.query());
        ExpectedVersion expected = Preconditions.expectedVersion(request.headers());
        String mediaType = MediaTypes.require(request.getHeader(HttpHeaders.CONTENT_TYPE), MEDIA_TYPES);
        String traceparent = traceparent(request);
        return bodies.read(
                context,
                body -> append(
                        log,
                        body,
                        AppendText.toAggregate(aggregateId, expected, mediaType, body, limits.events(), traceparent),
                        appended -> AppendAnswer.toAggregate(store, aggregateId, appended)));
    }

    /** Appends events over many aggregates, whole or not at all. */
    @POST
    @Path("/events")
    public CompletionStage<Response> toStore(@RestPath String store, @Context RoutingContext context) {
        HttpServerRequest request = context.request();
        EventStore log = stores.store(store);
        QueryParameters.none(request.query());
        Preconditions.none(request.headers(), "say expectedVersions in the body");
        String mediaType = MediaTypes.require(request.getHeader(HttpHeaders.CONTENT_TYPE), MEDIA_TYPES);
        String traceparent = traceparent(request);
        return bodies.read(
                context,
                body -> append(
                        log,
                        body,
                        AppendText.toStore(mediaType, body, limits.events(), traceparent),
                        AppendAnswer::toStore));
    }

    private CompletionStage<Response> append(
            EventStore log, RequestBody body, AppendText text, Function<Appended, Response> answer) {
        return appender.append(log, text.append(), body.onEventLoop()).thenApply(result -> {
            if (result instanceof Appended appended) {
                return answer.apply(appended);
            }
            throw text.problem(result).exception();
        });
    }

    private static @Nullable String traceparent(HttpServerRequest request) {
        String header = request.getHeader("traceparent");
        return header != null && Traceparent.isValid(header) ? header : null;
    }
}
