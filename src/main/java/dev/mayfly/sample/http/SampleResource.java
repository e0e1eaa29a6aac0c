package dev.mayfly.sample.http;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.json.JsonWriter;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.work.LongWork;
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

/** The resource that fills a store with a sample. */
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
    public Uni<Answer> sample(@PathParam("store") String name, @Context RoutingContext http) {
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

    /** Builds the events separately, and makes them part of the store at the end. */
    private Answer fill(UsedStore store, SampleOptions options, Progress progress) {
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

    private static Answer answer(SampleOptions options) {
        return Answer.json(CREATED, JsonWriter.text(out -> {
            out.writeStartObject();
            out.writeNumberField("count", options.events());
            out.writeNumberField("lastPosition", options.events());
            out.writeNumberField("seed", options.seed());
            out.writeNumberField("days", options.days());
            JsonWriter.time(out, "from", options.fromNanos());
            JsonWriter.time(out, "to", options.toNanos());
            out.writeEndObject();
        }));
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
