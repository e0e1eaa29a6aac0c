package dev.mayfly.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The conformance suite itself is held to its word: every test can fail, and none is left out. */
class ConformanceGuardTest {
    static final class OnAStoreThatDoesNothing extends EventStoreConformance {
        @Override
        public EventStore newStore(TimeSource clock, long limitBytes) {
            return new DoNothingEventStore();
        }
    }

    private static Events run(Class<? extends EventStoreConformance> suite) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(suite))
                .execute()
                .testEvents();
    }

    private static long tests() {
        return Arrays.stream(EventStoreConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
    }

    @Test
    void a_store_that_does_nothing_fails_every_test() {
        Events events = run(OnAStoreThatDoesNothing.class);
        List<String> passed = events.succeeded()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName())
                .toList();
        assertThat(passed).isEmpty();
        assertThat(events.failed().count()).isEqualTo(tests());
        assertThat(events.skipped().count() + events.aborted().count()).isZero();
    }

    @Test
    void the_embedded_engine_leaves_no_test_out() {
        Events events = run(EmbeddedEventStoreTest.class);
        assertThat(events.succeeded().count()).isEqualTo(tests());
        assertThat(events.skipped().count() + events.aborted().count()).isZero();
    }

    @Test
    void the_suite_has_tests_for_every_topic() {
        for (Class<?> topic : EventStoreConformance.class.getInterfaces()) {
            assertThat(topic.getDeclaredMethods())
                    .as(topic.getSimpleName())
                    .anyMatch(method -> method.isAnnotationPresent(Test.class));
        }
        assertThat(tests()).isGreaterThanOrEqualTo(200);
    }
}
