package dev.mayfly.schema;

import static dev.mayfly.eventstore.support.TestEvent.append;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.json.RedactedContent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.Unfit;
import dev.mayfly.eventstore.append.Authority;
import dev.mayfly.eventstore.append.UnfitImportException;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.schema.json.JsonSchema;
import dev.mayfly.schema.re2.Re2Patterns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Schemas as the rule of a store's appends. */
class SchemasTest {
    private static final long LIMIT_BYTES = 64L << 20;
    private static final String TOTAL = "{\"required\": [\"total\"], \"properties\": {\"total\": {\"minimum\": 0}}}";

    private final Schemas schemas = new Schemas(new SchemaLimits(5, 256 << 10, 1_000_000), new Re2Patterns());
    private final EventStore store = new EmbeddedEventStore("s", LIMIT_BYTES, new FakeClock());

    private JsonSchema schema(String text) {
        return schemas.compile(RawJson.of(text), Work.UNLIMITED);
    }

    private Schemas.Put put(String type, String text) {
        return schemas.put(store, type, schema(text));
    }

    private static AppendResult appended(EventStore to, TestEvent... events) {
        return to.append(append(events)).toCompletableFuture().join();
    }

    private static void fits(EventStore to, TestEvent... events) {
        assertThat(appended(to, events)).isInstanceOf(Appended.class);
    }

    private static void misfits(EventStore to, TestEvent... events) {
        long before = to.prefix().position();
        assertThat(appended(to, events)).isInstanceOf(Unfit.class);
        assertThat(to.prefix().position()).isEqualTo(before);
    }

    private static TestEvent placed(String data) {
        return event("order-1", "OrderPlaced").data(data);
    }

    @Test
    void a_type_has_its_own_schema_or_the_one_for_all_others() {
        fits(store, placed("{}"));
        assertThat(put("OrderPlaced", TOTAL))
                .isInstanceOfSatisfying(
                        Schemas.Put.Created.class,
                        created -> assertThat(created.schema().since(store.incarnation()))
                                .isEqualTo(1));
        fits(store, placed("{\"total\": 1}"));
        misfits(store, placed("{\"total\": -1}"));
        misfits(store, placed("{}"));
        misfits(store, event("order-1", "OrderPlaced"));
        fits(store, event("order-1", "Other"));
        put("*", "false");
        misfits(store, event("order-1", "Other"));
        fits(store, placed("{\"total\": 1}"));
        assertThat(schemas.remove(store, "OrderPlaced")).isTrue();
        misfits(store, placed("{\"total\": 1}"));
        assertThat(schemas.remove(store, "OrderPlaced")).isFalse();
        assertThat(schemas.remove(store, "*")).isTrue();
        assertThat(store.rule()).isNull();
        fits(store, placed("{}"), event("order-1", "Other"));
    }

    @Test
    void a_batch_is_refused_as_a_whole_and_each_mistake_has_its_place() {
        put("OrderPlaced", TOTAL);
        AppendResult result = appended(
                store,
                placed("{\"total\": 1}"),
                event("order-1", "Other"),
                placed("{\"total\": -2}"),
                placed("{\"total\": -3}"));
        assertThat(((Unfit) result).misfits())
                .containsExactly(
                        new AppendResult.Misfit(2, "OrderPlaced", "/data/total", "must be at least 0 (is -2)"),
                        new AppendResult.Misfit(3, "OrderPlaced", "/data/total", "must be at least 0 (is -3)"));
        assertThat(store.prefix().position()).isZero();
    }

    @Test
    void repetitions_of_stored_events_fit_whatever_the_schema_says_now() {
        fits(store, placed("{}").id("e1"), placed("{}").id("e2"));
        put("OrderPlaced", TOTAL);
        assertThat(appended(store, placed("{}").id("e1"), placed("{}").id("e2")))
                .isInstanceOfSatisfying(
                        Appended.class, again -> assertThat(again.replayed()).isTrue());
        assertThat(appended(store, placed("{\"a\": 1}").id("e1"))).isInstanceOf(AppendResult.DuplicateEvent.class);
        misfits(store, placed("{}").id("e3"));
    }

    @Test
    void events_of_reserved_aggregates_are_held_against_no_schema() {
        put("*", "false");
        String session = "session-" + "a".repeat(43);
        for (String aggregate : List.of(session, "redactions")) {
            Append append = append(event(aggregate, "Any")).by(Authority.OWNER);
            assertThat(store.append(append).toCompletableFuture().join()).isInstanceOf(Appended.class);
        }
        misfits(store, event("session-1", "Any"));
    }

