package dev.mayfly.http.route;

import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.input.QueryParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The steps that calls on a store as a whole share: which store, nothing but a path, a JSON body in and out. */
@Singleton
public final class StoreRequests {
    private static final List<String> BODY_TYPES = List.of(MediaTypes.JSON);

    private final StoreLookup stores;
    private final RequestBodies bodies;

    StoreRequests(StoreLookup stores, RequestBodies bodies) {
        this.stores = stores;
        this.bodies = bodies;
    }

    /** Returns the store of a call that is answered in JSON, or refuses the call. */
    public UsedStore store(String store, RoutingContext http) {
        Format.of(http, Format.JSON);
        return target(store, http);
    }

    /** Returns the store of a call that is answered without a body, or refuses the call. */
    public UsedStore target(String store, RoutingContext http) {
        UsedStore used = stores.used(store, http);
        QueryParameters.none(http.request().query());
        return used;
    }

    /** Returns what the reader makes of the body, which has to be JSON; told on the event loop that this is called on. */
    public <T> Uni<T> body(RoutingContext http, Function<RequestBody, T> reader) {
        requireJson(http);
        return read(http, reader);
    }

    /** Returns what the reader makes of the body, which has to be JSON unless it is empty; told as by {@link #body}. */
    public <T> Uni<T> optionalBody(RoutingContext http, Function<RequestBody, T> reader) {
        return read(http, body -> {
            if (body.length() > 0) {
                requireJson(http);
            }
            return reader.apply(body);
        });
    }

    private <T> Uni<T> read(RoutingContext http, Function<RequestBody, T> reader) {
        return EventLoop.current()
                .uni(bodies.read(http, body -> CompletableFuture.completedFuture(reader.apply(body))));
    }

    private static void requireJson(RoutingContext http) {
        MediaTypes.require(http.request().getHeader(HttpHeaders.CONTENT_TYPE), BODY_TYPES);
    }
}
