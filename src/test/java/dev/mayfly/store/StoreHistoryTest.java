package dev.mayfly.store;

import static dev.mayfly.eventstore.support.TestEvent.append;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.eventstore.StoreDeletion;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Forks, snapshots, restores and resets of stores. */
class StoreHistoryTest {
    private final TestCatalogue test = TestCatalogue.of();
    private final Catalogue catalogue = test.catalogue;
    private final Store root = catalogue.defaultStore();

    private static void add(EventStore store, String eventId) {
        store.append(append(event("a-1", "Happened").id(eventId)))
                .toCompletableFuture()
                .join();
    }

    private static List<String> ids(EventStore store) {
        LogPrefix log = store.prefix();
        return LongStream.rangeClosed(1, log.position())
                .mapToObj(position -> log.event(position).eventId())
                .toList();
    }

    private Store fork(Store parent, String name) {
        return fork(parent, name, parent.prefix().position());
    }

    private Store fork(Store parent, String name, long position) {
        StoreCreation made = catalogue.fork(parent, () -> parent.image(position), name, StoreSettings.DEFAULT, false);
        return (Store) ((StoreCreation.Created) made).store();
    }

    @Test
    void a_fork_and_its_parent_go_their_own_ways() {
        add(root, "one");
        add(root, "two");
        Store child = fork(root, "child");
        Store earlier = fork(root, "earlier", 1);
        add(root, "three");
        add(child, "four");
        Store grandchild = fork(child, "grandchild");
        add(child, "five");
        assertThat(ids(root)).containsExactly("one", "two", "three");
        assertThat(ids(child)).containsExactly("one", "two", "four", "five");
        assertThat(ids(earlier)).containsExactly("one");
        assertThat(ids(grandchild)).containsExactly("one", "two", "four");
        assertThat(child.parent()).contains("default");
        assertThat(grandchild.parent()).contains("child");
        assertThat(child.incarnation()).isNotEqualTo(root.incarnation());
        assertThat(test.told)
                .containsExactly(
                        "begun default",
                        "forked child of default",
                        "begun child",
                        "forked earlier of default",
                        "begun earlier",
                        "forked grandchild of child",
                        "begun grandchild");
    }

    @Test
    void a_name_that_is_taken_is_none_for_a_fork() {
        catalogue.create("taken", StoreSettings.DEFAULT);
        assertThat(catalogue.fork(root, () -> root.image(0), "taken", StoreSettings.DEFAULT, false))
                .isInstanceOf(StoreCreation.Different.class);
        assertThat(catalogue.fork(root, () -> root.image(0), "default", StoreSettings.DEFAULT, false))
                .isInstanceOf(StoreCreation.Different.class);
    }

    @Test
    void a_fork_has_its_parents_clock_unless_it_is_told_otherwise() {
        root.clock().set(new ClockSetting.Frozen(Instant.parse("2026-01-31T12:00:00Z")));
        Store same = fork(root, "same");
        assertThat(same.clock().reading()).isEqualTo(root.clock().reading());
        same.clock().advance(Duration.ofDays(1));
        assertThat(root.clock().epochNanos()).isLessThan(same.clock().epochNanos());
        StoreCreation other = catalogue.fork(root, () -> root.image(0), "other", StoreSettings.DEFAULT, true);
        assertThat(((Store) ((StoreCreation.Created) other).store())
                        .clock()
                        .reading()
                        .setting())
                .isEqualTo(ClockSetting.SYSTEM);
    }

    @Test
    void a_child_lives_on_without_its_parent_and_the_memory_goes_with_the_last() {
        long empty = catalogue.memory().usedBytes();
        catalogue.create("parent", StoreSettings.DEFAULT);
        Store parent = catalogue.store("parent").orElseThrow();
        for (int i = 0; i < 2_000; i++) {
            add(parent, "event-" + i);
        }
        long filled = catalogue.memory().usedBytes();
        Store child = fork(parent, "child");
        Store second = fork(child, "second");
        assertThat(catalogue.memory().usedBytes())
                .as("what is shared counts once")
                .isLessThan(filled + (filled - empty) / 2);
        add(child, "own");
        catalogue.delete("parent");
        assertThat(ids(child)).hasSize(2_001).startsWith("event-0").endsWith("own");
        assertThat(catalogue.memory().usedBytes()).isGreaterThan(empty + (filled - empty) / 2);
        catalogue.delete("child");
        assertThat(ids(second)).hasSize(2_000);
        catalogue.delete("second");
        catalogue.expire();
        assertThat(catalogue.memory().usedBytes()).isEqualTo(empty);
    }

    @Test
    void a_restore_goes_back_as_often_as_one_wants() {
        add(root, "one");
        root.keep("first", () -> root.image(1));
        String before = root.incarnation();
        add(root, "two");
        assertThat(root.restore("first")).isTrue();
        assertThat(ids(root)).containsExactly("one");
        assertThat(root.incarnation()).isNotEqualTo(before);
        add(root, "three");
        assertThat(root.restore("first")).isTrue();
        assertThat(ids(root)).containsExactly("one");
        assertThat(root.restore("second")).isFalse();
        assertThat(test.told).containsExactly("begun default", "changed default", "changed default");
        root.reset();
        assertThat(ids(root)).isEmpty();
        assertThat(root.restore("first")).as("snapshots outlive a reset").isTrue();
        assertThat(ids(root)).containsExactly("one");
        assertThat(root.removeSnapshot("first")).isTrue();
        assertThat(root.removeSnapshot("first")).isFalse();
        assertThat(ids(root)).containsExactly("one");
    }

