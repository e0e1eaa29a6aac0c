package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.eventstore.support.View;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Giving memory back: nothing that is read, and no append, is any other afterwards. */
interface OptimiseRules extends StoreFixture {
    private static TestEvent[] someEvents(int first, int count) {
        TestEvent[] events = new TestEvent[count];
        for (int i = 0; i < count; i++) {
            int number = first + i;
            events[i] = event("a-" + number % 7, "T" + number % 3)
                    .id("e" + number)
                    .correlation("c" + number % 5)
                    .causation("e" + number / 2)
                    .tags("t" + number % 4, "own-" + number)
                    .user("u" + number % 2)
                    .organization("o" + number % 2)
                    .at(FakeClock.START_NANOS - number % 11)
                    .data("{\"number\":\"no. " + number + "\"}");
        }
        return events;
    }

    @Test
    default void every_read_answers_as_before_it() {
        stored(someEvents(0, 60));
        Map<String, Object> before = View.of(log());
        store().optimise(false);
        assertThat(View.of(log())).isEqualTo(before).containsKey("position of e59");
    }

    @Test
    default void a_prefix_that_was_taken_before_reads_the_same_after_it() {
        stored(someEvents(0, 40));
        LogPrefix taken = log();
        Map<String, Object> before = View.of(taken);
        stored(someEvents(40, 40));
        store().optimise(true);
        stored(someEvents(80, 10));
        assertThat(View.of(taken)).isEqualTo(before).containsKey("position of e39");
    }

    @Test
    default void appends_go_on_after_it() {
        stored(someEvents(0, 30));
        store().optimise(true);
        stored(someEvents(30, 30));
        store().optimise(false);
        stored(someEvents(60, 30));
        assertThat(log().version("a-1")).isEqualTo(13);
        assertThat(found(Criteria.builder().eventTypes("T0"))).hasSize(30);
        assertThat(Reading.json(log())).hasSize(90);
        assertThat(log().positionOf("e89")).isEqualTo(90);
    }

    @Test
    default void a_text_is_found_with_the_index_dropped() {
        stored(someEvents(0, 30));
        assertThat(found(Criteria.builder().text("NO. 17"))).containsExactly(18L);
        store().optimise(true);
        assertThat(found(Criteria.builder().text("NO. 17"))).containsExactly(18L);
    }

    @Test
    default void it_tells_what_it_freed_and_what_is_used() {
        stored(someEvents(0, 30));
        long before = store().memory().usedBytes();
        Optimisation optimisation = store().optimise(true);
        assertThat(optimisation.usedBytes())
                .isPositive()
                .isEqualTo(store().memory().usedBytes());
        assertThat(optimisation.freedBytes()).isEqualTo(before - optimisation.usedBytes());
    }

    @Test
    default void what_was_removed_and_redacted_stays_so_and_everything_else_as_it_was() {
        stored(someEvents(0, 60));
        store().truncate(Truncation.before("a-1", 4));
        store().truncate(Truncation.before("a-2", Long.MAX_VALUE));
        store().truncate(new Truncation("a-3", Long.MAX_VALUE, new ExpectedVersion.Any(), true));
        store().redact(log().incarnation(), new long[] {6, 13}, RawJson.of("{\"redacted\":{}}"));
        Map<String, Object> before = View.of(log());
        LogPrefix taken = log();
        store().optimise(false);
        assertThat(View.of(log())).isEqualTo(before);
        assertThat(View.of(taken)).isEqualTo(before);
        stored(someEvents(60, 14));
        assertThat(log().version("a-1")).isEqualTo(11);
        assertThat(log().version("a-2")).isEqualTo(11);
        assertThat(log().version("a-3")).isEqualTo(2);
        assertThat(log().firstVersion("a-1")).isEqualTo(4);
        assertThat(log().aggregates(null, null, 0, 10).aggregates())
                .extracting(AggregateSummary::aggregateId)
                .startsWith("a-0", "a-1");
        assertThat(View.of(taken)).isEqualTo(before);
    }

    @Test
    default void what_is_removed_after_it_is_gone_from_prefixes_that_were_taken_before_it() {
        stored(someEvents(0, 60));
        LogPrefix taken = log();
        store().truncate(Truncation.before("a-1", Long.MAX_VALUE));
        store().optimise(false);
        store().truncate(Truncation.before("a-2", Long.MAX_VALUE));
        store().redact(log().incarnation(), new long[] {1}, RawJson.of("{\"redacted\":{}}"));
        assertThat(Reading.history(taken, "a-2")).isEmpty();
        assertThat(Reading.search(taken, Criteria.ALL)).isEqualTo(Reading.search(log(), Criteria.ALL));
        assertThat(taken.isRedacted(1)).isTrue();
        assertThat(taken.revision()).isEqualTo(log().revision());
        assertThat(taken.incarnation()).isEqualTo(log().incarnation());
    }

    @Test
    default void a_second_one_finds_nothing_to_free() {
        stored(someEvents(0, 30));
        store().optimise(true);
        Optimisation second = store().optimise(true);
        assertThat(second.freedBytes()).isZero();
        assertThat(second.usedBytes()).isPositive();
    }
}
