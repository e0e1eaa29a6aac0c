package dev.mayfly.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.subscription.Subscriptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Projections on real threads, while others write. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProjectionConcurrencyTest {
    private static final int WRITERS = 4;
    private static final int APPENDS = 250;

    private final EventStore store = new EmbeddedEventStore("busy", 512L << 20, TimeSource.SYSTEM);
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService others = Executors.newCachedThreadPool();
    private final Subscriptions subscriptions = new Subscriptions();
    private final Projections projections = new Projections(
            store,
            new ProjectionSettings(50, List.of(Duration.ofMillis(1), Duration.ofMillis(2)), 1_000, 10),
            new ProjectionWorkers(
                    workers,
                    (pause, task) -> {
                        var unused = timer.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
                    },
                    Clock.systemUTC()),
            subscriptions);

    @AfterEach
    void close() {
        projections.close();
        subscriptions.close();
        workers.shutdownNow();
        timer.shutdownNow();
        others.shutdownNow();
    }

    private ProjectionRunner<List<Long>> add(String name, Trail trail) {
        return projections.add(name, trail).orElseThrow();
    }

    /** Begins to append batches of several sizes and of events of two types. */
    private List<CompletableFuture<Void>> write() {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            Random random = new Random(w);
            String aggregate = "a-" + w;
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < APPENDS; i++) {
                            TestEvent[] events = new TestEvent[1 + random.nextInt(5)];
                            for (int e = 0; e < events.length; e++) {
                                events[e] = TestEvent.event(aggregate, random.nextInt(3) == 0 ? "B" : "A");
                            }
                            Reading.append(store, TestEvent.append(events));
                        }
                    },
                    others));
        }
        return writers;
    }

    /** Looks at a projection over and over until it is told to end, and returns how many different states it saw. */
    private CompletableFuture<Integer> watch(ProjectionRunner<List<Long>> runner, Trail trail, AtomicBoolean over) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Snapshot<List<Long>> last = runner.snapshot();
                    int states = 0;
                    while (!over.get()) {
                        Snapshot<List<Long>> seen = runner.snapshot();
                        if (seen.position() != last.position()) {
                            assertThat(seen.position()).isGreaterThan(last.position());
                            assertThat(seen.state())
                                    .isEqualTo(Reading.search(store.prefixAt(seen.position()), trail.criteria()));
                            last = seen;
                            states++;
                        }
                        Thread.onSpinWait();
                    }
                    return states;
                },
                others);
    }

    private static void join(List<? extends CompletableFuture<?>> futures) {
        futures.forEach(CompletableFuture::join);
    }

    @Test
    void while_four_write_every_event_is_folded_once_in_order_and_readers_see_nothing_else() {
        Trail[] trails = {new Trail(), new Trail("A"), new Trail("B"), new Trail("C")};
        AtomicBoolean over = new AtomicBoolean();
        List<ProjectionRunner<List<Long>>> runners = new ArrayList<>();
        for (int i = 0; i < trails.length; i++) {
            runners.add(add("p" + i, trails[i]));
        }
        List<CompletableFuture<Integer>> watchers =
                List.of(watch(runners.get(0), trails[0], over), watch(runners.get(1), trails[1], over));
        join(write());
        long head = store.prefix().position();
        for (int i = 0; i < trails.length; i++) {
            assertThat(runners.get(i).reached(head).join().state())
                    .isEqualTo(Reading.search(store.prefix(), trails[i].criteria()))
                    .isEqualTo(trails[i].calls);
        }
        over.set(true);
        join(watchers);
    }

    @Test
    void rebuilt_over_and_over_while_others_write_it_never_goes_back() {
        Trail trail = new Trail("A");
        ProjectionRunner<List<Long>> runner = add("rebuilt", trail);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> watcher = watch(runner, trail, over);
        List<CompletableFuture<Void>> writers = write();
        CompletableFuture<Void> written = CompletableFuture.allOf(writers.toArray(new CompletableFuture<?>[0]));
        while (!written.isDone()) {
            runner.rebuild().join();
        }
        written.join();
        List<Long> all = Reading.search(store.prefix(), trail.criteria());
        assertThat(runner.reached(store.prefix().position()).join().state()).isEqualTo(all);
        over.set(true);
        watcher.join();
    }

    @Test
    void stopped_and_started_over_and_over_it_misses_and_repeats_nothing() {
        Trail trail = new Trail("A");
        ProjectionRunner<List<Long>> runner = add("halting", trail);
        List<CompletableFuture<Void>> writers = write();
        for (int i = 0; i < 100; i++) {
            runner.stop().join();
            int calls = trail.calls.size();
            assertThat(runner.report().status()).isInstanceOf(ProjectionStatus.Stopped.class);
            assertThat(trail.calls).hasSize(calls);
            runner.start().join();
        }
        join(writers);
        List<Long> all = Reading.search(store.prefix(), trail.criteria());
        assertThat(runner.reached(store.prefix().position()).join().state()).isEqualTo(all);
        assertThat(trail.calls).isEqualTo(all);
    }

    @Test
    void events_that_fail_twice_are_folded_in_their_place() {
        Trail trail = new Trail("A");
        for (long position = 1; position < 100; position += 7) {
            trail.failing(position, 2);
        }
        ProjectionRunner<List<Long>> runner = add("failing", trail);
        join(write());
        assertThat(runner.reached(store.prefix().position()).join().state())
                .isEqualTo(Reading.search(store.prefix(), trail.criteria()));
    }

    @Test
    void a_write_is_seen_by_who_waits_for_its_position() {
        ProjectionRunner<List<Long>> runner = add("own", new Trail());
        for (int i = 1; i <= 200; i++) {
            Reading.append(store, TestEvent.append(TestEvent.event("a-1", "A")));
            assertThat(runner.reached(i).join().state()).hasSize(i);
        }
    }

    @Test
    void removed_ones_let_go_of_their_subscriptions() {
        ProjectionRunner<List<Long>> runner = add("gone", new Trail());
        Reading.append(store, TestEvent.append(TestEvent.event("a-1", "A")));
        runner.reached(1).join();
        CompletableFuture<Snapshot<List<Long>>> waiting = runner.reached(2);
        projections.remove("gone");
        assertThat(waiting.handle((seen, failure) -> failure).join()).isNotNull();
        assertThat(subscriptions.count()).isZero();
    }
}
