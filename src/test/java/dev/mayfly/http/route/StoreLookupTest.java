package dev.mayfly.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.log.EmbeddedStores;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.CatalogueLimits;
import dev.mayfly.store.ProcessTime;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoreLookupTest {
    private static final Duration TTL = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong();
    private final Catalogue catalogue = new Catalogue(
            new EmbeddedStores(),
            (store, clock) -> store,
            new CatalogueLimits(10, 64 << 20, TTL, 5, false),
            new ProcessTime(nanos::get, nanos::get),
            (delay, task) -> {});
    private final StoreLookup lookup = new StoreLookup(
            catalogue,
            new RequestLimits(1, 1, 1, 1, CriteriaLimits.NONE, 1_000_000_000_000L, new EventParser.Limits(1, 1)),
            request -> Work.Memory.UNLIMITED);

    private EventStore made(String name) {
        StoreCreation creation = catalogue.create(name, StoreSettings.DEFAULT);
        return ((StoreCreation.Created) creation).store();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        catalogue.expire();
    }

    @Test
    void a_store_that_is_held_stays_although_nobody_asks_for_it() {
        EventStore store = made("one");
        Runnable release = lookup.hold(store);
        pass(TTL.multipliedBy(3));
        assertThat(store.isDeleted()).isFalse();
        release.run();
        pass(TTL.minusSeconds(1));
        assertThat(store.isDeleted()).isFalse();
        pass(TTL);
        assertThat(store.isDeleted()).isTrue();
    }

    @Test
    void a_store_that_has_gone_cannot_be_held_nor_another_of_its_name() {
        EventStore store = made("one");
        pass(TTL);
        assertThatThrownBy(() -> lookup.hold(store)).isInstanceOf(ProblemException.class);
        EventStore other = made("one");
        assertThatThrownBy(() -> lookup.hold(store)).isInstanceOf(ProblemException.class);
        pass(TTL);
        assertThat(other.isDeleted()).as("nobody holds it").isTrue();
    }

    @Test
    void a_store_is_not_kept_for_a_client_whose_connection_was_reset() throws Exception {
        EventStore store = made("one");
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        CompletableFuture<String> asked = new CompletableFuture<>();
        try (RoutedServer server = RoutedServer.start(http -> {
            // Runs when all are told that the connection is broken, and before it is told as closed.
            http.request()
                    .connection()
                    .exceptionHandler(reset -> http.vertx().runOnContext(later -> {
                        boolean toldAsClosed = http.response().closed();
                        lookup.store("one", http);
                        pass(TTL);
                        asked.complete("closed " + toldAsClosed + ", deleted " + store.isDeleted());
                    }));
            arrived.complete(null);
        })) {
            try (Socket client = server.connect()) {
                client.setSoLinger(true, 0);
                RoutedServer.get(client);
                arrived.get(10, TimeUnit.SECONDS);
            }
            assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("closed false, deleted true");
        }
    }

    @Test
    void a_search_ends_when_its_client_goes() throws Exception {
        EventStore store = made("one");
        Reading.append(store, TestEvent.append(TestEvent.event("a-1", "T")));
        CompletableFuture<Void> searching = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (RoutedServer server = RoutedServer.start(http -> {
            LogPrefix log = lookup.budgeted("one", http).prefix();
            ClientWork.compute(http, () -> {
                        while (true) {
                            log.search(Criteria.ALL, Sort.POSITION, Order.ASCENDING, 0)
                                    .next();
                            searching.complete(null);
                        }
                    })
                    .subscribe()
                    .with(unused -> {}, ended::completeExceptionally);
        })) {
            try (Socket client = server.connect()) {
                RoutedServer.get(client);
                searching.get(10, TimeUnit.SECONDS);
                assertThat(ended).isNotDone();
            }
            assertThat(ended)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withCauseInstanceOf(Work.AbandonedException.class);
        }
    }
}
