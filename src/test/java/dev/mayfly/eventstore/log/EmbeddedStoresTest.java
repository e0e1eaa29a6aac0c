package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The stores that {@link EmbeddedStores} makes. */
class EmbeddedStoresTest {
    private final EmbeddedStores stores = new EmbeddedStores();
    private final AtomicLong limit = new AtomicLong(1 << 20);
    private final FakeClock clock = new FakeClock();

    private static AppendResult append(EventStore store) {
        return Reading.append(store, TestEvent.append(event("a-1", "T")));
    }

    @Test
    void a_store_has_its_name_and_no_events_and_follows_its_limit() {
        EventStore store = stores.make("first", limit::get, clock);
        assertThat(store.name()).isEqualTo("first");
        assertThat(store.prefix().position()).isZero();
        assertThat(append(store)).isInstanceOf(AppendResult.Appended.class);
        limit.set(1);
        assertThat(store.memory().limitBytes()).isEqualTo(1);
        assertThat(append(store)).isInstanceOf(AppendResult.StoreFull.class);
    }

    @Test
    void a_store_made_of_an_image_has_the_events_of_the_image_and_goes_its_own_way() {
        EventStore store = stores.make("first", limit::get, clock);
        append(store);
        append(store);
        EventStore fork = stores.make("fork", limit::get, clock, store.image(1));
        assertThat(fork.name()).isEqualTo("fork");
        assertThat(fork.prefix().position()).isEqualTo(1);
        append(store);
        assertThat(append(fork)).isInstanceOf(AppendResult.Appended.class);
        assertThat(fork.prefix().position()).isEqualTo(2);
        limit.set(1);
        assertThat(append(fork)).isInstanceOf(AppendResult.StoreFull.class);
    }
}
