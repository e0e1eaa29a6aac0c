package dev.mayfly.search.http;

import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.search.Listing;
import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import dev.mayfly.search.Walk;
import io.quarkus.cache.CacheKey;
import io.quarkus.cache.CacheResult;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The lookup of search pages, each computed only once while it is cached. */
@Singleton
public class SearchPages {
    /**
     * Returns the page that a walk is at, on the event loop that this is called on: at once if it is cached or reads
     * few events, otherwise when a worker has computed it.
     *
     * @param key the key of the page that the other parameters describe
     * @param lines whether the events are written as lines
     */
    @CacheResult(cacheName = "search")
    public Uni<SearchPage> page(
            @CacheKey PageKey key, RoutingContext http, Walk walk, Listing.Search search, int limit, boolean lines) {
        return unkept(http, walk, search, limit, lines);
    }

    /** Returns the page that a walk is at like {@link #page}, bypassing the cache. */
    public Uni<SearchPage> unkept(RoutingContext http, Walk walk, Listing.Search search, int limit, boolean lines) {
        Positions positions = walk.positions(search);
        // One more than the limit, to know whether there is a next page.
        if (positions.candidates(limit + 1L) <= EventReads.AT_ONCE_EVENTS) {
            // A failure in the Uni reaches the caller as it is; the cache would wrap one that is thrown.
            return Uni.createFrom().item(() -> SearchPage.read(walk, search, positions, limit, lines));
        }
        return ClientWork.compute(http, () -> SearchPage.read(walk, search, positions, limit, lines));
    }
}