    @Test
    void there_are_no_more_snapshots_than_may_be() {
        for (int i = 0; i < 5; i++) {
            assertThat(root.keep("s-" + i, () -> root.image(0))).isInstanceOf(SnapshotResult.Taken.class);
        }
        assertThat(root.keep("s-5", () -> root.image(0))).isEqualTo(new SnapshotResult.TooMany(5));
        assertThat(root.keep("s-4", () -> root.image(0))).isInstanceOf(SnapshotResult.Replaced.class);
        root.removeSnapshot("s-0");
        assertThat(root.keep("s-5", () -> root.image(0))).isInstanceOf(SnapshotResult.Taken.class);
        assertThat(root.allSnapshots()).extracting(Snapshot::name).containsExactly("s-1", "s-2", "s-3", "s-4", "s-5");
    }

    @Test
    void the_clock_survives_what_happens_to_the_history() {
        root.clock().set(new ClockSetting.Frozen(Instant.parse("2026-01-31T12:00:00Z")));
        root.keep("s", () -> root.image(0));
        root.reset();
        root.restore("s");
        assertThat(root.clock().reading().setting()).isInstanceOf(ClockSetting.Frozen.class);
    }

    @Test
    void nothing_happens_to_the_history_of_a_deleted_store() {
        catalogue.create("gone", StoreSettings.DEFAULT);
        Store gone = catalogue.store("gone").orElseThrow();
        gone.keep("s", () -> gone.image(0));
        catalogue.delete("gone");
        assertThatThrownBy(gone::reset).isInstanceOf(StoreDeletedException.class);
        assertThatThrownBy(() -> gone.keep("t", () -> gone.image(0))).isInstanceOf(StoreDeletedException.class);
        assertThat(gone.restore("s")).isFalse();
        assertThat(gone.allSnapshots()).isEmpty();
    }

    @Test
    void random_histories_of_fifty_worlds_are_those_of_plain_lists_and_leave_no_memory_behind() {
        Seeds.each(2, 5, seed -> new Model(seed).run());
    }

    /** Stores as lists of event ids, and their snapshots as copies of them. */
    private static final class Model {
        private static final int STORES = 50;

        private final Random random;
        private final TestCatalogue test = TestCatalogue.of();
        private final Catalogue catalogue = test.catalogue;
        private final Map<String, List<String>> lists = new TreeMap<>();
        private final Map<String, Map<String, List<String>>> snapshots = new TreeMap<>();
        private int events;

        Model(long seed) {
            random = new Random(seed);
        }

        void run() {
            long empty = catalogue.memory().usedBytes();
            for (int step = 0; step < 1_500; step++) {
                String name = "w-" + random.nextInt(STORES);
                if (catalogue.create(name, StoreSettings.DEFAULT) instanceof StoreCreation.Created) {
                    assertThat(lists).doesNotContainKey(name);
                    lists.put(name, new ArrayList<>());
                    snapshots.put(name, new TreeMap<>());
                }
                step(name, catalogue.store(name).orElseThrow(), lists.get(name));
                if (lists.containsKey(name)) {
                    assertThat(ids(catalogue.store(name).orElseThrow())).isEqualTo(lists.get(name));
                }
            }
            lists.forEach((name, list) ->
                    assertThat(ids(catalogue.store(name).orElseThrow())).isEqualTo(list));
            lists.keySet().forEach(name -> assertThat(catalogue.delete(name)).isEqualTo(StoreDeletion.DELETED));
            catalogue.expire();
            assertThat(catalogue.memory().usedBytes()).isEqualTo(empty);
        }

        private void step(String name, Store store, List<String> list) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    catalogue.delete(name);
                    lists.remove(name);
                    snapshots.remove(name);
                }
                case 1 -> {
                    store.reset();
                    list.clear();
                }
                case 2, 3 -> {
                    String child = "w-" + random.nextInt(STORES);
                    int position = random.nextInt(list.size() + 1);
                    StoreCreation made =
                            catalogue.fork(store, () -> store.image(position), child, StoreSettings.DEFAULT, false);
                    assertThat(made instanceof StoreCreation.Created).isEqualTo(!lists.containsKey(child));
                    if (!lists.containsKey(child)) {
                        lists.put(child, new ArrayList<>(list.subList(0, position)));
                        snapshots.put(child, new TreeMap<>());
                    }
                }
                case 4 -> {
                    String snapshot = "s-" + random.nextInt(5);
                    store.keep(snapshot, () -> store.image(list.size()));
                    snapshots.get(name).put(snapshot, List.copyOf(list));
                }
                case 5 -> {
                    String snapshot = "s-" + random.nextInt(5);
                    List<String> kept = snapshots.get(name).get(snapshot);
                    assertThat(store.restore(snapshot)).isEqualTo(kept != null);
                    if (kept != null) {
                        list.clear();
                        list.addAll(kept);
                    }
                }
                case 6 -> {
                    String snapshot = "s-" + random.nextInt(5);
                    assertThat(store.removeSnapshot(snapshot))
                            .isEqualTo(snapshots.get(name).remove(snapshot) != null);
                }
                default -> {
                    String id = "e-" + events++;
                    add(store, id);
                    list.add(id);
                }
            }
        }
    }
}
