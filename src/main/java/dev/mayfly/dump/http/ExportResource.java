package dev.mayfly.dump.http;

import dev.mayfly.dump.DumpText;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.Fields;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Gives out a whole store. */
@Tag(name = "Stores", description = "Make stores that live as long as they are used, and rule their time.")
@Path("/stores/{store}/export")
public class ExportResource {
    private static final String CHECKSUM = "checksum";
    private static final Set<String> PARAMETERS = Set.of("asOf", "minPosition", "timeout", CHECKSUM);

    private final StoreLookup stores;

    /** Makes the resource. */
    public ExportResource(StoreLookup stores) {
        this.stores = stores;
    }

    /** Answers with all events of a store, one a line. */
    @GET
    @Produces(MediaTypes.NDJSON)
    @Operation(
            operationId = "exportStore",
            summary = "Export a store",
            description =
                    "All events in the order of their positions, one a line, as everywhere else: positions, versions and all. An"
                            + " import of it makes the same store. However many there are, it takes constant memory and goes at"
                            + " the client's pace; what is appended meanwhile is not in it.")
    @Extension(name = SharedParameters.NAMES, value = "asOf minPosition timeout")
    @Parameter(
            name = CHECKSUM,
            in = ParameterIn.QUERY,
            description =
                    "Whether there is a line before the events that says how many there are, and one behind them with their"
                            + " SHA-256, so that an import notices what is missing or changed.",
            example = "true",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @APIResponse(
            responseCode = "200",
            description = "The events.",
            content = @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "Event")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found unavailable")
    public Uni<Answer> export(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.NDJSON);
        Fields fields = Fields.ofQuery(http.request().query(), PARAMETERS, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        boolean checksum = fields.oneOf(CHECKSUM, Map.of("true", true, "false", false), false);
        return point.read(
                stores.store(name, http),
                store -> Uni.createFrom().item(reply(store, point.log(store, http), checksum, format)));
    }

    private static Answer reply(EventStore store, LogPrefix log, boolean checksum, Format format) {
        TextSource text = checksum ? DumpText.of(store.name(), log) : DumpText.events(log);
        return Answer.text(text, format, Long.MAX_VALUE);
    }
}
