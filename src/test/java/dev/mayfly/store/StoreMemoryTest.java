package dev.mayfly.store;

import static dev.mayfly.eventstore.support.TestEvent.append;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreDeletion;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.TestEvent;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What thousands of stores take. */
class StoreMemoryTest {
    private static final int STORES = 10_000;
    private static final long MOST_BYTES = 16 << 10;
    private static final int EVENTS = 20_000;
    private static final int FORKS = 100;
    private static final long SMALL_BYTES = 8 << 20;

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
        store.keep("warm", () -> store.image(EVENTS));
        add(store);
        long before = heapBytes();
        long counted = catalogue.memory().usedBytes();
        for (int i = 0; i < FORKS; i++) {
            store.keep("snapshot-" + i, () -> store.image(EVENTS));
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
    void a_history_counts_until_its_last_reader_is_gone() {
        Catalogue small = new TestCatalogue(new CatalogueLimits(10, SMALL_BYTES, null, FORKS, false)).catalogue;
        Store store = small.defaultStore();
        long whole = fill(store);
        LogPrefix[] read = {store.prefix()};
        store.reset();
        assertThat(small.memory().retiredBytes()).isGreaterThan(SMALL_BYTES / 2);
        assertThat(fill(store)).isLessThan(whole / 5);
        read[0] = null;
        assertHasRoom(store, whole * 9 / 10);

        // A full store leaves no room for a fork.
        store.reset();
        addAll(store, (int) whole * 8 / 10);
        fork(small, store, "fork");
        read[0] = small.store("fork").orElseThrow().prefix();
        store.reset();
        small.delete("fork");
        assertThat(fill(store)).isLessThan(whole / 5);
        read[0] = null;
        assertHasRoom(store, whole * 9 / 10);

        store.reset();
        read[0] = filledAndDeleted(small, "other");
        assertThat(fill(store)).isLessThan(whole / 5);
        read[0] = null;
        assertHasRoom(store, whole * 9 / 10);
        assertThat(small.memory().retiredBytes()).isZero();
    }

    @Test
    void a_history_that_nobody_reads_leaves_its_room_to_the_next() {
        Catalogue small = new TestCatalogue(new CatalogueLimits(10, SMALL_BYTES, null, FORKS, false)).catalogue;
        long whole = fill(created(small, "next"));
        small.delete("next");
        for (int i = 0; i < 5; i++) {
            assertThat(fill(created(small, "next"))).isGreaterThan(whole * 9 / 10);
            small.delete("next");
        }
    }

    @Test
    void a_batch_that_needs_the_room_of_deleted_events_gets_it() {
        Catalogue small = new TestCatalogue(new CatalogueLimits(10, SMALL_BYTES, null, FORKS, false)).catalogue;
        mostlyFilledAndDeleted(small);
        String text = "x".repeat((int) SMALL_BYTES / 20);
        Append batch = append(IntStream.range(0, 8)
                .mapToObj(i -> event("a", "T").data("{\"text\":\"" + text + i + "\"}"))
                .toArray(TestEvent[]::new));
        assertThat(small.defaultStore().append(batch).toCompletableFuture().join())
                .isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void a_fork_keeps_nothing_of_what_its_deleted_parent_has_added_since() {
        Catalogue small = new TestCatalogue(new CatalogueLimits(10, SMALL_BYTES, null, FORKS, false)).catalogue;
        long whole = fill(small.defaultStore());
        small.defaultStore().reset();
        forkedFilledAndDeleted(small);
        long most = 0;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (most < whole / 2) {
            most = fill(small.store("fork").orElseThrow());
            assertThat(System.nanoTime() - deadline).isNegative();
        }
    }

    /** Leaves a fork of a store that was filled afterwards and is gone. */
    private void forkedFilledAndDeleted(Catalogue catalogue) {
        Store parent = created(catalogue, "parent");
        addAll(parent, 10);
        fork(catalogue, parent, "fork");
        fill(parent);
        catalogue.delete("parent");
    }

    private void addAll(Store store, int events) {
        for (int i = 0; i < events; i++) {
            add(store);
        }
    }

    /** Appends until the store is full, and returns the number of events that it took. */
    private long fill(Store store) {
        while (store.append(one()).toCompletableFuture().join() instanceof AppendResult.Appended) {
            next++;
        }
        return store.prefix().position();
    }

    /** Returns what is read of a store that was filled and deleted. */
    private LogPrefix filledAndDeleted(Catalogue catalogue, String name) {
        Store store = created(catalogue, name);
        fill(store);
        catalogue.delete(name);
        return store.prefix();
    }

    /** Fills seven tenths of a catalogue, and deletes that. */
    private void mostlyFilledAndDeleted(Catalogue catalogue) {
        Store store = created(catalogue, "deleted");
        while (catalogue.memory().usedBytes() < SMALL_BYTES * 7 / 10) {
            add(store);
        }
        catalogue.delete("deleted");
    }

    /** Waits until a store takes a number of events after a reset. */
    private void assertHasRoom(Store store, long events) {
        store.reset();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (fill(store) < events) {
            assertThat(System.nanoTime() - deadline).isNegative();
        }
    }

    private static Store created(Catalogue catalogue, String name) {
        catalogue.create(name, StoreSettings.DEFAULT);
        return catalogue.store(name).orElseThrow();
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
        addAll(store, EVENTS);
        return store;
    }

    private void add(Store store) {
        Append one = one();
        next++;
        assertThat(store.append(one).toCompletableFuture().join()).isInstanceOf(AppendResult.Appended.class);
    }

    private Append one() {
        return append(event("a-" + next % 500, "T" + next % 7)
                .correlation("c-" + next)
                .tags("t-" + next % 50)
                .data("{\"n\":" + next + ",\"text\":\"" + "x".repeat(100) + "\"}"));
    }

    private Store fork(Store parent, String name) {
        return fork(catalogue, parent, name);
    }

    private static Store fork(Catalogue catalogue, Store parent, String name) {
        long position = parent.prefix().position();
        StoreCreation made = catalogue.fork(parent, () -> parent.image(position), name, StoreSettings.DEFAULT, false);
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

    /** Returns what is reachable: what is let go of in turn, by threads that clean up, takes several collections. */
    private static long heapBytes() {
        long before = Long.MAX_VALUE;
        long used = collected();
        while (used < before) {
            before = used;
            used = collected();
        }
        return used;
    }

    private static long collected() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
