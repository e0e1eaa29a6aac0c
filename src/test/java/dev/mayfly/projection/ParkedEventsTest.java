package dev.mayfly.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.projection.ProjectionStatus.Live;
import dev.mayfly.projection.ProjectionStatus.Parked;
import dev.mayfly.projection.ProjectionStatus.Rebuilding;
import dev.mayfly.projection.ProjectionStatus.Stopped;
import dev.mayfly.projection.fold.Fold;
import dev.mayfly.projection.fold.Projection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Events that cannot be folded: tried again, set aside, and what can be done with them then. */
class ParkedEventsTest {
    private static final String NO_GOOD = "no good";

    private final Workbench bench = new Workbench();

    private ParkedEvent parked(long position, int attempts) {
        return new ParkedEvent(
                position, bench.store().prefix().event(position).eventId(), NO_GOOD, attempts, Workbench.NOW);
    }

    @Test
    void an_event_that_fails_is_tried_three_times_more_and_then_set_aside() {
        Trail trail = new Trail().poisonedAt(3L);
        bench.append("A", 5);
        ProjectionRunner<List<Long>> runner = bench.run(trail);
        assertThat(runner.report().error()).isEqualTo("Event 3: no good");
        assertThat(bench.pass()).containsExactly(Duration.ofSeconds(1));
        assertThat(bench.pass()).containsExactly(Duration.ofSeconds(2));
        assertThat(runner.report().parked()).isEmpty();
        assertThat(bench.pass()).containsExactly(Duration.ofSeconds(4));
        assertThat(bench.pass()).isEmpty();
        assertThat(runner.report().parked()).containsExactly(parked(3, 4));
        assertThat(runner.report().status()).isEqualTo(new Parked(1));
        assertThat(runner.report().status().word()).isEqualTo("live");
        assertThat(runner.report().error()).isNull();
        assertThat(trail.calls).containsExactly(1L, 2L, 3L, 1L, 2L, 3L, 3L, 3L, 4L, 5L);
    }

