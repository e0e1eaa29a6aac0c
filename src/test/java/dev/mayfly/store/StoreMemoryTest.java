package dev.mayfly.store;

import static dev.mayfly.eventstore.support.TestEvent.append;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreDeletion;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What thousands of stores take. */
class StoreMemoryTest {
    private static final int STORES = 10_000;
    private static final long MOST_BYTES = 16 << 10;
    private static final int EVENTS = 20_000;
    private static final int FORKS = 100;

    private final Catalogue catalogue =
            new TestCatalogue(new CatalogueLimits(STORES + 1, 1L << 30, null, FORKS + 1, false)).catalogue;

    private int next;

    @Test
    void ten_thousand_empty_ones_take_sixteen_kibibytes_each_at_the_most_and_nothing_when_they_are_gone() {
        makeAndDelete();
        long before = heapBytes();
        long counted = catalogue.memory().usedBytes();
        for (int i = 0; i < STORES; i++) {
            assertThat(catalogue.create("w-" + i, StoreSettings.DEFAULT)).isInstanceOf(StoreCreation.Created.class);
        }
        assertThat((heapBytes() - before) / STORES).isBetween(1L, MOST_BYTES);
        assertCounted(before, counted, 0.15);
        for (int i = 0; i < STORES; i++) {
            assertThat(catalogue.delete("w-" + i)).isEqualTo(StoreDeletion.DELETED);
        }
        assertThat((heapBytes() - before) / STORES).isLessThan(200);
        assertThat(catalogue.memory().usedBytes()).isEqualTo(counted);
    }

    @Test
    void a_fork_counts_what_it_copies_of_its_parent() {
        Store parent = filled("parent");
        fork(parent, "warm");
        long before = heapBytes();
        long counted = catalogue.memory().usedBytes();
        for (int i = 0; i < FORKS; i++) {
            add(fork(parent, "fork-" + i));
        }
        assertCounted(before, counted, 0.15);
        for (int i = 0; i < FORKS; i++) {
            catalogue.delete("fork-" + i);
        }
        add(parent);
        assertThat(catalogue.memory().usedBytes() - counted).isLessThan(1 << 20);
    }

    @Test
    void a_snapshot_counts_what_its_store_copies_afterwards() {
        Store store = filled("store");
        store.keep("warm", store.image(EVENTS));
        add(store);
        long before = heapBytes();
        long counted = catalogue.memory().usedBytes();
        for (int i = 0; i < FORKS; i++) {
            store.keep("snapshot-" + i, store.image(EVENTS));
            add(store);
        }
        assertCounted(before, counted, 0.15);
    }

    @Test
    void a_store_that_is_forked_again_and_again_counts_no_more_than_once() {
        Store parent = filled("parent");
        fork(parent, "fork");
        add(parent);
        long counted = catalogue.memory().usedBytes();
        for (int i = 0; i < 2 * FORKS; i++) {
            catalogue.delete("fork");
            add(fork(parent, "fork"));
            add(parent);
        }
        assertThat(catalogue.memory().usedBytes() - counted).isLessThan(2 << 20);
        catalogue.delete("fork");
        add(parent);
        assertThat(catalogue.memory().usedBytes())
                .isEqualTo(2 * MemoryBudget.STORE_BYTES
                        + parent.memory().usedBytes()
                        + catalogue.defaultStore().memory().usedBytes());
    }

    @Test
    void the_default_number_of_stores_follows_from_the_heap() {
        assertThat(CatalogueLimits.stores(128L << 20)).isEqualTo(1_092);
        assertThat(CatalogueLimits.stores(256L << 20)).isEqualTo(2_184);
        assertThat(CatalogueLimits.stores(1L << 40)).isEqualTo(20_000);
    }

    private Store filled(String name) {
        catalogue.create(name, StoreSettings.DEFAULT);
        Store store = catalogue.store(name).orElseThrow();
        for (int i = 0; i < EVENTS; i++) {
            add(store);
        }
        return store;
    }

    private void add(Store store) {
        int n = next++;
        Append one = append(event("a-" + n % 500, "T" + n % 7)
                .correlation("c-" + n)
                .tags("t-" + n % 50)
                .data("{\"n\":" + n + ",\"text\":\"" + "x".repeat(100) + "\"}"));
        assertThat(store.append(one).toCompletableFuture().join()).isInstanceOf(AppendResult.Appended.class);
    }

    private Store fork(Store parent, String name) {
        StoreCreation made = catalogue.fork(parent, parent.image(EVENTS), name, StoreSettings.DEFAULT, false);
        return (Store) ((StoreCreation.Created) made).store();
    }

    private void assertCounted(long heapBefore, long countedBefore, double within) {
        long heap = heapBytes() - heapBefore;
        long counted = catalogue.memory().usedBytes() - countedBefore;
        assertThat((double) counted / heap)
                .as("%d bytes counted, %d taken", counted, heap)
                .isBetween(1 - within, 1 + within);
    }

    /** Does once what is loaded and compiled by doing it. */
    private void makeAndDelete() {
        StoreCreation.Created made = (StoreCreation.Created) catalogue.create("w", StoreSettings.DEFAULT);
        made.store()
                .append(append(event("a-1", "Happened")))
                .toCompletableFuture()
                .join();
        catalogue.delete("w");
    }

    private static long heapBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
