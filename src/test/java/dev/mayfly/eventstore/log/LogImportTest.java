package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Filling a store with the events of another one. */
class LogImportTest {
    private static final long LIMIT_BYTES = 64L << 20;
    private static final long NANOS = FakeClock.START_NANOS;

    private final EmbeddedEventStore store = new EmbeddedEventStore("imported", LIMIT_BYTES, new FakeClock());

    /** An event with its place in the log that it comes from. */
    private record Placed(String id, String aggregate, String type, long version) {
        Placed(String id, String aggregate, long version) {
            this(id, aggregate, null, version);
        }
    }

    private static EventBatch batch(long first, Placed... events) {
        EventBatchBuilder builder = new EventBatchBuilder(new byte[64], 0, events.length);
        builder.withPlaces();
        for (int i = 0; i < events.length; i++) {
            Placed each = events[i];
            builder.begin();
            builder.text(Field.EVENT_ID, each.id);
            builder.text(Field.AGGREGATE_ID, each.aggregate);
            if (each.type != null) {
                builder.text(Field.AGGREGATE_TYPE, each.type);
            }
            builder.text(Field.EVENT_TYPE, "T");
            builder.text(Field.DATA, "{}");
            builder.position(first + i);
            builder.version(each.version);
            builder.timestampNanos(NANOS + first + i);
            builder.recordedAtNanos(NANOS + 1000 * (first + i));
        }
        return builder.build();
    }

    private static final EventBatch FIRST =
            batch(1, new Placed("e1", "a-1", "A", 1), new Placed("e2", "b-1", 1), new Placed("e3", "a-1", 2));

    private Import opened() {
        return store.openImport().orElseThrow();
    }

    /** Adds events after the first ones, to this store and to a naive one, which refuse them for the same reason. */
    private void assertRefused(int index, AppendResult reason, Placed... events) {
        EventStore naive = new NaiveEventStore(new FakeClock(), LIMIT_BYTES);
        for (EventStore each : List.of(store, naive)) {
            try (Import draft = each.openImport().orElseThrow()) {
                assertThat(draft.add(FIRST)).isNull();
                assertThat(draft.add(batch(4, events))).isEqualTo(new Import.Refusal(index, reason));
            }
        }
        assertThat(store.prefix().position()).isZero();
    }

    @Test
    void events_keep_their_ids_versions_and_times() {
        try (Import events = opened()) {
            assertThat(events.add(FIRST)).isNull();
            assertThat(events.add(batch(4, new Placed("e4", "a-1", 3)))).isNull();
            assertThat(events.commit()).isTrue();
        }
        assertThat(store.prefix().position()).isEqualTo(4);
        for (int position = 1; position <= 4; position++) {
            RecordedEvent event = store.prefix().event(position);
            assertThat(event.eventId()).isEqualTo("e" + position);
            assertThat(event.version()).isEqualTo(List.of(1L, 1L, 2L, 3L).get(position - 1));
            assertThat(event.timestamp()).isEqualTo(Rfc3339.instant(NANOS + position));
            assertThat(event.recordedAt()).isEqualTo(Rfc3339.instant(NANOS + 1000L * position));
        }
    }

    @Test
    void nothing_shows_before_the_import_is_committed_or_if_it_never_is() {
        try (Import events = opened()) {
            assertThat(events.add(FIRST)).isNull();
            assertThat(store.prefix().position()).isZero();
            assertThat(events.usedBytes()).isPositive();
        }
        assertThat(store.prefix().position()).isZero();
        try (Import events = opened()) {
            assertThat(events.commit()).isTrue();
            assertThat(events.usedBytes()).isZero();
        }
        assertThat(store.prefix().position()).isZero();
    }

    @Test
    void an_import_into_a_store_that_has_got_events_changes_nothing() {
        try (Import events = opened()) {
            assertThat(events.add(FIRST)).isNull();
            Reading.append(store, TestEvent.append(event("own-1", "T")));
            assertThat(events.commit()).isFalse();
            assertThat(events.usedBytes()).isPositive();
        }
        assertThat(store.prefix().position()).isEqualTo(1);
        assertThat(store.prefix().event(1).aggregateId()).isEqualTo("own-1");
    }

