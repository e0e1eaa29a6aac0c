package dev.mayfly.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.subscription.Step.CaughtUp;
import dev.mayfly.subscription.Step.Reset;
import dev.mayfly.subscription.Step.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The loop alone, on an executor that does one task at a time when it is told to. */
class SubscriptionTest {
    private final ResettableStore store = ResettableStore.empty();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private Runnable during = () -> {};
    private Subscription subscription = to(Criteria.ALL);

    private final class Recorder implements Subscriber {
        @Override
        public void next(Step step) {
            heard.add(text(step));
            during.run();
        }

        @Override
        public void passed(Checkpoint checkpoint) {
            heard.add("passed " + checkpoint.position());
        }

        @Override
        public void failed(Throwable failure) {
            heard.add("failed " + failure.getMessage());
        }

        private String text(Step step) {
            if (step instanceof Slice slice) {
                StringBuilder text = new StringBuilder("events");
                Positions positions = slice.positions();
                for (long position = positions.next(); position != 0; position = positions.next()) {
                    text.append(' ').append(position);
                }
                return text.toString();
            }
            return step instanceof CaughtUp ? "caught up" : step instanceof Reset ? "reset" : "?";
        }
    }

    private Subscription to(Criteria criteria) {
        CatchUpReader reader = new CatchUpReader(store, criteria, store.beginning());
        return new Subscription(reader, new Recorder(), tasks::add, unused -> closed.incrementAndGet());
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void grow(String eventType) {
        store.add(eventType);
        subscription.grown(store.prefix());
    }

    @Test
    void it_does_nothing_before_it_is_asked() {
        grow("A");
        assertThat(tasks).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void it_gives_one_step_for_each_request() {
        store.add("A");
        subscription.request();
        runAll();
        assertThat(heard).containsExactly("events 1");
        runAll();
        subscription.request();
        runAll();
        assertThat(heard).containsExactly("events 1", "caught up");
    }

    @Test
    void two_requests_before_a_step_are_one() {
        store.add("A");
        subscription.request();
        subscription.request();
        assertThat(tasks).hasSize(1);
        runAll();
        // The second came while the first was due: it asks for the step behind.
        assertThat(heard).containsExactly("events 1", "caught up");
    }

    @Test
    void a_request_from_within_a_step_asks_for_the_next() {
        store.add("A");
        during = () -> subscription.request();
        subscription.request();
        runAll();
        assertThat(heard).containsExactly("events 1", "caught up");
        grow("B");
        runAll();
        assertThat(heard).containsExactly("events 1", "caught up", "events 2");
    }

    @Test
    void it_says_once_that_it_has_caught_up_and_once_more_behind_a_reset() {
        during = () -> subscription.request();
        subscription.request();
        runAll();
        grow("A");
        runAll();
        store.reset();
        subscription.grown(store.prefix());
        runAll();
        grow("B");
        runAll();
        assertThat(heard).containsExactly("caught up", "events 1", "reset", "caught up", "events 1");
    }

    @Test
    void what_comes_while_nobody_asks_is_given_when_somebody_does() {
        subscription.request();
        runAll();
        grow("A");
        grow("B");
        assertThat(tasks).isEmpty();
        subscription.request();
        runAll();
        assertThat(heard).containsExactly("caught up", "events 1 2");
    }

    @Test
    void what_comes_between_looking_and_waiting_is_not_missed() {
        during = () -> subscription.request();
        subscription.request();
        tasks.remove().run();
        assertThat(heard).containsExactly("caught up");
        store.add("A");
        subscription.grown(store.prefix());
        tasks.remove().run();
        runAll();
        assertThat(heard).containsExactly("caught up", "events 1");
    }

    @Test
    void what_is_not_for_it_is_passed_over_without_its_executor() {
        subscription = to(Criteria.builder().eventTypes("Rare").build());
        subscription.request();
        runAll();
        subscription.request();
        runAll();
        grow("Common");
        assertThat(tasks).isEmpty();
        assertThat(heard).containsExactly("caught up", "passed 1");
        assertThat(subscription.checkpoint().position()).isEqualTo(1);
        grow("Rare");
        runAll();
        assertThat(heard).containsExactly("caught up", "passed 1", "events 2");
    }

    @Test
    void closed_while_it_rests_it_has_ended() {
        assertThat(subscription.close()).isDone();
        subscription.request();
        grow("A");
        assertThat(tasks).isEmpty();
        assertThat(closed).hasPositiveValue();
    }

    @Test
    void closed_while_it_waits_it_has_ended() {
        during = () -> subscription.request();
        subscription.request();
        runAll();
        assertThat(subscription.close()).isDone();
        grow("A");
        runAll();
        assertThat(heard).containsExactly("caught up");
    }

    @Test
    void closed_before_a_step_that_is_due_it_ends_without_it() {
        store.add("A");
        subscription.request();
        CompletableFuture<Void> end = subscription.close();
        assertThat(end).isNotDone();
        runAll();
        assertThat(end).isDone();
        assertThat(heard).isEmpty();
    }

    @Test
    void closed_within_a_step_it_ends_with_the_step() {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        during = () -> {
            subscription.request();
            CompletableFuture<Void> end = subscription.close();
            assertThat(end).isNotDone();
            ends.add(end);
        };
        store.add("A");
        subscription.request();
        runAll();
        assertThat(ends).singleElement().satisfies(end -> assertThat(end).isDone());
        assertThat(heard).containsExactly("events 1");
        assertThat(subscription.close()).isDone();
    }

    @Test
    void a_subscriber_that_throws_hears_of_it_and_of_nothing_more() {
        during = () -> {
            throw new IllegalStateException("no");
        };
        store.add("A");
        subscription.request();
        runAll();
        subscription.request();
        grow("B");
        runAll();
        assertThat(heard).containsExactly("events 1", "failed no");
        assertThat(subscription.close()).isDone();
    }

    @Test
    void an_executor_that_takes_nothing_ends_it() {
        Subscription refused = new Subscription(
                new CatchUpReader(store, Criteria.ALL, store.beginning()),
                new Recorder(),
                task -> {
                    throw new RejectedExecutionException();
                },
                unused -> closed.incrementAndGet());
        refused.request();
        assertThat(refused.close()).isDone();
        assertThat(heard).isEmpty();
        assertThat(closed).hasPositiveValue();
    }
}
