package dev.mayfly.store;

import static dev.mayfly.eventstore.support.TestEvent.append;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.Authority;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is left to the default store when others have taken all the memory that they may. */
class MemoryReserveTest {
    private static final long LIMIT_BYTES = 64 << 20;
    private static final long RESERVE_BYTES = LIMIT_BYTES / MemoryBudget.RESERVE_PART;
    private static final int EVENT_BYTES = 100_000;

    private final Catalogue catalogue =
            new TestCatalogue(new CatalogueLimits(10_000, LIMIT_BYTES, null, 100, false)).catalogue;

    private int next;

    @Test
    void other_stores_leave_a_sixteenth_to_the_default_one() {
        Store other = created("other");
        AppendResult.StoreFull full = fill(other);
        assertThat(full.limitBytes()).isEqualTo(LIMIT_BYTES - RESERVE_BYTES);
        assertThat(catalogue.memory().leftBytes(0)).isGreaterThan(RESERVE_BYTES * 3 / 4);
        for (int i = 0; i < RESERVE_BYTES / EVENT_BYTES / 2; i++) {
            assertThat(add(catalogue.defaultStore())).isInstanceOf(AppendResult.Appended.class);
        }
        AppendResult.StoreFull whole = fill(catalogue.defaultStore());
        assertThat(whole.limitBytes()).isEqualTo(LIMIT_BYTES);
        assertThat(catalogue.memory().leftBytes(0)).isLessThan(2 * EVENT_BYTES);
    }

    @Test
    void the_default_store_alone_may_take_everything() {
        assertThat(fill(catalogue.defaultStore()).limitBytes()).isEqualTo(LIMIT_BYTES);
        assertThat(catalogue.memory().leftBytes(0)).isLessThan(2 * EVENT_BYTES);
    }

    @Test
    void no_store_fork_or_snapshot_is_made_of_what_is_kept_for_the_default_store() {
        filledWithSnapshot("other");
        for (int i = 0; catalogue.create("s-" + i, StoreSettings.DEFAULT) instanceof StoreCreation.Created; i++) {
            assertThat(i).isLessThan(20);
        }
        long used = catalogue.memory().usedBytes();

        assertThat(catalogue.create("one-more", StoreSettings.DEFAULT))
                .isInstanceOfSatisfying(StoreCreation.Full.class, full -> {
                    assertThat(full.memory().limitBytes()).isEqualTo(LIMIT_BYTES - RESERVE_BYTES);
                    assertThat(full.memory().usedBytes()).isEqualTo(used);
                });
        Store parent = catalogue.defaultStore();
        assertThat(catalogue.fork(parent, () -> parent.image(0), "fork", StoreSettings.DEFAULT, false))
                .isInstanceOf(StoreCreation.Full.class);
        assertThat(parent.keep("snapshot", () -> parent.image(0))).isInstanceOf(SnapshotResult.Full.class);
        assertThat(catalogue.store("one-more")).isEmpty();
        assertThat(catalogue.memory().usedBytes()).isEqualTo(used);

        assertThat(catalogue.create("other", StoreSettings.DEFAULT)).isInstanceOf(StoreCreation.Same.class);
        catalogue.delete("other");
        // What was deleted counts until the collector has found that nobody reads it.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!(catalogue.create("one-more", StoreSettings.DEFAULT) instanceof StoreCreation.Created)) {
            System.gc();
            assertThat(System.nanoTime() - deadline).isNegative();
        }
    }

    @Test
    void forks_of_the_default_store_with_an_append_each_leave_it_room_for_more() {
        Store parent = catalogue.defaultStore();
        while (catalogue.memory().leftBytes(0) > LIMIT_BYTES / 2) {
            add(parent);
        }
        int forks = 0;
        while (catalogue.fork(
                        parent,
                        () -> parent.image(parent.prefix().position()),
                        "f-" + forks,
                        StoreSettings.DEFAULT,
                        false)
                instanceof StoreCreation.Created made) {
            small((Store) made.store());
            assertThat(small(parent)).isInstanceOf(AppendResult.Appended.class);
            forks++;
        }
        assertThat(forks).isGreaterThan(10);
        for (int i = 0; i < 1_000; i++) {
            assertThat(catalogue.fork(parent, () -> fail("an image was taken"), "more", StoreSettings.DEFAULT, false))
                    .isInstanceOf(StoreCreation.Full.class);
            assertThat(parent.keep("more", () -> fail("an image was taken"))).isInstanceOf(SnapshotResult.Full.class);
            assertThat(small(parent)).isInstanceOf(AppendResult.Appended.class);
        }
    }

    @Test
    void events_that_must_not_be_refused_take_up_to_an_eighth_more() {
        Store store = catalogue.defaultStore();
        fill(store);
        String text = "x".repeat(EVENT_BYTES);
        int count = 0;
        while (store.append(append(event("e", "T").data("{\"text\":\"" + text + "\"}"))
                                .by(Authority.SERVER))
                        .toCompletableFuture()
                        .join()
                instanceof AppendResult.Appended) {
            count++;
        }
        assertThat(count).isBetween((int) (LIMIT_BYTES / EVENT_BYTES / 16), (int) (LIMIT_BYTES / EVENT_BYTES / 7));
        assertThat(catalogue.memory().usedBytes()).isBetween(LIMIT_BYTES, LIMIT_BYTES * 9 / 8 + 4 * EVENT_BYTES);
    }

    private AppendResult small(Store store) {
        return store.append(append(event("s-" + next++ % 500, "T")))
                .toCompletableFuture()
                .join();
    }

    /** Fills a store that has a snapshot, and keeps no hold of it. */
    private void filledWithSnapshot(String name) {
        Store store = created(name);
        assertThat(store.keep("kept", () -> store.image(0))).isInstanceOf(SnapshotResult.Taken.class);
        fill(store);
    }

    private Store created(String name) {
        catalogue.create(name, StoreSettings.DEFAULT);
        return catalogue.store(name).orElseThrow();
    }

    private AppendResult add(Store store) {
        return store.append(append(event("a-" + next++, "T").data("\"" + "x".repeat(EVENT_BYTES) + "\"")))
                .toCompletableFuture()
                .join();
    }

    private AppendResult.StoreFull fill(Store store) {
        AppendResult result = add(store);
        while (result instanceof AppendResult.Appended) {
            result = add(store);
        }
        return (AppendResult.StoreFull) result;
    }
}
