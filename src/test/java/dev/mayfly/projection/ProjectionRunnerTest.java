package dev.mayfly.projection;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.projection.ProjectionStatus.CatchingUp;
import dev.mayfly.projection.ProjectionStatus.Live;
import dev.mayfly.projection.ProjectionStatus.Rebuilding;
import dev.mayfly.projection.ProjectionStatus.Stopped;
import dev.mayfly.projection.fold.ValueProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Catching up, following, stopping and rebuilding. */
class ProjectionRunnerTest {
    private final Workbench bench = new Workbench();

    @Test
    void what_was_there_is_folded_in_order_and_then_what_comes() {
        bench.append("A", 10);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        assertThat(runner.snapshot().state()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(runner.snapshot().position()).isEqualTo(10);
        assertThat(runner.snapshot().incarnation()).isEqualTo(bench.store().incarnation());
        bench.append("A", 2);
        bench.work();
        assertThat(runner.snapshot().state()).hasSize(12).endsWith(11L, 12L);
        assertThat(runner.report().foldedEvents()).isEqualTo(12);
    }

    @Test
    void only_what_is_wanted_is_folded_and_the_position_goes_on_all_the_same() {
        bench.append("A", 3);
        bench.append("B", 6);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail("A"));
        assertThat(runner.snapshot().state()).containsExactly(1L, 2L, 3L);
        assertThat(runner.snapshot().position()).isEqualTo(9);
        bench.append("B", 1);
        bench.work();
        assertThat(runner.snapshot().position()).isEqualTo(10);
        assertThat(runner.report().lag()).isZero();
    }

    @Test
    void it_catches_up_and_is_live_then() {
        bench.append("A", 9);
        ProjectionRunner<List<Long>> runner = bench.add(new Trail());
        assertThat(runner.report().status()).isEqualTo(new CatchingUp());
        bench.workOnce();
        assertThat(runner.report().status()).isEqualTo(new CatchingUp());
        assertThat(runner.report().progress()).isEqualTo(4);
        assertThat(runner.report().lag()).isEqualTo(9);
        bench.work();
        assertThat(runner.report().status()).isEqualTo(new Live());
        assertThat(runner.report().lag()).isZero();
    }

    @Test
    void over_an_empty_store_it_is_live() {
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        assertThat(runner.report().status()).isEqualTo(new Live());
        assertThat(runner.snapshot().position()).isZero();
    }

    @Test
    void no_batch_is_seen_in_part() {
        bench.append("A", 9);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        bench.append("A", 9);
        bench.append("A", 9);
        do {
            assertThat(runner.snapshot().position() % 9).isZero();
            assertThat(runner.snapshot().state())
                    .hasSize((int) runner.snapshot().position());
        } while (bench.workOnce());
        assertThat(runner.snapshot().position()).isEqualTo(27);
    }

    @Test
    void what_is_appended_during_a_round_is_not_forgotten_behind_it() {
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        bench.append("A", 9);
        bench.workOnce();
        assertThat(runner.report().progress()).isEqualTo(4);
        bench.append("A", 1);
        bench.work();
        assertThat(runner.snapshot().position()).isEqualTo(10);
    }

    @Test
    void stopped_it_folds_no_more_and_started_it_goes_on_where_it_was() {
        Trail trail = new Trail();
        bench.append("A", 9);
        ProjectionRunner<List<Long>> runner = bench.add(trail);
        bench.workOnce();
        CompletableFuture<Void> stopped = runner.stop();
        bench.work();
        assertThat(stopped).isCompleted();
        assertThat(runner.report().status()).isEqualTo(new Stopped("It was stopped.", false));
        bench.append("A", 1);
        bench.work();
        assertThat(trail.calls).hasSize(4);
        assertThat(runner.start()).isNotDone();
        bench.work();
        assertThat(runner.report().status()).isEqualTo(new Live());
        assertThat(trail.calls).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(runner.snapshot().state()).isEqualTo(trail.calls);
    }

    @Test
    void it_can_be_stopped_during_a_batch() {
        ProjectionRunner<?>[] runner = new ProjectionRunner<?>[1];
        bench.append("A", 9);
        List<Long> calls = new ArrayList<>();
        runner[0] = bench.add(new ValueProjection<Long>() {
            @Override
            public Criteria criteria() {
                return Criteria.ALL;
            }

            @Override
            public Long initial() {
                return 0L;
            }

            @Override
            public Long after(Long sum, RecordedEvent event) {
                calls.add(event.position());
                if (event.position() == 2) {
                    var unused = runner[0].stop();
                }
                return sum + event.position();
            }
        });
        bench.work();
        assertThat(calls).containsExactly(1L, 2L);
        assertThat(runner[0].report().progress()).isEqualTo(2);
        var unused = runner[0].start();
        bench.work();
        assertThat(calls).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(runner[0].snapshot().state()).isEqualTo(45L);
    }

