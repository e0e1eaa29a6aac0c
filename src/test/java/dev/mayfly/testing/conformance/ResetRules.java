package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.View;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Beginning anew: an empty history with an incarnation of its own. */
interface ResetRules extends StoreFixture {
    @Test
    default void a_reset_store_is_empty_and_has_another_incarnation() {
        stored(event("a-1", "A").id("e1"), event("a-1", "B").tags("t"));
        String before = store().incarnation();
        store().reset();
        assertThat(store().incarnation()).isNotBlank().isNotEqualTo(before);
        assertThat(log().incarnation()).isEqualTo(store().incarnation());
        assertThat(log().position()).isZero();
        assertThat(log().positionOf("e1")).isZero();
        assertThat(log().version("a-1")).isZero();
        assertThat(log().eventTypes()).isEmpty();
        assertThat(found(Criteria.builder().eventTypes("B"))).isEmpty();
    }

    @Test
    default void an_import_begins_another_history_or_continues_one() {
        String before = store().incarnation();
        try (Import events =
                store().openImport("774faed9749a46a9832b7c09f7e4b1ec").orElseThrow()) {
            assertThat(events.commit()).isTrue();
        }
        assertThat(store().incarnation()).isEqualTo("774faed9749a46a9832b7c09f7e4b1ec");
        assertThat(log().incarnation()).isEqualTo(store().incarnation());
        try (Import events = store().openImport().orElseThrow()) {
            assertThat(events.commit()).isTrue();
        }
        assertThat(store().incarnation()).isNotIn(before, "774faed9749a46a9832b7c09f7e4b1ec");
    }

    @Test
    default void a_store_has_the_same_name_age_and_limit_after_a_reset() {
        stored(event("a-1", "A"));
        String name = store().name();
        clock().advance(Duration.ofSeconds(1));
        store().reset();
        assertThat(store().name()).isNotBlank().isEqualTo(name);
        assertThat(store().createdAt()).isBefore(recorded(event("a-1", "A")).recordedAt());
        assertThat(store().memory().limitBytes()).isEqualTo(AMPLE_BYTES);
    }

    @Test
    default void appends_after_a_reset_begin_at_the_first_position_and_version() {
        stored(event("a-1", "A").id("e1").aggregateType("Old"), event("a-1", "A"));
        store().reset();
        assertThat(stored(event("a-1", "A").id("e1").aggregateType("New")).firstPosition())
                .isEqualTo(1);
        assertThat(log().version("a-1")).isEqualTo(1);
        assertThat(log().event(1).aggregateType()).isEqualTo("New");
    }

    @Test
    default void a_prefix_that_was_taken_before_a_reset_reads_the_same_after_it() {
        stored(
                event("a-1", "A").id("e1").tags("t").correlation("c"),
                event("a-2", "B").causation("e1"));
        LogPrefix taken = log();
        Map<String, Object> before = View.of(taken);
        store().reset();
        stored(event("a-3", "C").id("e3").causation("e1"));
        assertThat(View.of(taken)).isEqualTo(before).containsKey("position of e1");
    }

    @Test
    default void a_reset_gives_the_memory_back() {
        long empty = store().memory().usedBytes();
        stored(event("a-1", "A").data("\"" + "x".repeat(500_000) + "\""));
        assertThat(store().memory().usedBytes()).isGreaterThan(empty + 400_000);
        store().reset();
        assertThat(store().memory().usedBytes()).isLessThanOrEqualTo(empty);
    }

    @Test
    default void a_wait_goes_on_over_a_reset() {
        stored(event("a-1", "A"));
        CompletableFuture<Void> second = store().reached(2);
        store().reset();
        stored(event("a-1", "A"));
        assertThat(second).isNotDone();
        stored(event("a-1", "A"));
        second.join();
    }
}
