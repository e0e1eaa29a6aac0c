package dev.mayfly.search.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.route.RoutedServer;
import dev.mayfly.search.Listing;
import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import dev.mayfly.search.Walk;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A page that is computed for one client while others wait for it. */
class SharedPageTest {
    private final EventStore store = new EmbeddedEventStore("default", 1 << 26, TimeSource.SYSTEM);
    private final Listing.Search search = new Listing.Search(Criteria.ALL, Sort.TIMESTAMP, Order.ASCENDING);

    /** The client for which each page was computed has gone. */
    private static final class Abandoned extends SearchPages {
        @Override
        public Uni<SearchPage> page(
                PageKey key, RoutingContext http, Walk walk, Listing.Search search, int limit, boolean lines) {
            return Uni.createFrom().item(() -> {
                try {
                    new Work(1, () -> true).pay(1);
                    throw new AssertionError("was to be abandoned");
                } catch (Work.AbandonedException gone) {
                    throw new CompletionException(gone);
                }
            });
        }
    }

    @Test
    void a_page_is_computed_again_for_a_client_that_still_waits_for_it() throws Exception {
        Reading.append(store, TestEvent.append(TestEvent.event("a-1", "T")));
        EventReads reads = new EventReads(new Abandoned(), key -> null, null);
        CompletableFuture<Integer> answered = new CompletableFuture<>();
        try (RoutedServer server = RoutedServer.start(http -> {
            Walk walk = Walk.begin(store, AsOf.HEAD, search, 0);
            reads.search(http, "/events?", walk, search, Format.JSON, () -> {})
                    .subscribe()
                    .with(answer -> answered.complete(answer.status()), answered::completeExceptionally);
        })) {
            try (Socket client = server.connect()) {
                RoutedServer.get(client);
                assertThat(answered.get(10, TimeUnit.SECONDS)).isEqualTo(200);
            }
        }
    }
}
