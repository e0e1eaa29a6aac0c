package dev.mayfly.search.http;

import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.read.CriteriaMemory;
import dev.mayfly.http.read.WaitingRequests;
import dev.mayfly.search.Listing;
import dev.mayfly.search.Walk;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Answers searches, at once or when enough events match. */
@Singleton
public class Searches {
    private final EventReads reads;
    private final WaitingRequests waiting;
    private final SearchTimes times;
    private final CriteriaMemory memory;

    /** Makes the answers. */
    public Searches(EventReads reads, WaitingRequests waiting, SearchTimes times, CriteriaMemory memory) {
        this.reads = reads;
        this.waiting = waiting;
        this.times = times;
        this.memory = memory;
    }

    /**
     * Answers a search.
     *
     * @param target the path and query that the link to the next page is of, to be followed by the cursor
     * @throws dev.mayfly.event.InvalidInputException if the search waits for matches, which the format cannot report
     */
    public Uni<Answer> answer(
            RoutingContext http, String target, EventStore store, SearchRequest request, Format format) {
        MinCount minCount = request.minCount();
        MinCount.requireFormat(minCount, format);
        ListRequest<Listing.Search> page = request.page();
        Listing.Search search = page.listing();
        return page.point().read(http, store, search.criteria()::sizeBytes, ready -> {
            if (minCount == null) {
                Runnable found = timing(ready);
                return reads.search(http, target, page.walk(ready), search, format, found);
            }
            memory.hold(http, search.criteria());
            return Uni.createFrom()
                    .completionStage(() -> MatchWait.start(http, ready, search.criteria(), minCount, waiting))
                    .flatMap(outcome -> {
                        Walk walk = new Walk(ready, outcome.log(), AsOf.HEAD, search, 0, 0, page.limit());
                        return reads.search(http, target, walk, search, outcome.satisfied(), timing(ready));
                    });
        });
    }

    /** Returns what records the time from now until it is called. */
    private Runnable timing(EventStore store) {
        long startNanos = System.nanoTime();
        return () -> times.took(store.name(), Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
