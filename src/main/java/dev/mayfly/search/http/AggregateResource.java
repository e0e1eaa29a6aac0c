package dev.mayfly.search.http;

import dev.mayfly.event.Identifier;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.Fields;
import dev.mayfly.input.PercentEncoding;
import dev.mayfly.search.AggregateText;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Set;

/** The resource that describes one aggregate. */
@Path("/stores/{store}")
public class AggregateResource {
    private final StoreLookup stores;

    /** Makes the resource. */
    public AggregateResource(StoreLookup stores) {
        this.stores = stores;
    }

    /** Answers with an aggregate's summary. */
    @GET
    @Path("aggregates/{aggregateId}")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> aggregate(
            @PathParam("store") String name,
            @Encoded @PathParam("aggregateId") String encodedId,
            @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        String aggregateId = aggregateId(encodedId);
        ReadPoint point = ReadPoint.of(Fields.ofQuery(http.request().query(), ReadPoint.PARAMETERS, Set.of()));
        return point.read(http, stores.store(name, http), store -> {
            LogPrefix log = point.log(store, http);
            AggregateSummary aggregate = log.aggregate(aggregateId).orElseThrow(() -> unknown(aggregateId));
            EntityTags.version(http, log, aggregateId, aggregate.version(), format);
            JsonBuffer out = new JsonBuffer(256);
            AggregateText.write(aggregate, out);
            return Uni.createFrom().item(Answer.written(out, format));
        });
    }

    /** Returns the aggregate id that a path segment encodes. */
    static String aggregateId(String encoded) {
        return Identifier.require("aggregateId", PercentEncoding.decode("aggregateId", encoded));
    }

    /** Returns the problem that an aggregate has no events. */
    static ProblemException unknown(String aggregateId) {
        return Problem.notFound("There is no aggregate '" + aggregateId + "' with events.")
                .exception();
    }
}
