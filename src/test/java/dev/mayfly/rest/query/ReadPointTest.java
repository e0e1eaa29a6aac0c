package dev.mayfly.rest.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.NewEvent;
import dev.mayfly.eventstore.Append;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.rest.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Waiting until a position is visible. */
class ReadPointTest {
    private static final Vertx VERTX = Vertx.vertx();

    private final Waited store = new Waited();

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

    /** Reads the store's position on an event loop. */
    private UniAssertSubscriber<Long> read(long minPosition, Duration timeout) {
        UniAssertSubscriber<Long> subscriber = UniAssertSubscriber.create();
        CountDownLatch subscribed = new CountDownLatch(1);
        VERTX.runOnContext(unused -> {
            new ReadPoint(minPosition, timeout, null)
                    .read(store, ready -> Uni.createFrom().item(ready.prefix().position()))
                    .subscribe()
                    .withSubscriber(subscriber);
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
