package dev.mayfly.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.Authority;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.store.Store;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What sessions take in memory and time counts, and has a limit. */
class SessionMemoryTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int LARGE = 60_000;
    private static final SessionSettings SETTINGS =
            new SessionSettings(Span.ttl("ttl", "PT30M"), 1 << 20, null, 100_000);

    private final TestSessions test = new TestSessions(SETTINGS, Runnable::run, 32 << 20);
    private final Store store = test.store("s", BEGIN);

    private static SessionRef session(int number) {
        return SessionRef.byId("a-session-with-number-" + number);
    }

    private SessionOutcome started(int number) {
        SessionStart start = TestSessions.start("ann", "{\"large\":\"" + "x".repeat(LARGE) + "\"}", null);
        return TestSessions.done(
                test.commands(store).put("a-session-with-number-" + number, start, SessionChange.NONE));
    }

    private SessionOutcome patched(int number, int value) {
        RawJson patch = RawJson.of("{\"small\":" + value + "}");
        return TestSessions.done(test.commands(store).change(session(number), SessionChange.patch(patch)));
    }

    private static String handle(int number) {
        String digits = Integer.toString(number);
        return "session-" + "A".repeat(ReservedAggregates.DIGEST_CHARACTERS - digits.length()) + digits;
    }

    private static TestEvent event(int session, String type, String data) {
        return TestEvent.event(handle(session), type).aggregateType("Session").data(data);
    }

    @Test
    void attributes_that_a_patch_made_count_for_the_store_and_end_with_the_session() {
        started(1);
        long before = store.memory().usedBytes();
        for (int i = 0; i < 20; i++) {
            assertThat(patched(1, i)).isInstanceOf(SessionOutcome.Done.class);
        }
        long after = store.memory().usedBytes();
        assertThat(after - before).isBetween((long) LARGE, LARGE + 16_000L);
        TestSessions.done(test.commands(store).end(session(1), null));
        test.view(store);
        assertThat(store.memory().usedBytes()).isLessThan(after - LARGE);
    }

    @Test
    void what_snapshots_keep_of_sessions_that_have_changed_since_counts_once() {
        for (int i = 0; i < 20; i++) {
            started(i);
            patched(i, 0);
        }
        store.keep("a", () -> store.image(store.prefix().position()));
        long before = store.memory().copiedBytes();
        for (int round = 1; round < 4; round++) {
            for (int i = 0; i < 20; i++) {
                patched(i, round);
            }
        }
        assertThat(store.memory().copiedBytes() - before).isBetween(20L * LARGE, 21L * LARGE + 200_000);
        store.keep("b", () -> store.image(store.prefix().position()));
        patched(0, 9);
        assertThat(store.memory().copiedBytes() - before).isBetween(21L * LARGE, 22L * LARGE + 200_000);
    }

    @Test
    void a_full_store_refuses_patches_and_new_sessions_and_still_ends_sessions() {
        int count = 0;
        while (started(count) instanceof SessionOutcome.Done) {
            count++;
            patched(count - 1, 1);
        }
        assertThat(count).isBetween(100, 280);
        SessionOutcome refused = patched(0, 2);
        assertThat(refused).isInstanceOf(SessionOutcome.NotStored.class);
        assertThat(((SessionOutcome.NotStored) refused).result()).isInstanceOf(AppendResult.StoreFull.class);
        assertThat(test.view(store).index().usedBytes()).isBetween(count * (long) LARGE, 17L << 20);
        for (int i = 0; i < count; i++) {
            assertThat(TestSessions.done(test.commands(store).end(session(i), null)))
                    .isInstanceOf(SessionOutcome.Done.class);
        }
        assertThat(test.live(store)).isEmpty();
    }

    @Test
    void sessions_in_events_from_elsewhere_that_do_not_fit_are_refused_and_the_events_can_be_removed() {
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(event(i, SessionEvent.STARTED, "{\"ttl\":\"PT1H\",\"attributes\":{\"a\":1}}"));
            for (int k = 0; k < 20; k++) {
                String text = "\"" + "y".repeat(9_000) + "\"";
                events.add(event(i, SessionEvent.ATTRIBUTES_CHANGED, "{\"set\":{\"k" + k + "\":" + text + "}}"));
            }
        }
        Store other = test.store("other", BEGIN);
        append(other, events);
        assertThatThrownBy(() -> test.view(other)).isInstanceOf(SessionsFullException.class);
        CompletionStage<SessionOutcome> command = test.commands(other).start(TestSessions.start(null, "{}", null));
        assertThat(command.toCompletableFuture()).isCompletedExceptionally();
        assertThat(other.prefix().version(handle(7))).isEqualTo(21);
        for (int i = 0; i < 60; i++) {
            other.truncate(Truncation.forgetting(handle(i)));
        }
        other.optimise(true, Progress.NONE);
        assertThat(test.live(other)).hasSize(40);
    }

    @Test
    void many_changes_of_large_attributes_are_read_in_time_in_proportion_to_the_changes() {
        EventStore log = new EmbeddedEventStore("log", 1 << 28, new FakeClock());
        List<TestEvent> events = new ArrayList<>();
        String attributes = "{\"large\":\"" + "x".repeat(900_000) + "\"}";
        events.add(event(1, SessionEvent.STARTED, "{\"ttl\":\"PT1H\",\"attributes\":" + attributes + "}"));
        for (int i = 0; i < 20_000; i++) {
            events.add(event(1, SessionEvent.ATTRIBUTES_CHANGED, "{\"set\":{\"k" + i % 100 + "\":" + i + "}}"));
        }
        append(log, events);
        List<SessionIndex> steps = steps(log, 4L << 20);
        SessionIndex index = steps.get(steps.size() - 1);
        assertThat(steps).hasSize(1);
        assertThat(index.find(1).attributes().toString())
                .contains("\"k99\":19999")
                .hasSizeGreaterThan(900_000);
    }

    @Test
    void attributes_larger_than_a_step_are_not_opened_for_each_of_their_changes() {
        EventStore log = new EmbeddedEventStore("log", 1 << 28, new FakeClock());
        List<TestEvent> events = new ArrayList<>();
        events.add(event(1, SessionEvent.STARTED, "{\"ttl\":\"PT1H\"}"));
        for (int i = 0; i < 1_000; i++) {
            String text = "\"" + "x".repeat(5_000) + "\"";
            events.add(event(1, SessionEvent.ATTRIBUTES_CHANGED, "{\"set\":{\"k" + i + "\":" + text + "}}"));
        }
        append(log, events);
        List<SessionIndex> steps = steps(log, 1 << 20);
        SessionIndex index = steps.get(steps.size() - 1);
        assertThat(steps).hasSizeBetween(5, 15);
        assertThat(index.find(1).attributes().toString()).contains("\"k0\"", "\"k999\"");
    }

    /** Reads all events of a log in steps of so many bytes, and returns the index after each of them. */
    private static List<SessionIndex> steps(EventStore log, long bytes) {
        SessionFold.Pace pace = new SessionFold.Pace(Integer.MAX_VALUE, bytes);
        List<SessionIndex> steps = new ArrayList<>();
        SessionIndex index = SessionIndex.EMPTY;
        while (index.position() < log.prefix().position()) {
            index = SessionFold.advanced(index, log.prefix(), SETTINGS, pace);
            steps.add(index);
        }
        return steps;
    }

    @Test
    void those_who_wait_for_many_events_wait_for_one_reading_of_them() {
        Queue<Runnable> turns = new ArrayDeque<>();
        TestSessions waiting = new TestSessions(SETTINGS, Runnable::run, turns::add, 64 << 20);
        Store many = waiting.store("many", BEGIN);
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            events.add(event(i, SessionEvent.STARTED, "{\"ttl\":\"PT1H\"}"));
        }
        append(many, events);
        List<CompletionStage<SessionView>> views = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            views.add(waiting.sessions.of(many).viewed(turns::add));
        }
        int steps = 0;
        while (!turns.isEmpty()) {
            assertThat(turns).hasSize(1);
            assertThat(views).noneMatch(view -> view.toCompletableFuture().isDone());
            turns.remove().run();
            steps++;
        }
        assertThat(steps).isBetween(3, 6);
        assertThat(views)
                .allSatisfy(view ->
                        assertThat(TestSessions.done(view).index().size()).isEqualTo(30_000));
    }

    @Test
    void an_id_is_found_though_many_other_events_bear_its_tag() {
        TestSessions.done(test.commands(store).put("a-session-that-rotates-1", start(), SessionChange.NONE));
        SessionRef first = SessionRef.byId("a-session-that-rotates-1");
        TestSessions.done(test.commands(store).rotate(first, "a-session-that-rotates-2", SessionChange.NONE));
        String tag = SessionId.tag(SessionId.digest("a-session-that-rotates-2"));
        for (int i = 0; i < 1_000; i++) {
            store.append(TestEvent.append(TestEvent.event("forged-" + i, SessionEvent.ID_CHANGED)
                    .aggregateType("Session")
                    .tags(tag)));
        }
        SessionView view = test.view(store);
        SessionRef second = SessionRef.byId("a-session-that-rotates-2");
        assertThat(view.live(second)).isNotNull();
        assertThat(view.live(first)).isNull();
        LogPrefix log = store.prefix();
        String handle = SessionId.handle(SessionId.digest("a-session-that-rotates-1"));
        assertThat(second.known(view, log)).isEqualTo(handle);
        assertThat(first.known(view, log)).isNull();
        assertThat(first.known(view, log.upTo(1))).isEqualTo(handle);
        assertThat(second.known(view, log.upTo(1))).isNull();
    }

    @Test
    void ids_whose_events_have_been_removed_are_free_again_and_forgotten() {
        for (int i = 0; i < 400; i++) {
            String id = "a-session-that-rotates-" + i;
            TestSessions.done(test.commands(store).put(id, start(), SessionChange.NONE));
            TestSessions.done(test.commands(store).rotate(SessionRef.byId(id), id + "-next", SessionChange.NONE));
            TestSessions.done(test.commands(store).end(SessionRef.byId(id + "-next"), null));
            SessionView view = test.view(store);
            String digest = SessionId.digest(id + "-next");
            assertThat(view.index().ids().handle(view.log(), digest)).isNotNull();
            store.truncate(Truncation.forgetting(SessionId.handle(SessionId.digest(id))));
            assertThat(view.index().ids().handle(store.prefix(), digest)).isNull();
        }
        assertThat(test.view(store).index().ids().sizeBytes()).isLessThan(10_000);
    }

    private static SessionStart start() {
        return TestSessions.start(null, "{}", null);
    }

    private static void append(EventStore store, List<TestEvent> events) {
        for (int from = 0; from < events.size(); from += 1_000) {
            EventBatch batch = TestEvent.batch(events.subList(from, Math.min(events.size(), from + 1_000)));
            AppendResult result = store.append(Append.of(batch).by(Authority.OWNER))
                    .toCompletableFuture()
                    .join();
            assertThat(result).isInstanceOf(AppendResult.Appended.class);
        }
    }
}
