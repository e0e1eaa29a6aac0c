package dev.mayfly.schema.http;

import dev.mayfly.event.Identifier;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.schema.Schemas;
import dev.mayfly.schema.Schemas.Put;
import dev.mayfly.schema.StoreSchema;
import dev.mayfly.schema.json.JsonSchema;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Puts, shows and removes the schemas that new events must fit. */
@Path("/stores/{store}/schemas")
public class SchemaResource {
    private static final List<String> BODY_TYPES = List.of(MediaTypes.JSON);
    private static final Set<String> LIST_PARAMETERS = Set.of("limit", "cursor");
    private static final String CHECK = "check";
    private static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "false", false);
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST_LIMIT = 1_000;
    private static final long PAGE_BYTES = 1 << 20;

    private final StoreLookup stores;
    private final RequestBodies bodies;
    private final Schemas schemas;

    /** Makes the resource. */
    public SchemaResource(StoreLookup stores, RequestBodies bodies, Schemas schemas) {
        this.stores = stores;
        this.bodies = bodies;
        this.schemas = schemas;
    }

    /** Answers with a page of a store's schemas, in the order of their event types. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    public Answer list(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        EventStore store = stores.store(name, http);
        Fields fields = Fields.ofQuery(http.request().query(), LIST_PARAMETERS, Set.of());
        int limit = (int) fields.number("limit", 1, MOST_LIMIT, DEFAULT_LIMIT);
        String cursor = fields.text("cursor");
        String after = cursor == null ? "" : SchemaCursor.eventType(name, cursor);
        List<StoreSchema> page = schemas.page(store, after, limit, PAGE_BYTES);
        JsonBuffer out = new JsonBuffer(256);
        out.ascii("{\"schemas\":[");
        for (int i = 0; i < page.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            write(page.get(i), store, out);
        }
        String last = page.isEmpty() ? "" : page.get(page.size() - 1).eventType();
        boolean more = !page.isEmpty() && !schemas.page(store, last, 1, 1).isEmpty();
        out.ascii("],\"next\":");
        if (more) {
            String next = SchemaCursor.following(name, last);
            String target =
                    http.request().path() + (fields.has("limit") ? "?limit=" + limit + "&" : "?") + "cursor=" + next;
            http.response().headers().add("Link", "<" + target + ">; rel=\"next\"");
            out.string(next);
        } else {
            out.ascii("null");
        }
        return Answer.written(out.put('}'), format);
    }

    /** Answers with the schema for an event type. */
    @GET
    @NonBlocking
    @Path("/{eventType}")
    @Produces(MediaTypes.JSON)
    public Answer show(
            @PathParam("store") String name, @PathParam("eventType") String eventType, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        EventStore store = stores.store(name, http);
        StoreSchema schema = schemas.find(store, eventType).orElseThrow(() -> unknown(eventType));
        JsonBuffer out = new JsonBuffer(256);
        write(schema, store, out);
        return Answer.written(out, format);
    }

    /** Holds new events of a type against a schema, or counts the stored events that would not fit it. */
    @PUT
    @Path("/{eventType}")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> put(
            @PathParam("store") String name, @PathParam("eventType") String eventType, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        EventStore store = stores.budgeted(name, http);
        Identifier.require("eventType", eventType);
        boolean check =
                Fields.ofQuery(http.request().query(), Set.of(CHECK), Set.of()).oneOf(CHECK, BOOLEANS, false);
        MediaTypes.require(http.request().getHeader(HttpHeaders.CONTENT_TYPE), BODY_TYPES);
        LogPrefix log = store.prefix();
        String path = http.request().path();
        Uni<RawJson> text = EventLoop.current()
                .uni(bodies.read(
                        http,
                        body -> CompletableFuture.completedFuture(SchemaReader.read(body.bytes(), body.length()))));
        return text.flatMap(schema -> ClientWork.compute(
                http,
                () -> check
                        ? checked(store, log, eventType, schema, format)
                        : put(store, log, eventType, schema, format, path)));
    }

    private Answer checked(EventStore store, LogPrefix log, String eventType, RawJson text, Format format) {
        JsonSchema schema = schemas.compile(text, log.work());
        JsonBuffer out = new JsonBuffer(32);
        out.ascii("{\"misfits\":").number(schemas.misfits(store, log, eventType, schema));
        return Answer.written(out.put('}'), format).at(log.position());
    }

    private Answer put(EventStore store, LogPrefix log, String eventType, RawJson text, Format format, String path) {
        Work work = log.work();
        Put put = schemas.put(store, eventType, schemas.compile(text, work));
        JsonBuffer out = new JsonBuffer(256);
        if (put instanceof Put.Created created) {
            write(created.schema(), store, out);
            return Answer.json(201, out).with(HttpHeaders.LOCATION, path);
        }
        if (put instanceof Put.Changed changed) {
            write(changed.schema(), store, out);
            return Answer.written(out, format);
        }
        if (put instanceof Put.Full full) {
            throw Problem.limitReached("schemas of a store", full.limit(), "mayfly.schemas.per-store")
                    .exception();
        }
        Put.NoMemory full = (Put.NoMemory) put;
        throw Problem.of(
                        ProblemType.STORE_FULL,
                        "The store has no memory left for this schema. Remove schemas or events that you no longer need, or"
                                + " raise the limit.")
                .with("usedBytes", full.usedBytes())
                .with("limitBytes", full.limitBytes())
                .exception();
    }

    /** Removes the schema for an event type. */
    @DELETE
    @Path("/{eventType}")
    public Uni<Answer> remove(
            @PathParam("store") String name, @PathParam("eventType") String eventType, @Context RoutingContext http) {
        QueryParameters.none(http.request().query());
        EventStore store = stores.store(name, http);
        return ClientWork.compute(http, () -> {
            if (!schemas.remove(store, eventType)) {
                throw unknown(eventType);
            }
            return Answer.noContent();
        });
    }

    private static void write(StoreSchema schema, EventStore store, JsonBuffer out) {
        RawJson text = schema.schema().text();
        out.ascii("{\"eventType\":").string(schema.eventType());
        out.ascii(",\"schema\":").put(text.array(), text.offset(), text.sizeBytes());
        out.ascii(",\"since\":").number(schema.since(store.incarnation())).put('}');
    }

    private static ProblemException unknown(String eventType) {
        return Problem.notFound("There is no schema for the event type '" + eventType + "'.")
                .exception();
    }
}
