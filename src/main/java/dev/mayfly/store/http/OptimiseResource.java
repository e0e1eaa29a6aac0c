package dev.mayfly.store.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
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
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lets a store free memory. */
@Path("/stores/{store}/optimise")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
@Tag(name = "Operations", description = "Run the service.")
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
    @Operation(
            operationId = "optimise",
            summary = "Give back memory",
            description =
                    "Gives back the memory that a store holds and does not need, while appends and reads go on. Answers when"
                            + " that is done; a second call waits for the first.")
    @Parameter(
            name = DROP_TEXT_INDEX,
            in = ParameterIn.QUERY,
            description = "Whether to give up the index of text too; the next search for a text builds it anew.",
            example = "true",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @APIResponse(
            responseCode = "200",
            description = "What was given back.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Optimisation")))
    @APIResponse(
            responseCode = "202",
            description = "An operation has begun that does so.",
            headers = {
                @Header(name = "Location", ref = "OperationLocation"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied")
            },
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Operation")))
    @Extension(name = SharedParameters.NAMES, value = "Prefer")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found throttled unavailable")
    public CompletionStage<Response> optimise(@PathParam("store") String name, @Context RoutingContext http) {
        EventStore store = stores.store(name, http);
        QueryParameters parameters = QueryParameters.of(http.request().query(), Set.of(DROP_TEXT_INDEX), Set.of());
        boolean dropTextIndex = flag(parameters, DROP_TEXT_INDEX);
        return work.answer(http, Kind.OPTIMISE, store, progress -> answer(store.optimise(dropTextIndex, progress)));
    }

    private static Response answer(Optimisation done) {
        JsonBuffer body = new JsonBuffer(192);
        body.ascii("{\"freedBytes\":").number(done.freedBytes());
        body.ascii(",\"recordsBytes\":").number(done.recordsBytes());
        body.ascii(",\"columnsBytes\":").number(done.columnsBytes());
        body.ascii(",\"keysBytes\":").number(done.keysBytes());
        body.ascii(",\"postingsBytes\":").number(done.postingsBytes());
        body.ascii(",\"textIndexBytes\":").number(done.textIndexBytes());
        body.ascii(",\"usedBytes\":").number(done.usedBytes());
        return Answers.json(200, body.put('}')).build();
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
