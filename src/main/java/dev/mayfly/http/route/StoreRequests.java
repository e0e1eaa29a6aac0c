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

/** The steps that calls on a whole store share: finding the store, refusing query parameters, reading a JSON body. */
@Singleton
public final class StoreRequests {
    private static final List<String> BODY_TYPES = List.of(MediaTypes.JSON);

    private final StoreLookup stores;
    private final RequestBodies bodies;

    StoreRequests(StoreLookup stores, RequestBodies bodies) {
        this.stores = stores;
        this.bodies = bodies;
    }

    /** Returns the store of a call with a JSON answer, or refuses the call. */
    public UsedStore store(String store, RoutingContext http) {
        Format.of(http, Format.JSON);
        return target(store, http);
    }

    /** Returns the store of a call with an empty answer, or refuses the call. */
    public UsedStore target(String store, RoutingContext http) {
        UsedStore used = stores.used(store, http);
        QueryParameters.none(http.request().query());
        return used;
    }

    /**
     * Returns the reader's result for the body, which must be JSON, delivered on the event loop that this is called on.
     */
    public <T> Uni<T> body(RoutingContext http, Function<RequestBody, T> reader) {
        requireJson(http);
        return read(http, reader);
    }

    /**
     * Returns the reader's result for the body, which must be JSON unless it is empty, delivered as by {@link #body}.
     */
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