    @Test
    void what_a_failed_event_did_is_undone_and_the_others_are_folded_once() {
        bench.append("A", 11);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail(true).poisonedAt(1L, 6L, 7L));
        assertThat(runner.snapshot().state()).containsExactly(2L, 3L, 4L, 5L, 8L, 9L, 10L, 11L);
        assertThat(runner.snapshot().position()).isEqualTo(11);
        assertThat(runner.report().parked()).containsExactly(parked(1, 1), parked(6, 1), parked(7, 1));
    }

    @Test
    void an_event_that_is_folded_in_the_end_is_not_set_aside() {
        bench.append("A", 6);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail().failing(2, 3));
        bench.pass();
        bench.pass();
        assertThat(runner.report().status().word()).isEqualTo("catching-up");
        bench.pass();
        assertThat(runner.report().status()).isEqualTo(new Live());
        assertThat(runner.snapshot().state()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void an_earlier_event_that_fails_only_the_second_time_is_tried_again_as_well() {
        Trail trail = new Trail();
        trail.failing(3, 1);
        bench.append("A", 3);
        ProjectionRunner<List<Long>> runner = bench.add(new Projection<List<Long>>() {
            private int folds;

            @Override
            public Criteria criteria() {
                return trail.criteria();
            }

            @Override
            public List<Long> initial() {
                return List.of();
            }

            @Override
            public Fold<List<Long>> fold(List<Long> from) {
                if (++folds == 2) {
                    trail.failing(2, 1);
                }
                return trail.fold(from);
            }
        });
        bench.work();
        assertThat(runner.report().error()).isEqualTo("Event 2: no good");
        bench.pass();
        assertThat(runner.snapshot().state()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_parked_event_can_be_tried_again() {
        Trail trail = new Trail(true).poisonedAt(2L);
        bench.append("A", 4);
        ProjectionRunner<List<Long>> runner = bench.run(trail);
        CompletableFuture<Optional<ParkedEvent.Retried>> again = runner.retry(2);
        bench.work();
        assertThat(again.join().orElseThrow().parked()).isEqualTo(parked(2, 2));
        assertThat(runner.report().parked()).containsExactly(parked(2, 2));
        assertThat(runner.snapshot().state()).containsExactly(1L, 3L, 4L);

        trail.failures.clear();
        again = runner.retry(2);
        bench.work();
        assertThat(again.join().orElseThrow().parked()).isNull();
        assertThat(runner.report().parked()).isEmpty();
        assertThat(runner.report().status()).isEqualTo(new Live());
        assertThat(runner.snapshot().state()).containsExactly(1L, 3L, 4L, 2L);
        assertThat(runner.snapshot().position()).isEqualTo(4);

        again = runner.retry(2);
        bench.work();
        assertThat(again.join()).isEmpty();
    }

    @Test
    void a_parked_event_can_be_dropped_until_a_rebuild_comes_upon_it() {
        bench.append("A", 4);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail(true).poisonedAt(2L));
        CompletableFuture<Boolean> dropped = runner.drop(2);
        CompletableFuture<Boolean> never = runner.drop(3);
        bench.work();
        assertThat(dropped).isCompletedWithValue(true);
        assertThat(never).isCompletedWithValue(false);
        assertThat(runner.report().parked()).isEmpty();
        assertThat(runner.report().status()).isEqualTo(new Live());
        var unused = runner.rebuild();
        bench.work();
        assertThat(runner.report().parked()).containsExactly(parked(2, 1));
    }

    @Test
    void one_event_more_than_may_be_parked_stops_it_before_that_event() {
        Trail trail = new Trail(true).poisonedAt(1L, 2L, 3L, 5L);
        bench.append("A", 6);
        ProjectionRunner<List<Long>> runner = bench.run(trail);
        assertThat(runner.report().status())
                .isEqualTo(new Stopped("More than 3 events could not be processed. Event 5: no good", false));
        assertThat(runner.report().parked()).hasSize(3);
        assertThat(runner.report().progress()).isEqualTo(4);
        var unused = runner.drop(1);
        bench.work();
        assertThat(runner.report().status()).isInstanceOf(Stopped.class);
        unused = runner.drop(2);
        var started = runner.start();
        bench.work();
        assertThat(started).isCompleted();
        assertThat(runner.report().status()).isEqualTo(new Parked(2));
        assertThat(runner.snapshot().state()).containsExactly(4L, 6L);
    }

    @Test
    void a_stopped_projection_whose_replacement_folds_all_is_mended_by_it() {
        bench.append("A", 6);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail(true).poisonedAt(1L, 2L, 3L, 5L));
        var unused = runner.replace(new Trail(true));
        bench.work();
        assertThat(runner.report().status()).isEqualTo(new Live());
        assertThat(runner.snapshot().state()).hasSize(6);
    }

    @Test
    void while_it_rebuilds_a_state_that_cannot_be_kept_up_is_served_as_it_is() {
        bench.append("A", 6);
        Trail trail = new Trail(true);
        ProjectionRunner<List<Long>> runner = bench.run(trail);
        var unused = runner.replace(new Trail(true));
        trail.poisonedAt(7L, 8L, 9L, 10L);
        bench.append("A", 4);
        bench.workOnce();
        assertThat(runner.report().status()).isEqualTo(new Rebuilding());
        assertThat(runner.snapshot().position()).isEqualTo(6);
        bench.work();
        assertThat(runner.snapshot().state()).hasSize(10);
        assertThat(runner.report().status()).isEqualTo(new Live());
    }

    @Test
    void killed_half_way_and_started_again_it_has_the_state_of_a_rebuild() {
        Trail trail = new Trail().failing(6, 1);
        trail.fatal = new InternalError("the machine is on fire");
        bench.append("A", 9);
        ProjectionRunner<List<Long>> runner = bench.run(trail);
        assertThat(runner.report().status()).isEqualTo(new Stopped("It failed: the machine is on fire", false));
        assertThat(runner.report().progress()).isEqualTo(4);
        var unused = runner.start();
        bench.work();
        List<Long> state = runner.snapshot().state();
        unused = runner.rebuild();
        bench.work();
        assertThat(state).isEqualTo(runner.snapshot().state()).hasSize(9);
    }

    @Test
    void data_that_is_too_deep_for_the_stack_fails_its_event_alone() {
        Trail trail = new Trail(true).failing(2, 1);
        trail.fatal = new StackOverflowError();
        bench.append("A", 3);
        ProjectionRunner<List<Long>> runner = bench.run(trail);
        assertThat(runner.report().parked()).hasSize(1);
        assertThat(runner.report().parked().get(0).error()).isEqualTo("StackOverflowError");
        assertThat(runner.snapshot().state()).containsExactly(1L, 3L);
    }

    @Test
    void a_handler_gets_each_event_once_but_the_failing_one() {
        List<Long> handled = new ArrayList<>();
        bench.append("A", 4);
        ProjectionRunner<Long> runner = bench.run(Projection.handling(Criteria.ALL, event -> {
            handled.add(event.position());
            if (event.position() == 3 && handled.size() == 3) {
                throw new IOException();
            }
        }));
        assertThat(runner.report().error()).isEqualTo("Event 3: IOException");
        bench.pass();
        assertThat(handled).containsExactly(1L, 2L, 3L, 3L, 4L);
        assertThat(runner.snapshot().state()).isEqualTo(4);
    }
}