    @Test
    void both_ways_to_append_hold_the_schemas() {
        put("OrderPlaced", TOTAL);
        assertThat(store.appendUnlessBusy(append(placed("{}")))
                        .orElseThrow()
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(Unfit.class);
        assertThat(store.appendUnlessBusy(append(placed("{\"total\": 1}")))
                        .orElseThrow()
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(Appended.class);
        // What takes long to check is for a worker.
        String large = "{\"total\": 1, \"text\": \"" + "x".repeat(32 << 10) + "\"}";
        assertThat(store.appendUnlessBusy(append(placed(large)))).isEmpty();
        put("OrderPlaced", "{\"allOf\": [" + "{\"minProperties\": 0},".repeat(5_000) + "true]}");
        assertThat(store.appendUnlessBusy(append(placed("{}")))).isEmpty();
        fits(store, placed("{}"));
    }

    @Test
    void an_event_takes_no_more_work_than_a_request_may() {
        StringBuilder doubling = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\": \"#/$defs/a" + (i + 1) + "\"}";
            doubling.append("\"a" + i + "\": {\"allOf\": [" + next + "," + next + "]},");
        }
        put("OrderPlaced", "{\"$ref\": \"#/$defs/a0\", \"$defs\": {" + doubling + "\"a40\": {\"type\": \"object\"}}}");
        assertThatThrownBy(() -> store.append(append(placed("{}")))).hasMessageContaining("mayfly.limits.work");
        assertThat(store.prefix().position()).isZero();
        fits(store, event("order-1", "Other"));
    }

    @Test
    void a_fork_has_its_parents_schemas_and_then_its_own() {
        fits(store, placed("{}"), placed("{}"), placed("{}"));
        put("OrderPlaced", TOTAL);
        EventStore fork = new EmbeddedEventStore("fork", LIMIT_BYTES, new FakeClock(), store.image(2));
        fork.changeRule(null, position -> store.rule().inFork(store.incarnation(), fork.incarnation(), 2));
        misfits(fork, placed("{}"));
        assertThat(schemas.find(fork, "OrderPlaced").orElseThrow().since(fork.incarnation()))
                .isEqualTo(2);
        schemas.remove(fork, "OrderPlaced");
        fits(fork, placed("{}"));
        misfits(store, placed("{}"));
    }

    @Test
    void a_new_history_keeps_the_schemas_from_its_beginning() {
        fits(store, placed("{}"));
        put("OrderPlaced", TOTAL);
        store.restore(store.image(1));
        assertThat(store.prefix().position()).isOne();
        StoreSchema kept = schemas.find(store, "OrderPlaced").orElseThrow();
        assertThat(kept.since(store.incarnation())).isZero();
        misfits(store, placed("{}"));
        store.reset();
        misfits(store, placed("{}"));
        fits(store, placed("{\"total\": 0}"));
    }

    private static EventBatch recorded(String data, String metadata) {
        EventBatchBuilder builder = new EventBatchBuilder(new byte[64], 0, 1);
        builder.withPlaces();
        builder.begin();
        builder.text(Field.EVENT_ID, "e1");
        builder.text(Field.AGGREGATE_ID, "order-1");
        builder.text(Field.EVENT_TYPE, "OrderPlaced");
        builder.text(Field.METADATA, metadata);
        builder.text(Field.DATA, data);
        builder.position(1);
        builder.version(1);
        builder.timestampNanos(FakeClock.START_NANOS);
        builder.recordedAtNanos(FakeClock.START_NANOS);
        return builder.build();
    }

    @Test
    void an_import_is_held_except_for_redacted_events() {
        put("OrderPlaced", TOTAL);
        String redacted = "{\"redacted\":{\"reason\":\"asked\",\"at\":\"2026-11-23T12:00:00Z\"}}";
        try (Import target = store.openImport().orElseThrow()) {
            Import.Refusal refusal = target.add(recorded("{}", "{}"));
            assertThat(refusal).isNotNull();
            assertThat(refusal.reason()).isInstanceOf(Unfit.class);
        }
        misfits(store, placed(redacted).metadata(redacted));
        try (Import target = store.openImport().orElseThrow()) {
            assertThat(target.add(recorded(redacted, redacted))).isNull();
            assertThat(target.commit()).isTrue();
        }
        assertThat(store.prefix().position()).isOne();
    }

    @Test
    void an_import_is_checked_again_if_the_schemas_changed_while_it_was_read() {
        try (Import target = store.openImport().orElseThrow()) {
            assertThat(target.add(recorded("{}", "{}"))).isNull();
            put("OrderPlaced", TOTAL);
            assertThatThrownBy(target::commit).isInstanceOf(UnfitImportException.class);
            put("OrderPlaced", "true");
            assertThat(target.commit()).isTrue();
        }
        assertThat(store.prefix().position()).isOne();
    }

    @Test
    void a_check_counts_what_would_not_fit_and_changes_nothing() {
        fits(store, placed("{}"), placed("{\"total\": -1}"), placed("{\"total\": 1}"), event("a-1", "Other"));
        assertThat(schemas.misfits(store, store.prefix(), "OrderPlaced", schema(TOTAL)))
                .isEqualTo(2);
        assertThat(schemas.misfits(store, store.prefix(), "*", schema(TOTAL))).isEqualTo(3);
        assertThat(store.rule()).isNull();
        put("OrderPlaced", "true");
        assertThat(schemas.misfits(store, store.prefix(), "*", schema(TOTAL))).isEqualTo(1);
        assertThatThrownBy(() -> schemas.misfits(
                        store, store.prefix().within(new Work(2, () -> false)), "OrderPlaced", schema(TOTAL)))
                .hasMessageContaining("mayfly.limits.work");
    }

    @Test
    void what_was_redacted_or_removed_fits_every_schema() {
        fits(store, placed("{}"), placed("{}"), event("other", "OrderPlaced").data("{}"));
        store.redact(store.incarnation(), new long[] {1}, RedactedContent.of(null, FakeClock.START_NANOS));
        store.redact(store.incarnation(), new long[] {2}, RedactedContent.of("asked", FakeClock.START_NANOS));
        assertThat(schemas.misfits(store, store.prefix(), "*", schema(TOTAL))).isOne();
        store.truncate(Truncation.before("other", Long.MAX_VALUE));
        assertThat(schemas.misfits(store, store.prefix(), "*", schema(TOTAL))).isZero();
    }

    @Test
    void an_import_that_is_checked_again_has_redacted_events_and_gaps() {
        for (String reason : new String[] {null, "asked"}) {
            store.reset();
            schemas.remove(store, "OrderPlaced");
            try (Import target = store.openImport().orElseThrow()) {
                String redacted =
                        RedactedContent.of(reason, FakeClock.START_NANOS).toString();
                assertThat(target.add(recorded(redacted, redacted))).isNull();
                assertThat(target.skip(2, 5)).isNull();
                put("OrderPlaced", TOTAL);
                assertThat(target.commit()).isTrue();
            }
            assertThat(store.prefix().position()).isEqualTo(5);
        }
    }

    @Test
    void schemas_have_limits_and_count_in_the_stores_memory() {
        long before = store.memory().usedBytes();
        for (int i = 0; i < 5; i++) {
            assertThat(put("T" + i, TOTAL)).isInstanceOf(Schemas.Put.Created.class);
        }
        assertThat(put("T5", TOTAL)).isEqualTo(new Schemas.Put.Full(5));
        assertThat(put("T4", " " + TOTAL)).isInstanceOf(Schemas.Put.Changed.class);
        long used = store.memory().usedBytes();
        assertThat(used - before).isGreaterThan(5L * TOTAL.length());
        schemas.remove(store, "T4");
        assertThat(store.memory().usedBytes()).isLessThan(used);
        EventStore small = new EmbeddedEventStore("small", store.memory().usedBytes() - before, new FakeClock());
        assertThat(schemas.put(small, "T", schema("{\"enum\": [" + "\"0123456789\",".repeat(1_000) + "1]}")))
                .isInstanceOf(Schemas.Put.NoMemory.class);
        assertThatThrownBy(() -> schema("{\"title\": \"" + "x".repeat(256 << 10) + "\"}"))
                .hasMessageContaining("mayfly.schemas.max-size");
    }

    /** Each schema allows one value alone, so an event tells which schema it was held against. */
    @Test
    void every_event_fits_the_schema_that_was_in_force_at_its_position() throws Exception {
        int changes = 200;
        AtomicBoolean ended = new AtomicBoolean();
        Map<Long, Integer> since = new HashMap<>();
        ExecutorService writers = Executors.newFixedThreadPool(3);
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int writer = 0; writer < 3; writer++) {
                int seed = writer;
                running.add(writers.submit(() -> {
                    for (int i = 0; !ended.get(); i++) {
                        TestEvent each = placed("{\"n\": " + (i * 7 + seed) % 3 + "}");
                        if (seed == 0) {
                            store.append(append(each));
                        } else {
                            store.appendUnlessBusy(append(each));
                        }
                    }
                }));
            }
            for (int change = 0; change < changes; change++) {
                int allowed = change % 3;
                Schemas.Put put = put(
                        "OrderPlaced",
                        "{\"title\": \"" + change + "\", \"properties\": {\"n\": {\"const\": " + allowed + "}}}");
                StoreSchema schema = put instanceof Schemas.Put.Created created
                        ? created.schema()
                        : ((Schemas.Put.Changed) put).schema();
                // A later schema at the same position leaves no event to the earlier one.
                since.put(schema.position(), allowed);
                long wanted = schema.position() + 1;
                store.reached(wanted).get(30, TimeUnit.SECONDS);
            }
            ended.set(true);
            for (Future<?> each : running) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            ended.set(true);
            writers.shutdownNow();
        }
        int allowed = -1;
        for (long position = 1; position <= store.prefix().position(); position++) {
            allowed = since.getOrDefault(position - 1, allowed);
            RecordedEvent event = store.prefix().event(position);
            if (allowed >= 0) {
                assertThat(event.data()).hasToString("{\"n\": " + allowed + "}");
            }
        }
    }

    @Test
    void a_batch_without_a_budget_takes_no_more_steps_than_a_request_may() {
        put("T", "{\"items\": {\"type\": \"integer\"}}");
        String data = "[" + "1,".repeat(20_000) + "1]";
        fits(store, event("a", "T").data(data), event("a", "T").data(data));
        TestEvent[] many = new TestEvent[100];
        Arrays.fill(many, event("a", "T").data(data));
        assertThatThrownBy(() -> appended(store, many)).isInstanceOf(InvalidInputException.class);
    }
}
