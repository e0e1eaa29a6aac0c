package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who waits while repeated batches are compared. */
class CheckedRepetitionTest {
    private static final int SECONDS = 30;

    private final EmbeddedEventStore store = new EmbeddedEventStore("s", 64L << 20, new FakeClock());

    /** Appends events, or repeats them, and returns the position of the last one. */
    private long append(String name, int count, int bytes) {
        TestEvent[] events = IntStream.range(0, count)
                .mapToObj(i -> event("a-" + i, "T")
                        .id(name + i)
                        .data("{\"a\": \"" + "x".repeat(bytes) + "\",\"b\": " + i + "}"))
                .toArray(TestEvent[]::new);
        AppendResult result =
                store.append(TestEvent.append(events)).toCompletableFuture().join();
        assertThat(result).isInstanceOf(Appended.class);
        return ((Appended) result).lastPosition();
    }

    @Test
    void a_batch_of_small_events_waits_for_none_that_is_compared_and_one_with_a_large_event_does() throws Exception {
        long small = append("small", 100, 1_000);
        long large = append("large", 1, 100_000);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CheckedRepetition.COMPARING.lock();
        try {
            assertThat(threads.submit(() -> append("small", 100, 1_000)).get(SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(small);
            Future<Long> waiting = threads.submit(() -> append("large", 1, 100_000));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (!CheckedRepetition.COMPARING.hasQueuedThreads() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(CheckedRepetition.COMPARING.hasQueuedThreads()).isTrue();
            assertThat(waiting).isNotDone();
            CheckedRepetition.COMPARING.unlock();
            assertThat(waiting.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(large);
        } finally {
            if (CheckedRepetition.COMPARING.isHeldByCurrentThread()) {
                CheckedRepetition.COMPARING.unlock();
            }
            threads.shutdownNow();
        }
    }
}
