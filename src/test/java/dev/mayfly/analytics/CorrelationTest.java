package dev.mayfly.analytics;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {
    private static final Criteria CRITERIA =
            Criteria.builder().correlationIds(List.of("c")).build();

    private final EventStore store = new EmbeddedEventStore("test", 1 << 26, TimeSource.SYSTEM);

    private void happened(int second, String id, String cause) {
        happened(event("a-1", "A").id(id).correlation("c").causation(cause).at(second * 1_000_000_000L));
    }

    private void happened(TestEvent event) {
        Reading.append(store, TestEvent.append(event));
    }

    private Correlation correlation() {
        LogPrefix log = store.prefix();
        return Correlation.of("c", log, log.scan(CRITERIA, Sort.TIMESTAMP));
    }

    private static String tree(Correlation correlation) {
        return tree(correlation, correlation.firstRoot());
    }

    private static String tree(Correlation correlation, int first) {
        StringBuilder text = new StringBuilder();
        for (int i = first; i != Correlation.NONE; i = correlation.nextSibling(i)) {
            String id = correlation.log().event(correlation.position(i)).eventId();
            text.append(text.isEmpty() ? "" : " ").append(id);
            if (correlation.firstChild(i) != Correlation.NONE) {
                text.append('(')
                        .append(tree(correlation, correlation.firstChild(i)))
                        .append(')');
            }
        }
        return text.toString();
    }

    @Test
    void nothing_has_no_tree_and_takes_no_time() {
        Correlation nothing = correlation();
        assertThat(nothing.size()).isZero();
        assertThat(tree(nothing)).isEmpty();
        assertThat(nothing.aggregates()).isEmpty();
        assertThat(nothing.duration()).isEqualTo(Duration.ZERO);
    }

    @Test
    void effects_stand_below_their_causes_in_order_of_time() {
        happened(1, "a", null);
        happened(4, "late", "a");
        happened(2, "early", "a");
        happened(3, "below", "early");
        happened(5, "other", null);
        assertThat(tree(correlation())).isEqualTo("a(early(below) late) other");
    }

    @Test
    void an_effect_may_be_appended_before_its_cause() {
        happened(2, "effect", "cause");
        happened(1, "cause", null);
        happened(0, "earlier", "cause");
        assertThat(tree(correlation())).isEqualTo("cause(earlier effect)");
    }

    @Test
    void an_event_whose_cause_is_not_there_is_a_root() {
        happened(event("a-1", "A").id("elsewhere").correlation("other"));
        happened(1, "a", "nowhere");
        happened(2, "b", "elsewhere");
        happened(3, "c", "a");
        assertThat(tree(correlation())).isEqualTo("a(c) b");
    }

    @Test
    void what_causes_itself_is_a_root() {
        happened(1, "a", "a");
        happened(2, "b", "a");
        assertThat(tree(correlation())).isEqualTo("a(b)");
    }

    @Test
    void the_first_event_of_a_circle_is_a_root() {
        happened(3, "x", "z");
        happened(1, "y", "x");
        happened(2, "z", "y");
        happened(4, "below", "z");
        happened(0, "above", "x");
        assertThat(tree(correlation())).isEqualTo("y(z(x(above) below))");
    }

    @Test
    void aggregates_come_once_in_the_order_in_which_they_are_first_seen() {
        happened(event("b-1", "A").correlation("c").at(30));
        happened(event("a-1", "A").correlation("c").at(20));
        happened(event("b-1", "A").correlation("c").at(10));
        happened(event("d-1", "A").at(5));
        assertThat(correlation().aggregates()).containsExactly("b-1", "a-1");
    }

    @Test
    void it_takes_from_the_first_event_to_the_last() {
        happened(event("a-1", "A").correlation("c").at("2024-01-01T00:00:01.75Z"));
        happened(event("a-1", "A").correlation("c").at("2024-01-01T00:00:00.25Z"));
        assertThat(correlation().duration()).hasToString("PT1.5S");
        happened(event("a-1", "A").correlation("c").at("1678-01-01T00:00:00Z"));
        happened(event("a-1", "A").correlation("c").at("2261-12-31T23:59:59.999999999Z"));
        assertThat(correlation().duration()).hasToString("PT5119223H59M59.999999999S");
    }

    @Test
    void a_very_long_chain_has_a_tree() {
        int length = 20_000;
        List<TestEvent> chain = IntStream.range(0, length)
                .mapToObj(i -> event("a-1", "A")
                        .id("e" + i)
                        .correlation("c")
                        .causation(i == 0 ? null : "e" + (i - 1))
                        .at(i))
                .toList();
        Reading.append(store, Append.of(TestEvent.batch(chain)));
        Correlation correlation = correlation();
        int deepest = correlation.firstRoot();
        int depth = 1;
        while (correlation.firstChild(deepest) != Correlation.NONE) {
            deepest = correlation.firstChild(deepest);
            depth++;
        }
        assertThat(depth).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 20, 60})
    void it_is_what_following_each_cause_shows(int count) {
        for (long seed = 0; seed < 50; seed++) {
            EventStore random = new EmbeddedEventStore("random", 1 << 24, TimeSource.SYSTEM);
            Random dice = new Random(seed * 100 + count);
            for (int i = 0; i < count; i++) {
                String cause = dice.nextInt(4) == 0 ? null : "e" + dice.nextInt(count + 1);
                TestEvent event = event("a-" + dice.nextInt(3), "A")
                        .id("e" + i)
                        .correlation(dice.nextInt(8) == 0 ? "other" : "c")
                        .at(dice.nextInt(count));
                Reading.append(random, TestEvent.append(cause == null ? event : event.causation(cause)));
            }
            LogPrefix log = random.prefix();
            Correlation correlation = Correlation.of("c", log, log.scan(CRITERIA, Sort.TIMESTAMP));
            assertThat(tree(correlation)).as("seed %d", seed).isEqualTo(followed(log));
        }
    }

    /** Returns the tree as one sees it who follows each event's causes by their ids. */
    private static String followed(LogPrefix log) {
        List<RecordedEvent> events = Reading.list(log.scan(CRITERIA, Sort.TIMESTAMP)).stream()
                .map(log::event)
                .toList();
        Map<String, RecordedEvent> byId = new HashMap<>();
        events.forEach(event -> byId.put(event.eventId(), event));
        Map<RecordedEvent, RecordedEvent> parents = new HashMap<>();
        for (RecordedEvent event : events) {
            List<RecordedEvent> causes = new ArrayList<>();
            RecordedEvent cause = byId.get(event.causationId());
            while (cause != null && !cause.equals(event) && !causes.contains(cause)) {
                causes.add(cause);
                cause = byId.get(cause.causationId());
            }
            boolean circle = event.equals(cause);
            boolean first = causes.stream().allMatch(other -> events.indexOf(other) > events.indexOf(event));
            if (!(circle && first)) {
                parents.put(event, byId.get(event.causationId()));
            }
        }
        return followed(events, parents, null);
    }

    private static String followed(
            List<RecordedEvent> events, Map<RecordedEvent, RecordedEvent> parents, RecordedEvent parent) {
        List<String> texts = new ArrayList<>();
        for (RecordedEvent event : events) {
            if (Objects.equals(parents.get(event), parent)) {
                String below = followed(events, parents, event);
                texts.add(event.eventId() + (below.isEmpty() ? "" : "(" + below + ")"));
            }
        }
        return String.join(" ", texts);
    }
}
