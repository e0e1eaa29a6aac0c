package dev.mayfly.dump.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.body.StreamedBodies;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.RestPath;

/** Imports a whole store, or appends the events of an export. */
@Path("/stores/{store}/import")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
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

    /** Fills an empty store from an export or, with {@code mode=append}, appends an export's events to a store. */
    @POST
    public CompletionStage<Answer> importStore(@RestPath String store, @Context RoutingContext context) {
        EventStore target = stores.store(store, context);
        boolean append = isAppend(context);
        MediaTypes.require(context.request().getHeader(HttpHeaders.CONTENT_TYPE), MEDIA_TYPES);
        return work.follow(
                context,
                Kind.IMPORT,
                target,
                course -> append ? append(context, target, course) : fill(context, target, course));
    }

    private CompletionStage<Answer> fill(RoutingContext context, EventStore target, Course course) {
        return bodies.read(context, limits.bytes(), into(target, course)).thenApply(ImportResource::answer);
    }

    private CompletionStage<Answer> append(RoutingContext context, EventStore target, Course course) {
        return bodies.read(context, limits.bytes(), appendSink(target, course)).thenApply(ImportResource::answer);
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

    /** Returns a sink that appends events to a store; one at a time, since it holds all events in memory. */
    private AppendSink appendSink(EventStore store, Course course) {
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

    private static Answer answer(Imported imported) {
        JsonBuffer body = new JsonBuffer(64);
        body.ascii("{\"count\":").number(imported.count());
        body.ascii(",\"lastPosition\":").number(imported.lastPosition()).put('}');
        return imported.replayed() ? Answer.json(OK, body).replayed() : Answer.json(CREATED, body);
    }
}
