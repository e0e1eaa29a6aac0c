package dev.mayfly.store.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.work.LongWork;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.operation.Kind;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The resource that frees a store's unused memory. */
@Path("/stores/{store}/optimise")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
public class OptimiseResource {
    private static final String DROP_TEXT_INDEX = "dropTextIndex";

    private final StoreLookup stores;
    private final LongWork work;

    /** Makes the resource. */
    public OptimiseResource(StoreLookup stores, LongWork work) {
        this.stores = stores;
        this.work = work;
    }

    /** Frees memory that a store does not need, and answers with the amount. */
    @POST
    public CompletionStage<Answer> optimise(@PathParam("store") String name, @Context RoutingContext http) {
        EventStore store = stores.store(name, http);
        QueryParameters parameters = QueryParameters.of(http.request().query(), Set.of(DROP_TEXT_INDEX), Set.of());
        boolean dropTextIndex = flag(parameters, DROP_TEXT_INDEX);
        return work.answer(http, Kind.OPTIMISE, store, progress -> answer(store.optimise(dropTextIndex, progress)));
    }

    private static Answer answer(Optimisation done) {
        JsonBuffer body = new JsonBuffer(192);
        body.ascii("{\"freedBytes\":").number(done.freedBytes());
        body.ascii(",\"recordsBytes\":").number(done.recordsBytes());
        body.ascii(",\"columnsBytes\":").number(done.columnsBytes());
        body.ascii(",\"keysBytes\":").number(done.keysBytes());
        body.ascii(",\"postingsBytes\":").number(done.postingsBytes());
        body.ascii(",\"textIndexBytes\":").number(done.textIndexBytes());
        body.ascii(",\"removedBytes\":").number(done.removedBytes());
        body.ascii(",\"garbageBytes\":").number(done.garbageBytes());
        body.ascii(",\"usedBytes\":").number(done.usedBytes());
        return Answer.json(200, body.put('}'));
    }

    private static boolean flag(QueryParameters parameters, String name) {
        String text = parameters.text(name);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw InvalidInputException.invalid(name, "must be 'true' or 'false'");
    }
}
