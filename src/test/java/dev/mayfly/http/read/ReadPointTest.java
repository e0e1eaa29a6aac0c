package dev.mayfly.http.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.http.access.Admission;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Waiting until a position is visible. */
class ReadPointTest {
    private static final Vertx VERTX = Vertx.vertx();

    private final Waited store = new Waited();
    private final WaitingRequests places =
            new WaitingRequests(new RequestLimits(1, 1, 1, 1, CriteriaLimits.NONE, 1, new EventParser.Limits(1, 1)));

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void a_position_that_is_visible_is_not_waited_for() {
        store.append(Append.of(EventBatch.of(NewEvent.of("a", "T", "{}"))));
        UniAssertSubscriber<Long> read = read(1, Duration.ZERO);
        assertThat(read.awaitItem().getItem()).isEqualTo(1);
        assertThat(store.wait).isNull();
    }

    @Test
    void a_read_goes_on_when_the_position_is_reached() {
        UniAssertSubscriber<Long> read = read(1, Duration.ofSeconds(30));
        assertThat(store.wait).isNotDone();
        store.append(Append.of(EventBatch.of(NewEvent.of("a", "T", "{}"))));
        assertThat(read.awaitItem().getItem()).isEqualTo(1);
        assertThat(places.count()).isZero();
    }

    @Test
    void a_wait_that_times_out_is_given_up() {
        UniAssertSubscriber<Long> read = read(1, Duration.ofMillis(10));
        assertThat(read.awaitFailure().getFailure()).isInstanceOf(ProblemException.class);
        assertThat(store.wait).isCancelled();
    }

    @Test
    void a_read_that_is_cancelled_gives_up_its_wait() {
        UniAssertSubscriber<Long> read = read(1, Duration.ofSeconds(30));
        read.cancel();
        assertThat(store.wait).isCancelled();
    }

    @Test
    void a_read_of_a_follower_takes_a_place_only_while_it_waits() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        assertThat(follow(5, Duration.ofSeconds(30), reached).awaitItem().getItem())
                .isEqualTo(5);
        assertThat(places.count()).isZero();
        UniAssertSubscriber<Long> read = follow(6, Duration.ofSeconds(30), reached);
        assertThat(places.count()).isEqualTo(1);
        reached.complete(null);
        assertThat(read.awaitItem().getItem()).isEqualTo(5);
        assertThat(places.count()).isZero();
    }

    @Test
    void a_read_of_a_follower_that_ends_its_wait_otherwise_leaves_its_place_too() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        follow(6, Duration.ofSeconds(30), reached).cancel();
        assertThat(reached).isCancelled();
        assertThat(places.count()).isZero();
        assertThat(problem(follow(6, Duration.ofMillis(10), new CompletableFuture<>())))
                .isEqualTo(503);
        assertThat(places.count()).isZero();
        assertThat(problem(
                        follow(6, Duration.ofMillis(10), CompletableFuture.failedFuture(new IllegalStateException()))))
                .isZero();
        assertThat(places.count()).isZero();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        gone.cancel(false);
        assertThat(problem(follow(6, Duration.ofSeconds(30), gone))).isEqualTo(503);
        assertThat(places.count()).isZero();
    }

    @Test
    void one_wait_more_than_there_are_places_is_refused() {
        UniAssertSubscriber<Long> first = follow(6, Duration.ofSeconds(30), new CompletableFuture<>());
        assertThat(problem(follow(6, Duration.ofSeconds(30), new CompletableFuture<>())))
                .isEqualTo(429);
        assertThat(problem(follow(6, Duration.ZERO, new CompletableFuture<>()))).isEqualTo(503);
        assertThat(problem(read(1, Duration.ofSeconds(30)))).isEqualTo(429);
        assertThat(places.count()).isEqualTo(1);
        first.cancel();
        assertThat(places.count()).isZero();
        UniAssertSubscriber<Long> read = read(1, Duration.ofSeconds(30));
        assertThat(places.count()).isEqualTo(1);
        read.cancel();
        assertThat(places.count()).isZero();
    }

    /** Returns the status of the problem that a read ended with, or 0 if it was another failure. */
    private static int problem(UniAssertSubscriber<Long> read) {
        return read.awaitFailure().getFailure() instanceof ProblemException problem
                ? problem.problem().type().status()
                : 0;
    }

    /** Reads a follower that is at position 5 on an event loop. */
    private UniAssertSubscriber<Long> follow(long minPosition, Duration timeout, CompletableFuture<Void> reached) {
        return onEventLoop(() -> new ReadPoint(minPosition, timeout, null)
                .read(
                        () -> places.enter("one"),
                        Admission.unlimited(),
                        abandon -> {},
                        () -> 5,
                        position -> reached,
                        () -> Uni.createFrom().item(5L)));
    }

    /** Reads the store's position on an event loop. */
    private UniAssertSubscriber<Long> read(long minPosition, Duration timeout) {
        return onEventLoop(() -> new ReadPoint(minPosition, timeout, null)
                .read(
                        () -> places.enter("one"),
                        Admission.unlimited(),
                        abandon -> {},
                        () -> store.prefix().position(),
                        store::reached,
                        () -> Uni.createFrom().item(store.prefix().position())));
    }

    private static UniAssertSubscriber<Long> onEventLoop(Supplier<Uni<? extends Long>> read) {
        UniAssertSubscriber<Long> subscriber = UniAssertSubscriber.create();
        CountDownLatch subscribed = new CountDownLatch(1);
        VERTX.runOnContext(unused -> {
            Uni.createFrom().deferred(read).subscribe().withSubscriber(subscriber);
            subscribed.countDown();
        });
        try {
            subscribed.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return subscriber;
    }

    /** A store that remembers the last wait. */
    private static final class Waited extends ForwardingEventStore {
        private volatile CompletableFuture<Void> wait;

        Waited() {
            super(new EmbeddedEventStore("default", 1 << 24, TimeSource.SYSTEM));
        }

        @Override
        public CompletableFuture<Void> reached(long position) {
            wait = super.reached(position);
            return wait;
        }
    }
}
