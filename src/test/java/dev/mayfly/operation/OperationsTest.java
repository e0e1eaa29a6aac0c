package dev.mayfly.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");
    private static final Outcome DONE = new Outcome.Done(RawJson.EMPTY_OBJECT);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Operations operations =
            new Operations(new OperationSettings(3, 2), threads, Clock.fixed(NOW, ZoneOffset.UTC));
    private final EventStore store = store("one");

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private static EventStore store(String name) {
        return new EmbeddedEventStore(name, 1 << 20, () -> 0);
    }

    private Operation begun(Kind kind) {
        return operations.begin(kind, store, "/stores/one/x").orElseThrow();
    }

    @Test
    void one_that_runs_tells_how_far_it_is() {
        Operation operation = begun(Kind.IMPORT);
        assertThat(operation.report())
                .isEqualTo(new Operation.Report(0, Progress.UNKNOWN, null, null))
                .extracting(Operation.Report::status)
                .isEqualTo("running");
        operation.at(7, 10);
        assertThat(operation.report()).isEqualTo(new Operation.Report(7, 10, null, null));
        assertThat(operation.store()).isEqualTo("one");
        assertThat(operation.startedAt()).isEqualTo(NOW);
        assertThat(operations.find(operation.id())).containsSame(operation);
    }

    @Test
    void one_that_is_done_has_come_as_far_as_there_was_to_go() {
        Operation operation = begun(Kind.IMPORT);
        operation.at(7, 10);
        operations.end(operation, DONE);
        assertThat(operation.report()).isEqualTo(new Operation.Report(10, 10, DONE, NOW));
        assertThat(operation.report().status()).isEqualTo("done");
        assertThat(operation.ended()).isCompletedWithValue(operation);
    }

    @Test
    void the_first_end_counts() {
        Operation operation = begun(Kind.IMPORT);
        operations.end(operation, new Outcome.Cancelled("No more."));
        operations.end(operation, DONE);
        assertThat(operation.report().outcome()).isEqualTo(new Outcome.Cancelled("No more."));
        assertThat(operation.report().status()).isEqualTo("cancelled");
        for (int i = 0; i < 3; i++) {
            begun(Kind.REBUILD);
        }
        assertThat(operations.begin(Kind.REBUILD, store, "")).isEmpty();
    }

    @Test
    void work_that_is_to_stop_learns_so_when_it_tells_how_far_it_is() {
        Operation operation = begun(Kind.OPTIMISE);
        List<String> told = new ArrayList<>();
        operation.whenStopped(told::add);
        assertThat(operation.isStopped()).isFalse();
        operation.stop("First.");
        operation.stop("Second.");
        assertThat(operation.isStopped()).isTrue();
        assertThatThrownBy(() -> operation.at(1, 2))
                .isInstanceOf(CancellationException.class)
                .hasMessage("First.");
        operation.whenStopped(told::add);
        assertThat(told).containsExactly("First.", "First.");
        assertThat(operation.report()).isEqualTo(new Operation.Report(1, 2, null, null));
    }

    @Test
    void only_so_many_run_at_once() {
        Operation first = begun(Kind.IMPORT);
        begun(Kind.IMPORT);
        begun(Kind.IMPORT);
        assertThat(operations.begin(Kind.IMPORT, store, "")).isEmpty();
        operations.end(first, DONE);
        assertThat(operations.begin(Kind.IMPORT, store, "")).isPresent();
    }

    @Test
    void those_that_ended_are_forgotten_from_the_oldest_on_and_those_that_run_never() {
        Operation runs = begun(Kind.IMPORT);
        List<Operation> ended = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Operation next = begun(Kind.OPTIMISE);
            operations.end(next, DONE);
            ended.add(next);
        }
        assertThat(operations.all()).containsExactly(ended.get(3), ended.get(2), runs);
        operations.forget(runs);
        operations.forget(ended.get(3));
        assertThat(operations.all()).containsExactly(ended.get(2), runs);
        assertThat(operations.find(ended.get(3).id())).isEmpty();
    }

    @Test
    void a_result_that_is_too_large_is_not_remembered() {
        RawJson most = RawJson.of("\"" + "x".repeat(Outcome.MOST_BYTES - 2) + "\"");
        RawJson more = RawJson.of("\"" + "x".repeat(Outcome.MOST_BYTES - 1) + "\"");
        assertThat(new Outcome.Done(most).result()).isSameAs(most);
        assertThat(new Outcome.Done(more).result()).isNull();
        assertThatThrownBy(() -> new Outcome.Failed(more)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_operations_of_a_store_are_stopped_and_no_others() {
        Operation one = begun(Kind.IMPORT);
        Operation ended = begun(Kind.IMPORT);
        operations.end(ended, DONE);
        Operation other = operations.begin(Kind.IMPORT, store("one"), "").orElseThrow();
        Operation rebuild = begun(Kind.REBUILD);
        CompletableFuture<Void> quiet = operations.stop(store, "It has gone.");
        assertThat(rebuild.isStopped()).isTrue();
        assertThat(quiet).isNotDone();
        operations.end(one, new Outcome.Cancelled("It has gone."));
        assertThat(quiet).isCompleted();
        assertThat(one.isStopped()).isTrue();
        assertThat(ended.isStopped()).isFalse();
        assertThat(other.isStopped()).as("of a store of the same name").isFalse();
    }

    @Test
    void a_stop_of_all_waits_for_those_that_bring_events() throws Exception {
        Operation rebuild = begun(Kind.REBUILD);
        rebuild.whenStopped(reason -> operations.end(rebuild, new Outcome.Cancelled(reason)));
        Operation filling = begun(Kind.IMPORT);
        Future<Boolean> closed = threads.submit(() -> operations.close(Duration.ofMinutes(1)));
        rebuild.ended().join();
        assertThat(operations.begin(Kind.IMPORT, store, "")).isEmpty();
        assertThat(operations.isClosed()).isTrue();
        assertThat(filling.isStopped()).isFalse();
        operations.end(filling, DONE);
        assertThat(closed.get()).isTrue();
        assertThat(filling.isStopped()).isFalse();
    }

    @Test
    void a_stop_of_all_is_over_when_patience_is() {
        Operation filling = begun(Kind.IMPORT);
        filling.whenStopped(reason -> operations.end(filling, new Outcome.Cancelled(reason)));
        Operation deaf = begun(Kind.SAMPLE);
        assertThat(operations.close(Duration.ZERO)).isFalse();
        assertThat(filling.report().status()).isEqualTo("cancelled");
        assertThat(deaf.isStopped()).isTrue();
        assertThat(deaf.isRunning()).isTrue();
    }

    @Test
    void whatever_many_threads_do_the_bounds_hold_and_each_ends_once() throws Exception {
        int callers = 8;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> counts = new ArrayList<>();
        for (int c = 0; c < callers; c++) {
            counts.add(threads.submit(() -> {
                start.await();
                int begun = 0;
                for (int i = 0; i < 2_000; i++) {
                    Operation operation =
                            operations.begin(Kind.OPTIMISE, store, "").orElse(null);
                    if (operation != null) {
                        begun++;
                        operation.at(i, 2_000);
                        operations.execute(() -> operations.end(operation, DONE));
                        operation.stop("Now.");
                        operations.end(operation, new Outcome.Cancelled("Now."));
                        operations.forget(operation);
                    }
                    Set<String> ids = new HashSet<>();
                    List<Operation> all = operations.all();
                    all.forEach(each -> ids.add(each.id()));
                    if (all.size() > 5 || ids.size() != all.size()) {
                        throw new AssertionError(all.size() + " operations are known");
                    }
                }
                return begun;
            }));
        }
        start.countDown();
        int begun = 0;
        for (Future<Integer> count : counts) {
            begun += count.get();
        }
        assertThat(begun).isPositive();
        assertThat(operations.all()).noneMatch(Operation::isRunning);
        for (int i = 0; i < 3; i++) {
            begun(Kind.IMPORT);
        }
        assertThat(operations.begin(Kind.IMPORT, store, "")).isEmpty();
    }
}
