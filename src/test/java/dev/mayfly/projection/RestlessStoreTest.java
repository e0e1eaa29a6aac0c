package dev.mayfly.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.projection.ProjectionStatus.CatchingUp;
import dev.mayfly.projection.ProjectionStatus.Live;
import dev.mayfly.projection.ProjectionStatus.Rebuilding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Projections over a store that gets another history, or cannot be read for a while. */
class RestlessStoreTest {
    private final RestlessStore store = new RestlessStore();
    private final Workbench bench = new Workbench(store);

    @Test
    void in_another_history_it_begins_anew_with_an_empty_state() {
        bench.append("A", 6);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail(true).poisonedAt(2L));
        CompletableFuture<Snapshot<List<Long>>> changed = runner.changed(runner.snapshot());
        store.reset();
        var unused = runner.start();
        bench.work();
        assertThat(changed.join().state()).isEmpty();
        assertThat(runner.snapshot()).isEqualTo(new Snapshot<>(store.incarnation(), 0, List.of()));
        assertThat(runner.report().parked()).isEmpty();
        bench.append("A", 3);
        bench.work();
        assertThat(runner.snapshot().state()).containsExactly(1L, 3L);
        assertThat(runner.report().parked()).hasSize(1);
    }

    @Test
    void a_round_over_the_old_history_is_given_up() {
        bench.append("A", 9);
        ProjectionRunner<List<Long>> runner = bench.add(new Trail());
        bench.workOnce();
        assertThat(runner.report().progress()).isEqualTo(4);
        store.reset();
        bench.workOnce();
        assertThat(runner.report().progress()).isZero();
        bench.work();
        assertThat(runner.snapshot()).isEqualTo(new Snapshot<>(store.incarnation(), 0, List.of()));
    }

    @Test
    void a_rebuild_that_is_under_way_is_over_with_the_history() {
        bench.append("A", 9);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail("B"));
        Trail replacement = new Trail("A");
        var unused = runner.replace(replacement);
        bench.workOnce();
        assertThat(runner.report().status()).isEqualTo(new Rebuilding());
        store.reset();
        bench.append("A", 1);
        bench.workOnce();
        assertThat(runner.report().status()).isIn(new CatchingUp(), new Live());
        bench.work();
        assertThat(runner.projection()).isSameAs(replacement);
        assertThat(runner.snapshot().state()).containsExactly(1L);
        assertThat(runner.report().foldedEvents()).isEqualTo(5);
    }

    @Test
    void a_store_that_fails_is_tried_again_until_it_can_be_read() {
        bench.append("A", 3);
        store.fail(5);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        List<Integer> pauses = List.of(1, 2, 4, 4, 4);
        for (int pause : pauses) {
            assertThat(runner.snapshot().position()).isZero();
            assertThat(bench.pass()).containsExactly(Duration.ofSeconds(pause));
        }
        assertThat(runner.report().error()).isNull();
        assertThat(runner.report().status()).isEqualTo(new Live());
        assertThat(runner.snapshot().state()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_fails_is_said() {
        store.fail(1);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        assertThat(runner.report().error()).isEqualTo("The store cannot be read: out of order");
    }
}
