package dev.mayfly.projection;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.projection.ProjectionStatus.Live;
import dev.mayfly.projection.ProjectionStatus.Parked;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.StateLimits;
import dev.mayfly.projection.declared.States;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.GroupPart;
import dev.mayfly.projection.declared.value.Operation;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.fold.StateMemory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the projections of a fork begin with. */
class ForkedProjectionsTest {
    private static final Definition BY_AGGREGATE = new Definition(
            Criteria.ALL,
            List.of(GroupPart.of(EventPath.parse("groupBy", "aggregateId"))),
            false,
            List.of(new FieldDefinition("n", Operation.COUNT, null, Set.of())),
            RawJson.EMPTY_OBJECT);

    private final Workbench parent = new Workbench();
    private final StateMemory memory = new StateMemory(1 << 20);

    /** A fork of the parent's store as of a position, whose projections have not begun. */
    private final class Fork {
        final Workbench bench;
        final ForkPoint point;

        Fork(long position) {
            EventStore store = new EmbeddedEventStore(
                    "fork", 512L << 20, new FakeClock(), parent.store().image(position));
            bench = new Workbench(store);
            point = new ForkPoint(parent.store().incarnation(), position, store.incarnation());
        }

        <V> ProjectionRunner<V> run(ProjectionRunner<V> from) {
            Projection<V> projection = from.projection();
            ProjectionRunner<V> runner = bench.projections()
                    .add("test", projection, from.standing().of(projection, point))
                    .orElseThrow();
            bench.work();
            return runner;
        }
    }

    private DeclaredProjections declared(Workbench bench, StateMemory counted) {
        return new DeclaredProjections(bench.projections(), StateLimits.DEFAULT, counted);
    }

    private Declaration declaration(DeclaredProjections among) {
        return among.find("by-aggregate").orElseThrow();
    }

    @Test
    void of_the_head_goes_on_where_the_parent_stands_and_folds_only_what_comes() {
        parent.append("A", 10);
        ProjectionRunner<List<Long>> original = parent.run(new Trail("A"));
        Fork fork = new Fork(10);
        ProjectionRunner<List<Long>> runner = fork.run(original);
        assertThat(runner.report().foldedEvents()).isZero();
        assertThat(runner.report().status()).isEqualTo(new Live());
        assertThat(runner.snapshot())
                .isEqualTo(new Snapshot<>(
                        fork.bench.store().incarnation(),
                        10,
                        original.snapshot().state()));
        fork.bench.append("A", 2);
        parent.append("A", 1);
        fork.bench.work();
        parent.work();
        assertThat(runner.report().foldedEvents()).isEqualTo(2);
        assertThat(runner.snapshot().state()).hasSize(12).endsWith(10L, 11L, 12L);
        assertThat(original.snapshot().state()).hasSize(11);
    }