    @Test
    void there_is_one_import_at_a_time() {
        Import first = opened();
        assertThat(store.openImport()).isEmpty();
        first.close();
        Import second = opened();
        first.close();
        assertThat(store.openImport()).isEmpty();
        second.close();
        assertThat(store.openImport()).isPresent();
    }

    @Test
    void a_wait_ends_when_an_import_reaches_its_position() {
        var third = store.reached(3);
        var fourth = store.reached(4);
        try (Import events = opened()) {
            assertThat(events.add(FIRST)).isNull();
            assertThat(third).isNotDone();
            assertThat(events.commit()).isTrue();
        }
        assertThat(third).isCompleted();
        assertThat(fourth).isNotDone();
    }

    @Test
    void an_id_of_an_earlier_batch_is_refused_at_its_event() {
        assertRefused(
                1,
                new AppendResult.DuplicateEvent("e2", 2),
                new Placed("e4", "a-1", 3),
                new Placed("e2", "a-1", 4),
                new Placed("e1", "a-1", 5));
        assertRefused(0, new AppendResult.DuplicateEvent("e2", 2), new Placed("e2", "b-1", 1));
        assertRefused(
                0, new AppendResult.DuplicateEvent("e2", 2), new Placed("e2", "b-1", 1), new Placed("e3", "a-1", 2));
    }

    @Test
    void an_id_that_a_batch_repeats_is_refused_at_the_second_event() {
        try (Import events = opened()) {
            assertThat(events.add(batch(1, new Placed("e1", "a-1", 1), new Placed("e1", "a-1", 2))))
                    .isEqualTo(new Import.Refusal(1, new AppendResult.RepeatedEventId("e1", 1)));
        }
    }

    @Test
    void another_type_for_an_aggregate_is_refused_at_its_event() {
        assertRefused(
                1,
                new AppendResult.TypeMismatch("a-1", "A", "B", 1),
                new Placed("e4", "a-1", 3),
                new Placed("e5", "a-1", "B", 4));
    }

    @Test
    void a_version_that_is_not_the_next_one_is_refused_at_its_event() {
        assertRefused(
                1,
                new AppendResult.VersionConflict("a-1", new ExpectedVersion.Exactly(4), 3),
                new Placed("e4", "a-1", 3),
                new Placed("e5", "a-1", 5));
        assertRefused(
                0,
                new AppendResult.VersionConflict("c-1", new ExpectedVersion.Exactly(1), 0),
                new Placed("e4", "c-1", 2));
        try (Import events = opened()) {
            assertThat(events.add(batch(1, new Placed("e1", "a-1", 0))))
                    .isEqualTo(new Import.Refusal(
                            0, new AppendResult.VersionConflict("a-1", new ExpectedVersion.Exactly(0), 0)));
        }
    }

    @Test
    void more_than_the_store_may_hold_is_refused_as_a_whole() {
        EmbeddedEventStore small = new EmbeddedEventStore("small", 100_000, new FakeClock());
        try (Import events = small.openImport().orElseThrow()) {
            long first = 1;
            Import.Refusal refusal = null;
            while (refusal == null) {
                refusal = events.add(batch(first, new Placed("id-" + first, "aggregate-" + first, 1)));
                first++;
            }
            assertThat(first).isBetween(20L, 1_000L);
            assertThat(refusal.index()).isZero();
            assertThat(refusal.reason()).isInstanceOfSatisfying(AppendResult.StoreFull.class, full -> {
                assertThat(full.limitBytes()).isEqualTo(100_000);
                assertThat(full.usedBytes()).isEqualTo(events.usedBytes()).isPositive();
            });
        }
    }

    @Test
    void forks_of_the_time_before_a_long_gap_take_no_longer_for_it() {
        EmbeddedEventStore large = new EmbeddedEventStore("gap", 512L << 20, new FakeClock());
        long after = 400_000_000;
        try (Import events = large.openImport().orElseThrow()) {
            assertThat(events.add(FIRST)).isNull();
            assertThat(events.skip(4, after - 1)).isNull();
            assertThat(events.add(batch(after, new Placed("e4", "b-1", 2)))).isNull();
            assertThat(events.commit()).isTrue();
        }
        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 100; i++) {
                EventStore fork = new EmbeddedEventStore("fork", 512L << 20, new FakeClock(), large.image(1 + i % 3));
                assertThat(fork.prefix().version("a-1")).isEqualTo(i % 3 == 2 ? 2 : 1);
            }
        });
    }
}
