package dev.mayfly.rest.query;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.query.AsOf;
import dev.mayfly.query.EventText;
import dev.mayfly.rest.MediaTypes;
import dev.mayfly.rest.QueryParameters;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lists the stores. */
@Tag(name = "Read", description = "Read events, aggregates and stores.")
@Path("/stores")
public class StoresResource {
    private final Stores stores;

    /** Makes the resource. */
    public StoresResource(Stores stores) {
        this.stores = stores;
    }

    /** Answers with all stores and what they hold, in the order of their names. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "listStores",
            summary = "List the stores",
            description = "All stores with what they hold, in the order of their names.")
    @APIResponse(
            responseCode = "200",
            description = "The stores.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "StoreList")))
    public Reply list(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        JsonBuffer out = new JsonBuffer(512);
        out.ascii("{\"stores\":");
        char separator = '[';
        for (EventStore store : stores.all()) {
            out.put(separator);
            StoreResource.write(store, AsOf.HEAD, out);
            separator = ',';
        }
        out.ascii("]}");
        return Reply.small(EventText.of(out), format);
    }
}