    @Test
    void what_the_parent_has_not_folded_yet_is_folded_in_the_fork() {
        parent.append("A", 4);
        ProjectionRunner<List<Long>> original = parent.run(new Trail());
        parent.append("A", 3);
        ProjectionRunner<List<Long>> runner = new Fork(6).run(original);
        assertThat(runner.snapshot().state()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(runner.report().foldedEvents()).isEqualTo(2);
    }

    @Test
    void of_an_earlier_position_is_built_from_the_first_event() {
        parent.append("A", 10);
        ProjectionRunner<List<Long>> runner = new Fork(9).run(parent.run(new Trail()));
        assertThat(runner.snapshot().state()).hasSize(9);
        assertThat(runner.report().foldedEvents()).isEqualTo(9);
    }

    @Test
    void a_state_of_another_history_or_projection_is_not_taken_over() {
        parent.append("A", 3);
        Trail trail = new Trail();
        Standing<List<Long>> standing = parent.run(trail).standing();
        assertThat(standing.of(trail, new ForkPoint("another", 3, "fork"))).isNull();
        assertThat(standing.of(new Trail(), new Fork(3).point)).isNull();
        assertThat(standing.of(trail, new Fork(3).point)).isNotNull();
    }

    @Test
    void begins_anew_if_its_own_history_has_changed_before_the_first_turn() {
        parent.append("A", 3);
        ProjectionRunner<List<Long>> original = parent.run(new Trail());
        Fork fork = new Fork(3);
        fork.bench.store().restore(parent.store().image(2));
        ProjectionRunner<List<Long>> runner = fork.run(original);
        assertThat(runner.snapshot().state()).containsExactly(1L, 2L);
        assertThat(runner.report().foldedEvents()).isEqualTo(2);
    }

    @Test
    void parked_events_come_along_and_can_be_tried_again_on_their_own() {
        parent.append("A", 5);
        Trail trail = new Trail(true).poisonedAt(2L, 4L);
        ProjectionRunner<List<Long>> original = parent.run(trail);
        assertThat(original.drop(4)).isNotDone();
        parent.work();
        Fork fork = new Fork(5);
        ProjectionRunner<List<Long>> runner = fork.run(original);
        assertThat(runner.report().parked())
                .isEqualTo(original.report().parked())
                .extracting(ParkedEvent::position)
                .containsExactly(2L);
        assertThat(runner.report().status()).isEqualTo(new Parked(1));
        trail.failures.clear();
        assertThat(runner.retry(2)).isNotDone();
        fork.bench.work();
        assertThat(runner.snapshot().state()).containsExactly(1L, 3L, 5L, 2L);
        assertThat(runner.report().parked()).isEmpty();
        assertThat(original.report().parked()).hasSize(1);
        assertThat(original.snapshot().state()).containsExactly(1L, 3L, 5L);
    }

    @Test
    void an_event_that_was_tried_again_is_in_the_state_that_a_fork_begins_with() {
        parent.append("A", 3);
        Trail trail = new Trail(true).failing(2, 1);
        ProjectionRunner<List<Long>> original = parent.run(trail);
        assertThat(original.retry(2)).isNotDone();
        parent.work();
        ProjectionRunner<List<Long>> runner = new Fork(3).run(original);
        assertThat(runner.snapshot().state()).containsExactly(1L, 3L, 2L);
        assertThat(runner.report().parked()).isEmpty();
    }

    @Test
    void declared_states_grow_independently_in_parent_and_fork_and_each_counts() {
        DeclaredProjections declared = declared(parent, memory);
        declared.put("by-aggregate", BY_AGGREGATE);
        parent.append("A", 100);
        parent.work();
        long bytes = memory.usedBytes() - BY_AGGREGATE.sizeBytes();
        Fork fork = new Fork(100);
        DeclaredProjections forked = declared(fork.bench, memory);
        forked.inherit(declaration(declared), fork.point);
        fork.bench.work();
        assertThat(memory.usedBytes() - BY_AGGREGATE.sizeBytes()).isEqualTo(2 * bytes);
        for (int i = 0; i < 70; i++) {
            parent.append(event("parent-" + i, "A"), event("a-7", "A"));
            parent.work();
            fork.bench.append(event("fork-" + i, "A"));
            fork.bench.work();
        }
        ProjectionRunner<States> runner = declaration(forked).runner();
        assertThat(runner.report().foldedEvents()).isEqualTo(70);
        assertThat(runner.report().parked()).isEmpty();
        States own = runner.snapshot().state();
        States parents = declaration(declared).runner().snapshot().state();
        assertThat(own.size()).isEqualTo(170);
        assertThat(parents.size()).isEqualTo(170);
        assertThat(memory.usedBytes()).isEqualTo(BY_AGGREGATE.sizeBytes() + own.sizeBytes() + parents.sizeBytes());
        var unused = runner.rebuild();
        fork.bench.work();
        assertThat(runner.snapshot().state().size()).isEqualTo(170);
        assertThat(forked.remove("by-aggregate")).isTrue();
        assertThat(memory.usedBytes()).isEqualTo(BY_AGGREGATE.sizeBytes() + parents.sizeBytes());
    }

    @Test
    void a_declared_state_that_there_is_no_room_for_is_not_taken_over() {
        StateMemory small = new StateMemory(30_000);
        DeclaredProjections declared = declared(parent, small);
        declared.put("by-aggregate", BY_AGGREGATE);
        parent.append("A", 60);
        parent.work();
        assertThat(small.usedBytes()).isBetween(15_000L, 30_000L);
        Fork fork = new Fork(60);
        DeclaredProjections forked = declared(fork.bench, small);
        forked.inherit(declaration(declared), fork.point);
        fork.bench.work();
        assertThat(declaration(forked).runner().report().foldedEvents()).isPositive();
        assertThat(small.usedBytes()).isLessThanOrEqualTo(30_000);
    }

    @Test
    void a_definition_that_is_being_replaced_is_built_anew_in_the_fork() {
        DeclaredProjections declared = declared(parent, memory);
        declared.put("by-aggregate", BY_AGGREGATE);
        parent.append("A", 3);
        parent.work();
        Definition all = new Definition(Criteria.ALL, List.of(), false, BY_AGGREGATE.fields(), RawJson.EMPTY_OBJECT);
        declared.put("by-aggregate", all);
        Fork fork = new Fork(3);
        DeclaredProjections forked = declared(fork.bench, memory);
        forked.inherit(declaration(declared), fork.point);
        fork.bench.work();
        assertThat(declaration(forked).runner().snapshot().state().size()).isOne();
        assertThat(declaration(forked).runner().report().foldedEvents()).isEqualTo(3);
    }

    @Test
    void what_is_built_in_goes_on_as_well() {
        Fork[] fork = new Fork[1];
        StoreProjections stores = new StoreProjections(
                store -> store == parent.store() ? parent.projections() : fork[0].bench.projections(),
                Map.of("built-in", new Trail()),
                memory,
                opened -> {});
        stores.of(parent.store());
        parent.append("A", 3);
        parent.work();
        fork[0] = new Fork(3);
        stores.fork(fork[0].bench.store(), parent.store(), fork[0].point);
        fork[0].bench.append("A", 1);
        fork[0].bench.work();
        ProjectionRunner<?> runner =
                stores.of(fork[0].bench.store()).find("built-in").orElseThrow();
        assertThat(runner.snapshot().state()).isEqualTo(List.of(1L, 2L, 3L, 4L));
        assertThat(runner.report().foldedEvents()).isOne();
    }
}
