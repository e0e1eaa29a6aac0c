package dev.mayfly.sample.http;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.work.LongWork;
import dev.mayfly.input.JsonMembers;
import dev.mayfly.operation.Kind;
import dev.mayfly.sample.Sample;
import dev.mayfly.sample.SampleOptions;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Fills a store with a sample. */
@Tag(name = "Stores")
@Path("/stores/{store}/sample")
public class SampleResource {
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final int CREATED = 201;

    private final StoreRequests requests;
    private final SampleLimits limits;
    private final LongWork work;

    /** Makes the resource. */
    public SampleResource(StoreRequests requests, SampleLimits limits, LongWork work) {
        this.requests = requests;
        this.limits = limits;
        this.work = work;
    }

    /** Fills an empty store with the events of a small business. */
    @POST
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "sampleStore",
            summary = "Fill a store with a sample",
            description =
                    "Fills an empty store with the events of a small business that does not exist, or not at all: users,"
                            + " organisations, workflows, cloud resources, orders, invoices, payments, tickets. Nothing happens"
                            + " before what causes it, and payments can be read at `/payments`. The same body makes the same"
                            + " events, ids and all; `to` is in the answer, to be sent again. An event is recorded when it"
                            + " happens, so that `asOf` shows the store as it would have been. The store has another"
                            + " incarnation then.")
    @RequestBody(
            description = "Which sample; all of it may be left out.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "SampleRequest")))
    @APIResponse(
            responseCode = "201",
            description = "The events are in the store.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "SampleAnswer")))
    @APIResponse(
            responseCode = "202",
            description = "An operation has begun that does so.",
            headers = {
                @Header(name = "Location", ref = "OperationLocation"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied")
            },
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Operation")))
    @Extension(name = SharedParameters.NAMES, value = "Prefer")
    @Extension(
            name = ApiDescription.PROBLEMS,
            value = "not-found store-not-empty throttled unavailable store-full unsupported-media-type")
    public Uni<Response> sample(@PathParam("store") String name, @Context RoutingContext http) {
        UsedStore store = requests.store(name, http);
        long nowNanos = store.clock().epochNanos();
        return requests.optionalBody(http, body -> SampleReader.read(body, limits, nowNanos))
                .flatMap(options -> {
                    if (store.prefix().position() > 0) {
                        throw notEmpty();
                    }
                    return Uni.createFrom()
                            .completionStage(
                                    work.answer(http, Kind.SAMPLE, store, progress -> fill(store, options, progress)));
                });
    }

    /** Puts the events together aside, and makes them the store's at the end. */
    private Response fill(UsedStore store, SampleOptions options, Progress progress) {
        try (Import target = store.openImport().orElseThrow(SampleResource::busy)) {
            Sample sample = new Sample(options);
            long done = 0;
            for (EventBatch batch = sample.next(); batch != null; batch = sample.next()) {
                progress.at(done, options.events());
                Import.Refusal refusal = target.add(batch);
                if (refusal != null) {
                    throw AppendProblems.problem(refusal.reason(), false, index -> "")
                            .exception();
                }
                done += batch.size();
            }
            progress.at(done, options.events());
            if (!target.commit()) {
                throw notEmpty();
            }
        }
        return answer(options);
    }

    private static Response answer(SampleOptions options) {
        JsonBuffer body = new JsonBuffer(192);
        JsonMembers members = new JsonMembers(body);
        members.number("count", options.events());
        members.number("lastPosition", options.events());
        members.number("seed", options.seed());
        members.number("days", options.days());
        members.name("from").timestamp(options.fromNanos());
        members.name("to").timestamp(options.toNanos());
        members.end();
        return Answers.json(CREATED, body).build();
    }

    private static RuntimeException notEmpty() {
        return Problem.of(
                        ProblemType.STORE_NOT_EMPTY,
                        "The store already has events. Reset it, or load the sample into an empty store.")
                .exception();
    }

    private static RuntimeException busy() {
        return Problem.throttled("Another import or sample is running. Try again later.", RETRY_AFTER_SECONDS)
                .exception();
    }
}
