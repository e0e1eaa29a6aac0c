package dev.mayfly.store;

import static dev.mayfly.eventstore.support.TestEvent.append;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.eventstore.StoreDeletion;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.append.AppendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final StoreSettings TEN_MINUTES = new StoreSettings(Duration.ofMinutes(10), 0, ClockSetting.SYSTEM);

    private final TestCatalogue test = TestCatalogue.of();
    private final Catalogue catalogue = test.catalogue;

    private Store made(String name, StoreSettings settings) {
        return (Store) ((StoreCreation.Created) catalogue.create(name, settings)).store();
    }

    private static AppendResult appended(EventStore store) {
        return store.append(append(event("a-1", "Happened")))
                .toCompletableFuture()
                .join();
    }

    @Test
    void the_default_store_is_there_and_stays() {
        assertThat(catalogue.find(Stores.DEFAULT)).contains(catalogue.defaultStore());
        assertThat(catalogue.delete(Stores.DEFAULT)).isEqualTo(StoreDeletion.PROTECTED);
        assertThat(catalogue.create(Stores.DEFAULT, StoreSettings.DEFAULT))
                .isEqualTo(new StoreCreation.Same(catalogue.defaultStore()));
        assertThat(catalogue.create(Stores.DEFAULT, TEN_MINUTES)).isInstanceOf(StoreCreation.Different.class);
        assertThat(catalogue.count()).isOne();
    }

    @Test
    void a_store_is_made_once_for_the_same_settings_and_not_at_all_for_others() {
        Store store = made("orders", TEN_MINUTES);
        assertThat(catalogue.create("orders", TEN_MINUTES)).isEqualTo(new StoreCreation.Same(store));
        for (StoreSettings other : List.of(
                StoreSettings.DEFAULT,
                new StoreSettings(Duration.ofMinutes(11), 0, ClockSetting.SYSTEM),
                new StoreSettings(Duration.ofMinutes(10), 1 << 20, ClockSetting.SYSTEM),
                new StoreSettings(Duration.ofMinutes(10), 0, new ClockSetting.Offset(Duration.ofDays(1))))) {
            assertThat(catalogue.create("orders", other)).isInstanceOf(StoreCreation.Different.class);
        }
        // To say what holds anyway is to say the same.
        assertThat(catalogue.create(
                        "orders", new StoreSettings(Duration.ofMinutes(10), 256 << 20, ClockSetting.SYSTEM)))
                .isEqualTo(new StoreCreation.Same(store));
        store.clock().advance(Duration.ofDays(1));
        assertThat(catalogue.create("orders", TEN_MINUTES)).isEqualTo(new StoreCreation.Same(store));
        assertThat(catalogue.find("orders")).contains(store);
        assertThat(store.incarnation()).isNotEqualTo(catalogue.defaultStore().incarnation());
    }

    @Test
    void names_that_are_none_are_refused() {
        for (String name : List.of("", "-a", "A", "a_b", "a.b", "é", "a/b", "a ", "a".repeat(64), "٣", "a\n")) {
            assertThatThrownBy(() -> catalogue.create(name, StoreSettings.DEFAULT))
                    .as(name)
                    .isInstanceOf(InvalidInputException.class);
        }
        for (String name : List.of("0", "a", "a-", "0-9", "a".repeat(63))) {
            assertThat(catalogue.create(name, StoreSettings.DEFAULT)).isInstanceOf(StoreCreation.Created.class);
        }
    }

    @Test
    void there_are_no_more_stores_than_may_be() {
        Catalogue few = new TestCatalogue(new CatalogueLimits(3, 1 << 20, null, 5, false)).catalogue;
        few.create("a", StoreSettings.DEFAULT);
        few.create("b", StoreSettings.DEFAULT);
        assertThat(few.create("c", StoreSettings.DEFAULT)).isEqualTo(new StoreCreation.TooMany(3));
        assertThat(few.create("a", StoreSettings.DEFAULT)).isInstanceOf(StoreCreation.Same.class);
        few.delete("a");
        assertThat(few.create("c", StoreSettings.DEFAULT)).isInstanceOf(StoreCreation.Created.class);
        assertThat(few.count()).isEqualTo(3);
    }

    @Test
    void a_store_goes_when_nobody_has_used_it_for_as_long_as_it_lives() {
        Store store = made("brief", TEN_MINUTES);
        Store stays = made("stays", StoreSettings.DEFAULT);
        test.pass(Duration.ofMinutes(9));
        assertThat(catalogue.find("brief")).contains(store);
        test.pass(Duration.ofMinutes(9));
        catalogue.expire();
        assertThat(store.isDeleted()).as("used nine minutes ago").isFalse();
        test.pass(Duration.ofMinutes(1));
        catalogue.expire();
        assertThat(store.isDeleted()).isTrue();
        assertThat(catalogue.find("brief")).isEmpty();
        assertThat(catalogue.find("stays")).contains(stays);
        assertThat(test.told).containsExactly("deleted brief");
    }

    @Test
    void its_time_is_over_whether_somebody_has_looked_or_not() {
        Store store = made("brief", TEN_MINUTES);
        test.pass(Duration.ofMinutes(10));
        assertThat(catalogue.find("brief")).isEmpty();
        assertThat(store.isDeleted()).isTrue();
        Store next = made("brief", TEN_MINUTES);
        test.pass(Duration.ofMinutes(10));
        assertThat(catalogue.delete("brief")).isEqualTo(StoreDeletion.UNKNOWN);
        assertThat(next.isDeleted()).isTrue();
        assertThat(made("brief", StoreSettings.DEFAULT)).isNotSameAs(store);
        assertThat(catalogue.count()).isEqualTo(2);
    }

    @Test
    void a_use_keeps_it_for_as_long_as_it_lasts() {
        made("busy", TEN_MINUTES);
        Store store = Store.of(catalogue.enter("busy").orElseThrow());
        test.pass(Duration.ofHours(5));
        catalogue.expire();
        assertThat(store.isDeleted()).isFalse();
        assertThat(store.expiresAt()).contains(after(Duration.ofMinutes(10)));
        store.leave();
        test.pass(Duration.ofMinutes(9));
        catalogue.expire();
        assertThat(store.isDeleted()).isFalse();
        assertThat(store.expiresAt()).contains(after(Duration.ofMinutes(1)));
        test.pass(Duration.ofMinutes(1));
        catalogue.expire();
        assertThat(store.isDeleted()).isTrue();
    }

    private Instant after(Duration time) {
        return Rfc3339.instant(test.process.now()).plus(time);
    }

    @Test
    void its_own_clock_has_nothing_to_do_with_its_life() {
        Store store = made("timeless", TEN_MINUTES);
        store.clock().advance(Duration.ofDays(400));
        catalogue.expire();
        assertThat(catalogue.find("timeless")).contains(store);
        assertThat(store.createdAt()).isEqualTo(Rfc3339.instant(test.process.now()));
    }

    @Test
    void stores_live_as_long_as_the_default_says_but_for_the_default_store() {
        TestCatalogue brief = new TestCatalogue(new CatalogueLimits(10, 1 << 20, Duration.ofMinutes(1), 5, false));
        brief.catalogue.create("a", StoreSettings.DEFAULT);
        brief.catalogue.create("b", TEN_MINUTES);
        brief.pass(Duration.ofMinutes(2));
        assertThat(brief.catalogue.find("a")).isEmpty();
        assertThat(brief.catalogue.find("b")).isPresent();
        assertThat(brief.catalogue.find(Stores.DEFAULT)).isPresent();
    }

    @Test
    void who_waits_for_a_store_that_goes_is_told_and_nothing_is_appended_to_it() {
        Store store = made("gone", StoreSettings.DEFAULT);
        appended(store);
        CompletableFuture<Void> waiting = store.reached(2);
        assertThat(catalogue.delete("gone")).isEqualTo(StoreDeletion.DELETED);
        assertThat(waiting).isCompletedExceptionally();
        assertThat(store.reached(2)).isCompletedExceptionally();
        assertThat(store.reached(1)).isCompleted();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(StoreDeletedException.class);
        assertThatThrownBy(() -> appended(store)).hasCauseInstanceOf(StoreDeletedException.class);
        assertThat(store.appendUnlessBusy(append(event("a-1", "Happened"))).orElseThrow())
                .isCompletedExceptionally();
        assertThat(store.prefix().position()).as("what was read goes on").isOne();
        assertThat(catalogue.delete("gone")).isEqualTo(StoreDeletion.UNKNOWN);
    }

    @Test
    void a_wait_that_ends_is_forgotten() {
        Store store = made("waits", StoreSettings.DEFAULT);
        CompletableFuture<Void> given = store.reached(1);
        store.reached(2).cancel(false);
        appended(store);
        assertThat(given).isCompleted();
        catalogue.delete("waits");
        assertThat(given).isCompleted();
    }

    @Test
    void it_is_told_once_that_a_store_has_its_first_events() {
        Store store = made("filled", StoreSettings.DEFAULT);
        assertThat(test.told).isEmpty();
        appended(store);
        appended(store);
        assertThat(test.told).containsExactly("begun filled");
    }

    @Test
    void a_store_is_full_by_its_own_limit_or_by_that_of_all() {
        TestCatalogue tight = new TestCatalogue(new CatalogueLimits(10, 4 << 20, null, 5, false));
        EventStore small = created(tight, "small", 1 << 20);
        long own = fill(small);
        assertThat(own).isBetween(900L << 10, 1200L << 10);
        // Nothing here may hold it: what is read of a deleted store counts.
        fill(created(tight, "large", 0));
        long used = tight.catalogue.memory().usedBytes();
        assertThat(used).isBetween(3_900L << 10, 4_300L << 10);
        assertThat(appended(tight.catalogue.defaultStore())).isEqualTo(new AppendResult.StoreFull(used, 4 << 20));
        tight.catalogue.delete("large");
        assertThat(appended(tight.catalogue.defaultStore())).isInstanceOf(AppendResult.Appended.class);
        tight.catalogue.delete("small");
        assertThat(tight.catalogue.memory().usedBytes())
                .isEqualTo(MemoryBudget.STORE_BYTES
                        + tight.catalogue.defaultStore().memory().usedBytes());
    }

    private static EventStore created(TestCatalogue test, String name, long limitBytes) {
        StoreSettings settings = new StoreSettings(null, limitBytes, ClockSetting.SYSTEM);
        return ((StoreCreation.Created) test.catalogue.create(name, settings)).store();
    }

    private static long fill(EventStore store) {
        String data = "{\"text\":\"" + "x".repeat(10_000) + "\"}";
        AppendResult result = null;
        while (!(result instanceof AppendResult.StoreFull)) {
            result = store.append(append(event("a-1", "Filled").data(data)))
                    .toCompletableFuture()
                    .join();
        }
        return store.memory().usedBytes();
    }

    @Test
    void pages_are_in_the_order_of_names() {
        for (String name : List.of("c", "a", "z", "b")) {
            made(name, StoreSettings.DEFAULT);
        }
        assertThat(catalogue.page("", 3)).extracting(EventStore::name).containsExactly("a", "b", "c");
        assertThat(catalogue.page("c", 3)).extracting(EventStore::name).containsExactly("default", "z");
        assertThat(catalogue.page("zz", 3)).isEmpty();
        assertThat(catalogue.others()).extracting(EventStore::name).containsExactly("a", "b", "c", "z");
    }

    @Test
    void racing_threads_make_one_store_and_delete_it_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicInteger created = new AtomicInteger();
        AtomicInteger deleted = new AtomicInteger();
        ConcurrentHashMap<String, Boolean> incarnations = new ConcurrentHashMap<>();
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            all.add(threads.submit(() -> {
                for (int round = 0; round < 2_000; round++) {
                    if (catalogue.create("race", TEN_MINUTES) instanceof StoreCreation.Created made) {
                        created.incrementAndGet();
                        assertThat(incarnations.put(made.store().incarnation(), true))
                                .isNull();
                    }
                    catalogue.find("race").ifPresent(store -> {
                        try {
                            appended(store);
                        } catch (RuntimeException gone) {
                            assertThat(gone).hasCauseInstanceOf(StoreDeletedException.class);
                        }
                    });
                    if (catalogue.delete("race") == StoreDeletion.DELETED) {
                        deleted.incrementAndGet();
                    }
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        assertThat(created.get()).isPositive().isEqualTo(deleted.get());
        assertThat(catalogue.count()).isOne();
        assertThat(catalogue.memory().usedBytes())
                .isEqualTo(MemoryBudget.STORE_BYTES
                        + catalogue.defaultStore().memory().usedBytes());
        assertThat(test.told.stream().filter("deleted race"::equals)).hasSize(created.get());
    }

    @Test
    void a_store_that_is_brought_back_stays_until_it_is_settled_and_then_as_long_as_was_left() {
        KeptSettings kept = new KeptSettings(
                Instant.EPOCH,
                null,
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                0,
                ClockSetting.SYSTEM,
                new ClockSetting.Offset(Duration.ofDays(1)),
                Map.of(),
                null);
        Store store = (Store) ((StoreCreation.Created) catalogue.bringBack("orders", kept)).store();
        test.pass(Duration.ofHours(1));
        catalogue.expire();
        assertThat(catalogue.others()).containsExactly(store);
        store.settle(kept);
        assertThat(store.keptSettings()).isEqualTo(kept);
        test.pass(Duration.ofSeconds(59));
        catalogue.expire();
        assertThat(catalogue.others()).containsExactly(store);
        test.pass(Duration.ofSeconds(1));
        catalogue.expire();
        assertThat(catalogue.others()).isEmpty();
    }
}
