package dev.mayfly.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.fold.ValueProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Rebuilds that somebody follows, and may give up. */
class FollowedRebuildTest {
    private static final String REASON = "Not now.";

    private final Workbench bench = new Workbench();
    private final List<Long> positions = new ArrayList<>();
    private boolean givenUp;
    private final Progress progress = (done, total) -> {
        positions.add(done);
        assertThat(total).isEqualTo(bench.store().prefix().position());
        if (givenUp) {
            throw new CancellationException(REASON);
        }
    };

    private static AbstractThrowableAssert<?, ? extends Throwable> assertEnded(CompletableFuture<Void> rebuild) {
        assertThat(rebuild).isCompletedExceptionally();
        Throwable failure = Assertions.catchThrowable(rebuild::join);
        return assertThat(failure instanceof CompletionException ? failure.getCause() : failure);
    }

    @Test
    void it_tells_its_positions_and_is_done_when_the_new_state_can_be_read() {
        bench.append("A", 10);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        Snapshot<List<Long>> before = runner.snapshot();
        CompletableFuture<Void> rebuild = runner.rebuild(progress);
        var unused = rebuild.thenRun(
                () -> assertThat(before.hasSameState(runner.snapshot())).isFalse());
        bench.workOnce();
        bench.append("A", 2);
        bench.work();
        assertThat(rebuild).isCompleted();
        assertThat(positions).startsWith(0L, 4L, 8L).isSorted();
        assertThat(runner.snapshot().state()).hasSize(12);
        int told = positions.size();
        bench.append("A", 1);
        bench.work();
        assertThat(positions).hasSize(told);
    }

    @Test
    void given_up_it_leaves_the_old_state_which_goes_on() {
        bench.append("A", 10);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        CompletableFuture<Void> rebuild = runner.rebuild(progress);
        bench.workOnce();
        givenUp = true;
        bench.append("A", 1);
        bench.work();
        assertEnded(rebuild).isInstanceOf(CancellationException.class).hasMessage(REASON);
        assertThat(positions).hasSize(2);
        assertThat(runner.report().status()).isEqualTo(new ProjectionStatus.Live());
        assertThat(runner.report().progress()).isEqualTo(11);
        assertThat(runner.snapshot().state()).hasSize(11);
    }

    @Test
    void it_can_be_given_up_while_an_event_waits_to_be_tried_again() {
        bench.append("A", 2);
        boolean[] fails = {false};
        ProjectionRunner<Long> runner = bench.run(Projection.handling(Criteria.ALL, event -> {
            if (fails[0]) {
                throw new IllegalStateException("not today");
            }
        }));
        fails[0] = true;
        CompletableFuture<Void> rebuild = runner.rebuild(progress);
        bench.work();
        assertThat(rebuild).isNotDone();
        givenUp = true;
        bench.work();
        assertThat(rebuild).isNotDone();
        runner.ask();
        bench.work();
        assertEnded(rebuild).hasMessage(REASON);
        assertThat(runner.report().status()).isEqualTo(new ProjectionStatus.Live());
    }

    @Test
    void it_is_given_up_behind_the_event_in_hand() {
        bench.append("A", 10);
        List<ProjectionRunner<Integer>> runners = new ArrayList<>();
        int[] folded = {0};
        runners.add(bench.run(new ValueProjection<>() {
            @Override
            public Criteria criteria() {
                return Criteria.ALL;
            }

            @Override
            public Integer initial() {
                return 0;
            }

            @Override
            public Integer after(Integer count, RecordedEvent event) {
                if (++folded[0] == 12) {
                    givenUp = true;
                    runners.get(0).ask();
                }
                return count + 1;
            }
        }));
        CompletableFuture<Void> rebuild = runners.get(0).rebuild(progress);
        bench.work();
        assertEnded(rebuild).hasMessage(REASON);
        assertThat(folded[0]).isEqualTo(12);
        assertThat(positions).containsExactly(0L, 2L);
    }

    @Test
    void another_projection_takes_its_place_whoever_gives_up_a_rebuild_of_it() {
        bench.append("A", 5);
        bench.append("B", 5);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail("A"));
        var unused = runner.replace(new Trail("B"));
        CompletableFuture<Void> rebuild = runner.rebuild(progress);
        bench.workOnce();
        givenUp = true;
        bench.work();
        assertEnded(rebuild).hasMessage(REASON);
        assertThat(runner.snapshot().state()).containsExactly(6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void whatever_takes_its_place_ends_it() {
        bench.append("A", 10);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        CompletableFuture<Void> first = runner.rebuild(progress);
        CompletableFuture<Void> second = runner.rebuild(progress);
        bench.workOnce();
        assertEnded(first).isInstanceOf(CancellationException.class).hasMessageContaining("Another rebuild");
        bench.store().reset();
        bench.work();
        assertEnded(second).isInstanceOf(CancellationException.class).hasMessageContaining("has been replaced");
        CompletableFuture<Void> third = runner.rebuild((done, total) -> {});
        bench.projections().remove("test");
        bench.work();
        assertEnded(third).isInstanceOf(CancellationException.class).hasMessageContaining("removed");
        CompletableFuture<Void> late = runner.rebuild(progress);
        bench.work();
        assertEnded(late).isInstanceOf(CancellationException.class);
    }

    @Test
    void a_projection_that_stops_ends_it() {
        bench.append("A", 10);
        ProjectionRunner<List<Long>> runner = bench.run(new Trail());
        CompletableFuture<Void> rebuild = runner.rebuild(progress);
        bench.workOnce();
        var unused = runner.stop();
        bench.work();
        assertEnded(rebuild).isInstanceOf(ProjectionStoppedException.class).hasMessage("It was stopped.");
    }
}
