package dev.mayfly.store.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.EventText;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.Reply;
import dev.mayfly.input.Fields;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Store;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lists the stores. */
@Tag(name = "Read", description = "Read events, aggregates and stores.")
@Path("/stores")
public class StoresResource {
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");
    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MAX_LIMIT = 10_000;
    /** About the most bytes of a store's text. */
    private static final int STORE_BYTES = 512;

    private final Catalogue catalogue;

    /** Makes the resource. */
    public StoresResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Answers with a page of stores, ordered by name. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "listStores",
            summary = "List the stores",
            description =
                    "A page of stores with what they hold, in the order of their names. To be listed is no use of a"
                            + " store: one with a `ttl` goes all the same.")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "The most stores of the page.",
            example = "100",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1000"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "Where the page begins: `next` of the page before.",
            example = "c3RvcmVzLWJlaGluZDp0ZXN0LTQx",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The stores.",
            headers = {@Header(name = "Link", ref = "NextPage")},
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "StoreList")))
    public Reply list(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), PARAMETERS, Set.of());
        int limit = (int) fields.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        String cursor = fields.text("cursor");
        String after = cursor == null ? "" : StoreCursor.name(cursor);
        List<Store> page = catalogue.page(after, limit + 1);
        String next =
                page.size() > limit ? StoreCursor.behind(page.get(limit - 1).name()) : null;
        JsonBuffer out = new JsonBuffer(512);
        out.ascii("{\"stores\":[");
        for (int i = 0; i < Math.min(limit, page.size()); i++) {
            if (i > 0) {
                out.put(',');
            }
            StoreResource.write(page.get(i), page.get(i).prefix(), out);
        }
        out.ascii("],\"next\":");
        if (next == null) {
            out.ascii("null");
        } else {
            out.string(next);
            String target =
                    http.request().path() + (fields.has("limit") ? "?limit=" + limit + "&" : "?") + "cursor=" + next;
            http.response().headers().add("Link", "<" + target + ">; rel=\"next\"");
        }
        out.put('}');
        return new Reply(EventText.of(out), format.mediaType(), (long) STORE_BYTES * page.size());
    }
}
