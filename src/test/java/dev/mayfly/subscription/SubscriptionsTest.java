package dev.mayfly.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.subscription.Step.Reset;
import dev.mayfly.subscription.Step.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscriptions with real threads: nothing is lost, repeated or reordered, whoever appends meanwhile. */
class SubscriptionsTest {
    private static final int WRITERS = 4;
    private static final int BATCHES = 400;
    private static final long PATIENCE_SECONDS = 60;

    private final ResettableStore store = ResettableStore.empty();
    private final Subscriptions subscriptions = new Subscriptions();
    private final ExecutorService pool = Executors.newFixedThreadPool(3);

    @AfterEach
    void close() {
        subscriptions.close();
        pool.shutdownNow();
    }

    /** Collects positions until it has those up to a wanted one, at a pace that a seed gives. */
    private final class Collector implements Subscriber {
        private final List<Long> positions = new ArrayList<>();
        private final CountDownLatch done = new CountDownLatch(1);
        private final AtomicBoolean inside = new AtomicBoolean();
        private final Random pace;
        private final Subscription subscription;
        private volatile Checkpoint wanted = new Checkpoint("none yet", 0);
        private volatile Throwable failure;

        Collector(Criteria criteria, long seed) {
            pace = new Random(seed);
            subscription = subscriptions.open(store, criteria, store.beginning(), this, pool);
            subscription.request();
        }

        @Override
        public void next(Step step) {
            enter();
            if (step instanceof Reset) {
                positions.clear();
            } else if (step instanceof Slice slice) {
                Positions found = slice.positions();
                for (long position = found.next(); position != 0; position = found.next()) {
                    positions.add(position);
                }
            }
            leave(step.checkpoint());
            if (pace.nextInt(4) == 0) {
                pool.execute(subscription::request);
            } else {
                subscription.request();
            }
        }

        @Override
        public void passed(Checkpoint checkpoint) {
            enter();
            leave(checkpoint);
        }

        @Override
        public void failed(Throwable thrown) {
            failure = thrown;
            done.countDown();
        }

        private void enter() {
            assertThat(inside.compareAndSet(false, true)).isTrue();
        }

        private void leave(Checkpoint checkpoint) {
            if (isWanted(checkpoint)) {
                done.countDown();
            }
            inside.set(false);
        }

        private boolean isWanted(Checkpoint checkpoint) {
            return checkpoint.incarnation().equals(wanted.incarnation()) && checkpoint.position() >= wanted.position();
        }

        /** Returns whether it has read up to a position and a waiter stands with the store again. */
        boolean waitsAt(long position) {
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (subscription.checkpoint().position() != position || store.waiters() != 1) {
                if (System.nanoTime() > patience) {
                    return false;
                }
                Thread.onSpinWait();
            }
            return true;
        }

        List<Long> upTo(long position) throws InterruptedException {
            wanted = store.beginning().at(position);
            // It may be there already, and then nothing wakes it.
            if (!isWanted(subscription.checkpoint())) {
                assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(subscription.close()).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(failure).isNull();
            return positions;
        }
    }

    private void write(int writer) {
        Random random = new Random(writer);
        for (int i = 0; i < BATCHES; i++) {
            TestEvent[] events = new TestEvent[1 + random.nextInt(3)];
            for (int e = 0; e < events.length; e++) {
                events[e] = TestEvent.event("a-" + random.nextInt(9), random.nextInt(20) == 0 ? "Rare" : "Common");
            }
            store.add(events);
        }
    }

    private void writeAll() throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            Thread thread = new Thread(() -> write(writer), "writer-" + i);
            thread.start();
            writers.add(thread);
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private List<Long> all(Criteria criteria) {
        List<Long> found = new ArrayList<>();
        Positions positions = new Slice(store.prefix(), criteria, store.beginning()).positions();
        for (long position = positions.next(); position != 0; position = positions.next()) {
            found.add(position);
        }
        return found;
    }

    @Test
    void every_event_comes_once_and_in_order_while_four_writers_append() throws InterruptedException {
        Criteria rare = Criteria.builder().eventTypes("Rare").build();
        List<Collector> everything = new ArrayList<>();
        List<Collector> some = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            everything.add(new Collector(Criteria.ALL, i));
            some.add(new Collector(rare, i));
        }
        writeAll();
        long head = store.prefix().position();
        assertThat(head).isGreaterThanOrEqualTo((long) WRITERS * BATCHES);
        for (Collector collector : everything) {
            assertThat(collector.upTo(head)).isEqualTo(all(Criteria.ALL));
        }
        for (Collector collector : some) {
            assertThat(collector.upTo(head)).isEqualTo(all(rare));
        }
        assertThat(subscriptions.count()).isZero();
        assertThat(store.waiters()).isZero();
    }

