package dev.mayfly.projection.http;

import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.input.Fields;
import dev.mayfly.projection.Replay;
import dev.mayfly.projection.declared.DeclaredProjection;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.StateQuery;
import dev.mayfly.projection.declared.States;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tries definitions of projections on the last events of a store, and keeps nothing. */
@Path("/stores/{store}")
public class PreviewResource {
    private static final List<String> BODY_TYPES = List.of(MediaTypes.JSON);
    private static final int EVENTS = 1_000;

    private final ProjectionLookup projections;
    private final RequestBodies bodies;
    private final RequestLimits limits;
    private final Replays replays;

    /** Makes the resource. */
    public PreviewResource(ProjectionLookup projections, RequestBodies bodies, RequestLimits limits, Replays replays) {
        this.projections = projections;
        this.bodies = bodies;
        this.limits = limits;
        this.replays = replays;
    }

    /** Answers with the states that a definition computes from the last 1,000 events that match it. */
    @POST
    @Path("projections/preview")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> preview(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        EventStore known = projections.budgeted(name, http);
        DeclaredProjections declared = projections.of(name, http);
        ReadPoint point = ReadPoint.of(Fields.ofQuery(http.request().query(), ReadPoint.PARAMETERS, Set.of()));
        MediaTypes.require(http.request().getHeader(HttpHeaders.CONTENT_TYPE), BODY_TYPES);
        return EventLoop.current()
                .uni(bodies.read(
                        http,
                        body -> CompletableFuture.completedFuture(
                                DefinitionReader.read(body.bytes(), body.length(), limits.criteria()))))
                .flatMap(definition -> point.read(
                        http,
                        known,
                        definition::sizeBytes,
                        store -> replays.run(http, () -> declared.detached(definition), projection -> {
                            LogPrefix log = point.asOfOrHead().of(store);
                            return preview(projection, log);
                        })))
                .map(text -> {
                    Answer.position(http, text.position());
                    return Answer.text(text, format, text.sizeBound());
                });
    }

    private static StatesText preview(DeclaredProjection projection, LogPrefix log) {
        Definition definition = projection.definition();
        Positions matches = log.search(definition.match(), Sort.POSITION, Order.DESCENDING, 0);
        long first = log.position() + 1;
        int events = 0;
        for (long position = matches.next(); position != 0 && events < EVENTS; position = matches.next()) {
            first = position;
            events++;
        }
        Replay<States> replay = Replay.of(projection, log, first - 1);
        States.Page all = new StateQuery(List.of(), EVENTS, null).of(replay.state());
        JsonBuffer more = new JsonBuffer(128);
        more.ascii(",\"events\":").number(events).ascii(",\"parked\":");
        ProjectionText.parked(replay.parked(), more);
        return new StatesText(log.position(), all, null, more);
    }
}
