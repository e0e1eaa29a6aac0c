package dev.mayfly.projection.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.live.Framing;
import dev.mayfly.http.live.LiveConnections;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.projection.Replay;
import dev.mayfly.projection.Snapshot;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.StateCursor;
import dev.mayfly.projection.declared.States;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Answers with the states of declared projections, once or whenever they change. */
@Path("/stores/{store}")
public class StatesResource {
    /** The most states that are collected on the event loop; a worker collects more. */
    private static final int AT_ONCE_STATES = 1_000;

    private final ProjectionLookup projections;
    private final Replays replays;
    private final LiveConnections live;
    private final ProjectionLimits limits;

    /** Makes the resource. */
    public StatesResource(
            ProjectionLookup projections, Replays replays, LiveConnections live, ProjectionLimits limits) {
        this.projections = projections;
        this.replays = replays;
        this.live = live;
        this.limits = limits;
    }

    /** Answers with a page of states, once or whenever it changes. */
    @GET
    @Path("projections/{projection}/state")
    @Produces({MediaTypes.JSON, MediaTypes.EVENT_STREAM})
    public Uni<Answer> states(
            @PathParam("store") String storeName, @PathParam("projection") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.EVENT_STREAM);
        EventStore store = projections.store(storeName, http);
        DeclaredProjections declared = projections.of(storeName, http);
        Declaration declaration = projections.declared(storeName, name, http);
        StateRequest request = StateRequest.read(http.request().query());
        request.requireCursorOf(store, name);
        if (format == Format.EVENT_STREAM) {
            return follow(http, store, declaration, request);
        }
        boolean past = request.point().asOf() != null
                || request.query().cursor() != null && request.query().cursor().asOf() != StateCursor.LATEST;
        Uni<StatesText> text = past
                ? request.point()
                        .read(
                                http,
                                projections.budgeted(storeName, http),
                                ready -> past(http, ready, declared, declaration, request))
                : reached(http, store, declaration, request.point(), () -> latest(http, store, declaration, request));
        return text.map(states -> answer(http, states));
    }

    private Uni<Answer> follow(RoutingContext http, EventStore store, Declaration declaration, StateRequest request) {
        if (request.point().asOf() != null) {
            throw InvalidInputException.invalid(
                    "asOf", "must be left out to follow states, because the past does not change");
        }
        if (request.query().cursor() != null) {
            throw InvalidInputException.invalid("cursor", "must be left out to follow states");
        }
        if (request.query().limit() > AT_ONCE_STATES) {
            throw InvalidInputException.invalid("limit", "must be from 1 to " + AT_ONCE_STATES + " to follow states");
        }
        return reached(http, store, declaration, request.point(), () -> {
            // Keys that do not fit the definition are refused now, while the answer can still be a problem.
            Snapshot<States> now = declaration.runner().snapshot();
            request.query().of(now.state());
            Answer.position(http, now.position());
            Answer answer = live.answer(
                    http,
                    Framing.EVENT_STREAM,
                    connection -> new StateStream(
                            store, declaration, request.query(), connection, http.vertx(), limits.streamInterval()));
            return Uni.createFrom().item(answer);
        });
    }

    /** Does work once a projection has reached the position that the request waits for. */
    private <T> Uni<T> reached(
            RoutingContext http, EventStore store, Declaration declaration, ReadPoint point, Supplier<Uni<T>> work) {
        return point.read(http, () -> declaration.runner().snapshot().position(), declaration.runner()::reached, work)
                .onFailure(CancellationException.class)
                .transform(removed -> ProjectionLookup.unknown(declaration.name()))
                .onFailure(failure -> store.isDeleted())
                .transform(failure -> new StoreDeletedException(store.name()));
    }

    private static Uni<StatesText> latest(
            RoutingContext http, EventStore store, Declaration declaration, StateRequest request) {
        Snapshot<States> snapshot = declaration.runner().snapshot();
        if (request.query().pageLimit() <= AT_ONCE_STATES) {
            return Uni.createFrom().item(request.latest(store.name(), declaration.name(), snapshot));
        }
        return ClientWork.compute(http, () -> request.latest(store.name(), declaration.name(), snapshot));
    }

    private Uni<StatesText> past(
            RoutingContext http,
            EventStore store,
            DeclaredProjections declared,
            Declaration declaration,
            StateRequest request) {
        AsOf asOf = new AsOf.Position(request.asOf(store));
        return replays.run(
                http, () -> declared.detached(declaration.projection().definition()), projection -> {
                    var log = asOf.of(store);
                    return request.at(
                            log,
                            store,
                            declaration.name(),
                            Replay.of(projection, log).state());
                });
    }

    private static Answer answer(RoutingContext http, StatesText states) {
        Answer.position(http, states.position());
        String next = states.next();
        if (next != null) {
            String target = http.request().path() + "?cursor=" + next;
            http.response().headers().add("Link", "<" + target + ">; rel=\"next\"");
        }
        return Answer.text(states, Format.JSON, states.sizeBound());
    }
}
