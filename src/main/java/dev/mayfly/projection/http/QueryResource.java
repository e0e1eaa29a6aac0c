package dev.mayfly.projection.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.projection.declared.DeclaredProjection;
import dev.mayfly.projection.declared.GroupQuery;
import dev.mayfly.projection.declared.QueryRun;
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

/** Answers queries: definitions of projections that are folded once, of which nothing is kept. */
@Path("/stores/{store}")
public class QueryResource {
    private static final List<String> BODY_TYPES = List.of(MediaTypes.JSON);
    private static final int DEFAULT_LIMIT = 1_000;

    private final ProjectionLookup projections;
    private final RequestBodies bodies;
    private final RequestLimits limits;
    private final QueryLimits queries;

    /** Makes the resource. */
    public QueryResource(
            ProjectionLookup projections, RequestBodies bodies, RequestLimits limits, QueryLimits queries) {
        this.projections = projections;
        this.bodies = bodies;
        this.limits = limits;
        this.queries = queries;
    }

    /** Answers with the groups that a definition makes of all events that match. */
    @POST
    @Path("query")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CSV})
    public Uni<Answer> query(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CSV);
        EventStore known = projections.budgeted(name, http);
        Fields parameters = Fields.ofQuery(http.request().query(), ReadPoint.PARAMETERS, Set.of());
        MediaTypes.require(http.request().getHeader(HttpHeaders.CONTENT_TYPE), BODY_TYPES);
        return EventLoop.current()
                .uni(bodies.read(
                        http,
                        body -> CompletableFuture.completedFuture(
                                QueryReader.read(body.bytes(), body.length(), limits.criteria(), queries.maxGroups()))))
                .flatMap(request -> {
                    ReadPoint point = point(parameters, request.point());
                    int limit = request.limit() != null
                            ? request.limit()
                            : format == Format.JSON ? DEFAULT_LIMIT : Integer.MAX_VALUE;
                    GroupQuery query = new GroupQuery(request.definition(), request.having(), request.orderBy(), limit);
                    return point.read(
                            http,
                            known,
                            request.definition()::sizeBytes,
                            store -> run(http, name, query, point, store));
                })
                .map(run -> answer(http, run, format));
    }

    private Uni<QueryRun> run(RoutingContext http, String name, GroupQuery query, ReadPoint point, EventStore store) {
        DeclaredProjection projection = projections.of(name, http).query(query.definition(), queries.maxGroups());
        // The rows are held until the answer has been sent.
        Connections.whenOver(http, projection::close);
        return ClientWork.compute(
                http, () -> QueryRun.of(query, projection, point.asOfOrHead().of(store)));
    }

    private static Answer answer(RoutingContext http, QueryRun run, Format format) {
        Answer.position(http, run.position());
        QueryText text = QueryText.of(run, format);
        return Answer.text(text, format, text.sizeBound());
    }

    private static ReadPoint point(Fields parameters, Fields members) {
        for (String name : ReadPoint.PARAMETERS) {
            if (parameters.has(name) && members.has(name)) {
                throw InvalidInputException.invalid(name, "must be given in the address or in the body, not in both");
            }
        }
        Fields all = members;
        for (String name : ReadPoint.PARAMETERS) {
            String text = parameters.text(name);
            all = text == null ? all : all.with(name, text);
        }
        return ReadPoint.of(all);
    }
}
