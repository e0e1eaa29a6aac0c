package dev.mayfly.store.http;

import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.IndexReport;
import dev.mayfly.eventstore.StoreName;
import dev.mayfly.eventstore.prefix.Steps;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.store.Store;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** The resource that declares, lists and removes a store's indexes of values. */
@Path("/stores/{store}/indexes")
public class IndexResource {
    private final StoreRequests requests;
    private final IndexLimits limits;
    /** By store whose indexes are being built: what was wanted last. */
    private final Map<Store, Wanted> wanted = new ConcurrentHashMap<>();

    /** A wish to have indexes built, which equals no other one. */
    private static final class Wanted {
        private final long position;

        Wanted(long position) {
            this.position = position;
        }
    }

    /** Makes the resource. */
    public IndexResource(StoreRequests requests, IndexLimits limits) {
        this.requests = requests;
        this.limits = limits;
    }

    /** Answers with all indexes of a store. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    public Answer list(@PathParam("store") String storeName, @Context RoutingContext http) {
        List<IndexReport> all = requests.store(storeName, http).indexes();
        JsonBuffer out = new JsonBuffer(512);
        out.ascii("{\"indexes\":[");
        for (int i = 0; i < all.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            write(all.get(i), out);
        }
        return Answer.json(200, out.ascii("]}"));
    }

    /** Answers with an index. */
    @GET
    @NonBlocking
    @Path("{index}")
    @Produces(MediaTypes.JSON)
    public Answer show(
            @PathParam("store") String storeName, @PathParam("index") String name, @Context RoutingContext http) {
        return answer(200, find(Store.of(requests.store(storeName, http)), name));
    }

    /** Declares an index, which is then built in the background. */
    @PUT
    @Path("{index}")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> declare(
            @PathParam("store") String storeName, @PathParam("index") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.store(storeName, http));
        StoreName.require("index", name);
        Executor turns = ClientWork.turnsOf(http);
        String location = http.request().path();
        return requests.body(http, IndexReader::path)
                .flatMap(path -> ClientWork.compute(http, () -> {
                    boolean created = define(store, name, path);
                    build(store, turns);
                    Answer.Whole answer = answer(created ? 201 : 200, find(store, name));
                    return created ? answer.with(HttpHeaders.LOCATION, location) : answer;
                }));
    }

    /** Removes an index, and frees its memory. */
    @DELETE
    @Path("{index}")
    public Uni<Answer> remove(
            @PathParam("store") String storeName, @PathParam("index") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.target(storeName, http));
        return ClientWork.compute(http, () -> {
            find(store, name);
            store.defineIndexes(known -> {
                Map<String, String> rest = new HashMap<>(known);
                rest.remove(name);
                return rest;
            });
            return Answer.noContent();
        });
    }

    /** Adds or changes an index; returns whether there was none of that name. */
    private boolean define(Store store, String name, EventPath path) {
        AtomicBoolean created = new AtomicBoolean();
        store.defineIndexes(known -> {
            Map<String, String> all = new HashMap<>(known);
            created.set(all.put(name, path.toString()) == null);
            if (all.size() > limits.perStore()) {
                throw Problem.limitReached("indexes of a store", limits.perStore(), "mayfly.stores.indexes")
                        .exception();
            }
            return all;
        });
        return created.get();
    }

    /** Has the indexes of a store built up to its present end, in turn with other work, by at most one task for each store. */
    private void build(Store store, Executor turns) {
        if (wanted.put(store, new Wanted(store.glance().position())) == null) {
            var unused = Steps.run(() -> buildSome(store), turns).whenComplete((done, failure) -> {
                if (failure != null) {
                    wanted.remove(store);
                }
            });
        }
    }

    private boolean buildSome(Store store) {
        Wanted now = wanted.get(store);
        if (now == null) {
            return false;
        }
        boolean more = !store.isDeleted() && store.buildSomeOfIndexes(now.position);
        // If somebody has wanted more meanwhile, this task does that too.
        return more || !wanted.remove(store, now);
    }

    private static IndexReport find(Store store, String name) {
        return store.indexes().stream()
                .filter(index -> index.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Problem.notFound("There is no index '" + name + "'.").exception());
    }

    private static Answer.Whole answer(int status, IndexReport index) {
        JsonBuffer out = new JsonBuffer(256);
        write(index, out);
        return Answer.json(status, out);
    }

    private static void write(IndexReport index, JsonBuffer out) {
        out.ascii("{\"name\":").string(index.name());
        out.ascii(",\"path\":").string(index.path());
        out.ascii(",\"state\":\"").ascii(index.state().name().toLowerCase(Locale.ROOT));
        out.ascii("\",\"position\":").number(index.position());
        out.ascii(",\"values\":").number(index.values());
        out.ascii(",\"bytes\":").number(index.bytes()).put('}');
    }
}
