package dev.mayfly.dump.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.body.StreamedBodies;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.work.LongWork;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.operation.Course;
import dev.mayfly.operation.Kind;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Takes in a whole store. */
@Path("/stores/{store}/import")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
@Tag(name = "Stores", description = "Make stores that live as long as they are used, and rule their time.")
public class ImportResource {
    private static final List<String> MEDIA_TYPES = List.of(MediaTypes.NDJSON);
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final String MODE = "mode";
    private static final String APPEND = "append";

    private final StoreLookup stores;
    private final StreamedBodies bodies;
    private final RequestLimits requests;
    private final ImportLimits limits;
    private final LongWork work;
    private final AtomicBoolean appending = new AtomicBoolean();

    ImportResource(
            StoreLookup stores, StreamedBodies bodies, RequestLimits requests, ImportLimits limits, LongWork work) {
        this.stores = stores;
        this.bodies = bodies;
        this.requests = requests;
        this.limits = limits;
        this.work = work;
    }

    /** Fills an empty store with events that have been in one. */
    @POST
    @Operation(
            operationId = "importStore",
            summary = "Import a store",
            description =
                    "Fills an empty store with the events of an export, with their positions, versions, ids, times and all, or not"
                            + " at all. It takes whole events: the next position, the next version of the aggregate, an id that is"
                            + " new, and a `recordedAt` that is not before that of the event before it. The store has another"
                            + " incarnation then. The body is read as it comes and may be much larger than that of an append.\n\n"
                            + "With `mode=append` the events are put behind those that are there, as one append: with new"
                            + " positions, versions and `recordedAt`, their own ids and times. A known id is refused, unless all"
                            + " of them are there already in the same order: then nothing is stored.\n\n"
                            + "With `Prefer: respond-async` there is an operation from the beginning of the body on, which can be"
                            + " cancelled until its last event has been read. The answer comes when the body has, or the"
                            + " operation has ended; what is wrong in the body is what the operation has failed by.")
    @Parameter(
            name = MODE,
            in = ParameterIn.QUERY,
            description = "`append` puts the events behind those that are there; without it the store must be empty.",
            schema = @Schema(type = SchemaType.STRING, enumeration = APPEND))
    @RequestBody(
            required = true,
            description = "The events, with a checksum or without. They may be compressed (Content-Encoding: gzip).",
            content = @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "Event")))
    @APIResponse(
            responseCode = "201",
            description = "The events are in the store.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "ImportAnswer")))
    @APIResponse(
            responseCode = "200",
            description = "The events had been appended before; nothing was stored now.",
            headers = @Header(name = "Idempotent-Replayed", ref = "Replayed"),
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "ImportAnswer")))
    @APIResponse(
            responseCode = "202",
            description = "The body has come, and an operation imports it.",
            headers = {
                @Header(name = "Location", ref = "OperationLocation"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied")
            },
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Operation")))
    @Extension(name = SharedParameters.NAMES, value = "Prefer")
    @Extension(
            name = ApiDescription.PROBLEMS,
            value = "not-found store-not-empty duplicate-event throttled store-full unavailable")
    public CompletionStage<Response> importStore(@RestPath String store, @Context RoutingContext context) {
        EventStore target = stores.store(store, context);
        boolean append = isAppend(context);
        MediaTypes.require(context.request().getHeader(HttpHeaders.CONTENT_TYPE), MEDIA_TYPES);
        return work.follow(
                context,
                Kind.IMPORT,
                target,
                course -> append ? append(context, target, course) : fill(context, target, course));
    }

    private CompletionStage<Response> fill(RoutingContext context, EventStore target, Course course) {
        return bodies.read(context, limits.bytes(), into(target, course)).thenApply(ImportResource::answer);
    }

    private CompletionStage<Response> append(RoutingContext context, EventStore target, Course course) {
        return bodies.read(context, limits.bytes(), behind(target, course)).thenApply(ImportResource::answer);
    }

    private static boolean isAppend(RoutingContext context) {
        String mode = QueryParameters.of(context.request().query(), Set.of(MODE), Set.of())
                .text(MODE);
        if (mode != null && !mode.equals(APPEND)) {
            throw InvalidInputException.invalid(MODE, "must be '" + APPEND + "', or left out");
        }
        return mode != null;
    }

    private ImportSink into(EventStore store, Course course) {
        if (store.prefix().position() > 0) {
            throw ImportSink.notEmpty();
        }
        Import target = store.openImport().orElseThrow(ImportResource::busy);
        return new ImportSink(course, target, requests.events().eventBytes());
    }

    /** Returns what appends events to a store: one import at a time, since all events are held. */
    private AppendSink behind(EventStore store, Course course) {
        if (!appending.compareAndSet(false, true)) {
            throw busy();
        }
        return new AppendSink(
                course,
                store,
                requests.events().eventBytes(),
                requests.bodyBytesInFlight(),
                () -> appending.set(false));
    }

    private static RuntimeException busy() {
        return Problem.throttled("Another import is running. Try again later.", RETRY_AFTER_SECONDS)
                .exception();
    }

    private static Response answer(Imported imported) {
        JsonBuffer body = new JsonBuffer(64);
        body.ascii("{\"count\":").number(imported.count());
        body.ascii(",\"lastPosition\":").number(imported.lastPosition()).put('}');
        return imported.replayed()
                ? Answers.json(OK, body).header("Idempotent-Replayed", "true").build()
                : Answers.json(CREATED, body).build();
    }
}