    @Test
    void a_rebuild_begins_anew_while_the_old_state_is_served_and_kept_up() {
        Trail trail = new Trail();
        bench.append("A", 9);
        ProjectionRunner<List<Long>> runner = bench.run(trail);
        List<Long> old = runner.snapshot().state();
        CompletableFuture<Void> begun = runner.rebuild();
        bench.workOnce();
        assertThat(begun).isCompleted();
        assertThat(runner.report().status()).isEqualTo(new Rebuilding());
        assertThat(runner.report().progress()).isEqualTo(4);
        assertThat(runner.snapshot().state()).isSameAs(old);
        bench.append("A", 1);
        bench.workOnce();
        assertThat(runner.report().status()).isEqualTo(new Rebuilding());
        assertThat(runner.snapshot().position()).isEqualTo(10);
        bench.work();
        assertThat(runner.report().status()).isEqualTo(new Live());
        assertThat(runner.snapshot().state()).isNotSameAs(old).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(runner.report().foldedEvents()).isEqualTo(20);
        bench.append("A", 1);
        bench.work();
        assertThat(runner.snapshot().state()).hasSize(11);
    }

    @Test
    void another_projection_takes_the_place_of_the_old_one_when_it_has_come_as_far() {
        bench.append("A", 6);
        bench.append(event("b-1", "B"));
        ProjectionRunner<List<Long>> runner = bench.run(new Trail("A"));
        Trail replacement = new Trail("B");
        var unused = runner.replace(replacement);
        assertThat(runner.snapshot().state()).hasSize(6);
        bench.work();
        assertThat(runner.snapshot().state()).containsExactly(7L);
        assertThat(runner.projection()).isSameAs(replacement);
    }

    @Test
    void a_rebuild_can_be_stopped_and_goes_on_when_it_is_started() {
        Trail trail = new Trail();
        bench.append("A", 9);
        ProjectionRunner<List<Long>> runner = bench.run(trail);
        var unused = runner.rebuild();
        bench.workOnce();
        unused = runner.stop();
        bench.work();
        assertThat(runner.report().status()).isEqualTo(new Stopped("It was stopped.", true));
        assertThat(trail.calls).hasSize(13);
        unused = runner.start();
        bench.work();
        assertThat(trail.calls).hasSize(18);
        assertThat(runner.report().status()).isEqualTo(new Live());
    }

    @Test
    void a_stopped_projection_can_be_rebuilt() {
        bench.append("A", 5);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        var unused = runner.stop();
        bench.work();
        unused = runner.rebuild();
        bench.append("A", 1);
        bench.work();
        assertThat(runner.snapshot().state()).hasSize(6);
        assertThat(runner.report().status()).isEqualTo(new Live());
    }

    @Test
    void who_waits_for_a_position_gets_the_first_state_that_has_it() {
        ProjectionRunner<List<Long>> runner = bench.run(new Trail("A"));
        bench.append("A", 2);
        CompletableFuture<Snapshot<List<Long>>> two = runner.reached(2);
        CompletableFuture<Snapshot<List<Long>>> three = runner.reached(3);
        CompletableFuture<Snapshot<List<Long>>> given = runner.reached(3);
        given.cancel(false);
        assertThat(two).isNotDone();
        bench.work();
        assertThat(two.join().state()).containsExactly(1L, 2L);
        assertThat(runner.reached(1)).isCompleted();
        assertThat(three).isNotDone();
        bench.append("B", 1);
        bench.work();
        assertThat(three.join().position()).isEqualTo(3);
        assertThat(given).isCancelled();
    }

    @Test
    void who_waits_for_a_change_is_not_told_of_other_events() {
        ProjectionRunner<List<Long>> runner = bench.run(new Trail("A"));
        Snapshot<List<Long>> known = runner.snapshot();
        CompletableFuture<Snapshot<List<Long>>> changed = runner.changed(known);
        bench.append("B", 1);
        bench.work();
        assertThat(runner.snapshot().position()).isEqualTo(1);
        assertThat(changed).isNotDone();
        bench.append("A", 1);
        bench.work();
        assertThat(changed.join().state()).containsExactly(2L);
        assertThat(runner.changed(known)).isCompleted();
    }

    @Test
    void removed_it_folds_nothing_more_and_whoever_waits_is_let_go() {
        Trail trail = new Trail();
        ProjectionRunner<List<Long>> runner = bench.run(trail);
        CompletableFuture<Snapshot<List<Long>>> waiting = runner.reached(1);
        CompletableFuture<Snapshot<List<Long>>> changed = runner.changed(runner.snapshot());
        assertThat(bench.projections().remove("test")).isTrue();
        bench.append("A", 1);
        bench.work();
        assertThat(trail.calls).isEmpty();
        assertThat(waiting).isCancelled();
        assertThat(changed).isCancelled();
        var unused = runner.start();
        unused = runner.rebuild();
        bench.work();
        assertThat(trail.calls).isEmpty();
    }
}
