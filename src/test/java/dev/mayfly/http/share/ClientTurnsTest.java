package dev.mayfly.http.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClientTurnsTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final ClientTurns turns = new ClientTurns(2, 2);

    private void ask(String client, int count) {
        for (int i = 0; i < count; i++) {
            String name = client + i;
            turns.run(client, () -> done.add(name), threads::add);
        }
    }

    private void runAll() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    @Test
    void clients_take_turns_however_much_one_of_them_asks_for() {
        ask("a", 6);
        ask("b", 2);
        ask("c", 1);
        assertThat(threads).hasSize(2);
        runAll();
        assertThat(done).containsExactly("a0", "a1", "a2", "b0", "c0", "a3", "b1", "a4", "a5");
    }

    @Test
    void work_that_fails_gives_its_place_to_the_next() {
        turns.run(
                "a",
                () -> {
                    throw new IllegalStateException("failed");
                },
                threads::add);
        ask("b", 3);
        assertThatThrownBy(this::runAll).hasMessage("failed");
        runAll();
        assertThat(done).containsExactlyInAnyOrder("b0", "b1", "b2");
        ask("b", 2);
        assertThat(threads).hasSize(2);
    }

    @Test
    void work_that_no_thread_takes_keeps_no_place() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> turns.run("a", () -> {}, task -> {
                        throw new RejectedExecutionException("stopping");
                    }))
                    .hasMessage("stopping");
        }
        ask("a", 3);
        runAll();
        assertThat(done).hasSize(3);
    }

    @Test
    void a_client_whose_work_takes_long_leaves_a_place_to_others() {
        ClientTurns shared = new ClientTurns(3, 2);
        List<Runnable> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            shared.run("long", () -> done.add("long"), begun::add);
        }
        assertThat(begun).hasSize(2);
        shared.run("other", () -> done.add("other"), begun::add);
        shared.run("third", () -> done.add("third"), begun::add);
        assertThat(begun).hasSize(3);
        begun.get(2).run();
        assertThat(done).containsExactly("other");
        assertThat(begun).hasSize(4);
        begun.get(3).run();
        assertThat(done).containsExactly("other", "third");
        for (int i = 0; i < begun.size(); i++) {
            if (i != 2 && i != 3) {
                begun.get(i).run();
            }
        }
        assertThat(done).filteredOn("long"::equals).hasSize(5);
    }

    @Test
    void no_more_than_the_most_run_at_once_with_any_number_of_threads() throws InterruptedException {
        ClientTurns four = new ClientTurns(4, 4);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(16);
        for (int i = 0; i < 2_000; i++) {
            four.run(
                    "client-" + i % 7,
                    () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        running.decrementAndGet();
                        ended.incrementAndGet();
                    },
                    pool);
        }
        for (int i = 0; i < 3_000 && ended.get() < 2_000; i++) {
            Thread.sleep(10);
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ended).hasValue(2_000);
        assertThat(most.get()).isLessThanOrEqualTo(4);
    }
}
