package dev.mayfly.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.projection.fold.StateMemory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The projections of a store, and those of all stores. */
class ProjectionsTest {
    private final Workbench bench = new Workbench();
    private final List<String> news = new ArrayList<>();

    private final Projections.Listener listener = new Projections.Listener() {
        @Override
        public void added(ProjectionRunner<?> runner) {
            news.add("+" + runner.name());
        }

        @Override
        public void removed(ProjectionRunner<?> runner) {
            news.add("-" + runner.name());
        }
    };

    @Test
    void each_has_a_name_of_its_own() {
        Projections projections = bench.projections();
        ProjectionRunner<List<Long>> b = projections.add("b", new Trail()).orElseThrow();
        ProjectionRunner<List<Long>> a = projections.add("a", new Trail()).orElseThrow();
        assertThat(projections.add("a", new Trail())).isEmpty();
        assertThat(projections.find("a").orElseThrow()).isSameAs(a);
        assertThat(projections.find("c")).isEmpty();
        assertThat(projections.all()).isEqualTo(List.of(a, b));
        assertThat(projections.remove("c")).isFalse();
        assertThat(projections.remove("a")).isTrue();
        assertThat(projections.all()).isEqualTo(List.of(b));
        assertThat(projections.add("a", new Trail())).isPresent();
    }

    @Test
    void there_are_only_so_many() {
        for (int i = 0; i < 5; i++) {
            assertThat(bench.projections().isFull()).isFalse();
            assertThat(bench.projections().add("p" + i, new Trail())).isPresent();
        }
        assertThat(bench.projections().isFull()).isTrue();
        assertThat(bench.projections().add("more", new Trail())).isEmpty();
    }

    @Test
    void a_listener_learns_of_those_that_are_there_and_of_all_that_come_and_go() {
        bench.projections().add("first", new Trail());
        bench.projections().listen(listener);
        bench.projections().add("second", new Trail());
        bench.projections().remove("first");
        bench.projections().close();
        assertThat(news).containsExactly("+first", "+second", "-first", "-second");
        assertThat(bench.projections().add("third", new Trail())).isEmpty();
    }

    @Test
    void each_store_begins_with_those_that_are_built_in() {
        EventStore other = new EmbeddedEventStore("other", 1 << 20, TimeSource.SYSTEM);
        StoreProjections stores = new StoreProjections(
                store -> new Projections(
                        store,
                        Workbench.SETTINGS,
                        new ProjectionWorkers(task -> {}, (pause, task) -> {}, Clock.systemUTC()),
                        (watched, task) -> {
                            throw new IllegalStateException("nobody works");
                        }),
                Map.of(),
                new StateMemory(1 << 20),
                opened -> opened.listen(listener));
        assertThat(stores.all()).isEmpty();
        Projections projections = stores.of(other);
        assertThat(stores.of(other)).isSameAs(projections);
        assertThat(projections.store()).isSameAs(other);
        assertThat(stores.all()).containsExactly(projections);
        stores.remove(other);
        assertThat(stores.all()).isEmpty();
        assertThat(stores.of(other)).isNotSameAs(projections);
    }

    @Test
    void what_is_built_in_is_announced_like_all_others() {
        StoreProjections stores = new StoreProjections(
                store -> bench.projections(),
                Map.of("built-in", new Trail()),
                new StateMemory(1 << 20),
                opened -> opened.listen(listener));
        stores.of(bench.store());
        assertThat(news).containsExactly("+built-in");
        bench.append("A", 2);
        bench.work();
        assertThat(bench.projections().find("built-in").orElseThrow().snapshot().position())
                .isEqualTo(2);
        stores.close();
        assertThat(news).containsExactly("+built-in", "-built-in");
    }
}
