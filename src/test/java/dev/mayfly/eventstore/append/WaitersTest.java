package dev.mayfly.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Waiting for positions: each wait ends once, on the thread that moved the head or on the one that waits itself. */
class WaitersTest {
    private static final long POSITIONS = 20_000;
    private static final long PATIENCE_SECONDS = 60;

    private final Waiters waiters = new Waiters();
    private final AtomicLong head = new AtomicLong();

    @Test
    void beginning_to_wait_completes_nobody_else() {
        CompletableFuture<Void> first = waiters.reached(1, head::get);
        head.set(1);
        CompletableFuture<Void> second = waiters.reached(2, head::get);
        assertThat(first).isNotDone();
        waiters.signal(1);
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
    }

    @Test
    void a_position_that_is_reached_while_its_wait_begins_is_not_waited_for() {
        AtomicLong looks = new AtomicLong();
        CompletableFuture<Void> reached = waiters.reached(1, looks::getAndIncrement);
        assertThat(reached).isCompleted();
        waiters.signal(1);
        assertThat(looks).hasValue(2);
    }

    @Test
    void waits_end_in_the_order_of_their_positions_each_when_its_own_is_reached() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (long position : new long[] {5, 2, 9, 2, 7}) {
            all.add(waiters.reached(position, head::get));
        }
        for (long position = 1; position <= 10; position++) {
            head.set(position);
            waiters.signal(position);
            assertThat(all.get(0).isDone()).isEqualTo(position >= 5);
            assertThat(all.get(1).isDone()).isEqualTo(position >= 2);
            assertThat(all.get(2).isDone()).isEqualTo(position >= 9);
            assertThat(all.get(3).isDone()).isEqualTo(position >= 2);
            assertThat(all.get(4).isDone()).isEqualTo(position >= 7);
        }
    }

    @Test
    void a_position_that_was_reached_before_is_not_waited_for() {
        head.set(3);
        AtomicLong looks = new AtomicLong();
        assertThat(waiters.reached(3, () -> {
                    looks.incrementAndGet();
                    return head.get();
                }))
                .isCompleted();
        assertThat(looks).hasValue(1);
        assertThat(waiters.reached(4, head::get)).isNotDone();
    }

    @Test
    void a_wait_that_is_cancelled_leaves_the_others_as_they_are() {
        CompletableFuture<Void> first = waiters.reached(1, head::get);
        CompletableFuture<Void> second = waiters.reached(2, head::get);
        CompletableFuture<Void> third = waiters.reached(3, head::get);
        second.cancel(false);
        first.cancel(false);
        waiters.signal(2);
        assertThat(third).isNotDone();
        waiters.signal(3);
        assertThat(third).isCompleted();
    }

    @Test
    @Tag("threads")
    void no_wait_is_forgotten_while_the_head_moves() throws Exception {
        Thread writer = new Thread(() -> {
            for (long position = 1; position <= POSITIONS; position++) {
                head.setOpaque(position);
                VarHandle.fullFence();
                waiters.signal(position);
            }
        });
        Random random = new Random(1);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        writer.start();
        while (writer.isAlive()) {
            CompletableFuture<Void> wait =
                    waiters.reached(Math.min(POSITIONS, head.get() + random.nextInt(4)), head::get);
            if (random.nextInt(8) == 0) {
                wait.cancel(false);
            } else {
                all.add(wait);
            }
        }
        writer.join();
        for (CompletableFuture<Void> wait : all) {
            wait.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