    @Test
    void a_single_append_behind_a_quiet_time_wakes_those_who_wait() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Collector collector = new Collector(Criteria.ALL, round);
            store.add("A");
            assertThat(collector.upTo(store.prefix().position())).hasSize(round + 1);
        }
    }

    @Test
    void however_many_wait_one_waiter_stands_with_the_store() throws InterruptedException {
        List<Collector> collectors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            collectors.add(new Collector(Criteria.ALL, i));
        }
        assertThat(store.waiters()).isEqualTo(1);
        store.add("A");
        for (Collector collector : collectors) {
            assertThat(collector.upTo(1)).containsExactly(1L);
        }
        assertThat(store.waiters()).isZero();
    }

    @Test
    void a_store_that_cannot_be_read_for_a_time_fails_its_subscriptions_and_serves_the_next()
            throws InterruptedException {
        Collector failed = new Collector(Criteria.ALL, 1);
        store.add("A");
        assertThat(failed.waitsAt(1)).isTrue();
        store.unreadable(true);
        store.add("A");
        assertThat(failed.done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(failed.failure).hasMessage("unreadable");
        store.unreadable(false);
        Collector next = new Collector(Criteria.ALL, 2);
        store.add("A");
        assertThat(next.upTo(3)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void another_history_wakes_those_who_wait() throws InterruptedException {
        Collector collector = new Collector(Criteria.ALL, 1);
        store.add("A");
        store.add("A");
        store.reset();
        subscriptions.historyChanged(store);
        store.add("B");
        assertThat(collector.upTo(1)).containsExactly(1L);
        assertThat(collector.subscription.checkpoint().incarnation()).isEqualTo(store.incarnation());
    }

    @Test
    void closing_all_leaves_nobody_waiting() {
        Collector first = new Collector(Criteria.ALL, 1);
        Collector second = new Collector(Criteria.ALL, 2);
        assertThat(subscriptions.count()).isEqualTo(2);
        subscriptions.close();
        assertThat(subscriptions.count()).isZero();
        assertThat(store.waiters()).isZero();
        assertThat(first.subscription.close()).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(second.subscription.close()).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whoever_comes_during_a_round_takes_nothing_from_the_others() throws InterruptedException {
        try (TimerOnDemand timer = new TimerOnDemand()) {
            AppendSignal signal = new AppendSignal(store, timer);
            List<String> told = new ArrayList<>();
            Subscription late = waiting(told, "late");
            Subscription early = new Subscription(
                    new CatchUpReader(
                            store, Criteria.builder().eventTypes("None").build(), store.beginning()),
                    new Subscriber() {
                        @Override
                        public void next(Step step) {}

                        @Override
                        public void passed(Checkpoint checkpoint) {
                            told.add("early " + checkpoint.position());
                            if (checkpoint.position() == 1) {
                                store.add("A");
                                signal.add(late);
                            }
                        }

                        @Override
                        public void failed(Throwable failure) {
                            throw new AssertionError(failure);
                        }
                    },
                    Runnable::run,
                    unused -> {});
            signal.add(early);
            early.request();
            early.request();
            store.add("A");
            timer.runDue();
            timer.runDue();
            assertThat(told).contains("early 1", "early 2");
        }
    }

    private Subscription waiting(List<String> told, String name) {
        return new Subscription(
                new CatchUpReader(store, Criteria.ALL, store.beginning()),
                new Subscriber() {
                    @Override
                    public void next(Step step) {
                        told.add(name + " " + step.checkpoint().position());
                    }

                    @Override
                    public void failed(Throwable failure) {
                        throw new AssertionError(failure);
                    }
                },
                Runnable::run,
                unused -> {});
    }

    /** A timer whose tasks are run by the test, whatever their delay. */
    private static final class TimerOnDemand extends ScheduledThreadPoolExecutor implements AutoCloseable {
        private final List<Runnable> due = new ArrayList<>();

        TimerOnDemand() {
            super(0);
        }

        @Override
        public java.util.concurrent.ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            due.add(task);
            return null;
        }

        void runDue() {
            List<Runnable> now = List.copyOf(due);
            due.clear();
            now.forEach(Runnable::run);
        }

        @Override
        public void close() {
            shutdownNow();
        }
    }
}
