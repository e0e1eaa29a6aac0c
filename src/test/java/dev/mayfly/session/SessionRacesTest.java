package dev.mayfly.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Order;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several commands at once on one session: one of them wins. */
class SessionRacesTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int THREADS = 4;
    private static final int ROUNDS = 300;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService workers = Executors.newSingleThreadExecutor();
    private final TestSessions test = new TestSessions(TestSessions.SETTINGS, workers, 256 << 20);
    private final Store store = test.store("races", BEGIN);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        workers.shutdownNow();
    }

    /** Has all threads do something at once, and returns what each got. */
    private <T> List<T> atOnce(Callable<T> what) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        List<Future<T>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            results.add(threads.submit(() -> {
                barrier.await();
                return what.call();
            }));
        }
        List<T> all = new ArrayList<>();
        for (Future<T> result : results) {
            all.add(result.get());
        }
        return all;
    }

    private long ends(String handle) {
        LogPrefix log = store.prefix();
        Positions history = log.history(handle, 1, Long.MAX_VALUE, Order.ASCENDING);
        long ends = 0;
        for (long position = history.next(); position > 0; position = history.next()) {
            String type = log.event(position).eventType();
            ends += type.equals(SessionEvent.ENDED) || type.equals(SessionEvent.EXPIRED) ? 1 : 0;
        }
        return ends;
    }

    @Test
    void one_of_several_ends_of_a_session_ends_it() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "a-session-to-end-" + round;
            Session session =
                    TestSessions.session(TestSessions.done(test.commands(store).put(id, start(), SessionChange.NONE)));
            List<SessionOutcome> outcomes =
                    atOnce(() -> TestSessions.done(test.commands(store).end(SessionRef.byId(id), null)));
            assertThat(outcomes)
                    .filteredOn(SessionOutcome.Done.class::isInstance)
                    .hasSize(1);
            assertThat(ends(session.handle())).isOne();
        }
        assertThat(test.live(store)).isEmpty();
    }

    @Test
    void one_of_several_starts_with_an_id_is_new() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "a-session-to-start-" + round;
            List<SessionOutcome> outcomes =
                    atOnce(() -> TestSessions.done(test.commands(store).put(id, start(), SessionChange.NONE)));
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(SessionOutcome.Done.class))
                    .filteredOn(outcome -> ((SessionOutcome.Done) outcome).isNew())
                    .hasSize(1);
        }
    }

    @Test
    void one_of_several_changes_of_the_same_version_succeeds() throws Exception {
        String id = "a-session-to-change";
        long version = TestSessions.session(
                        TestSessions.done(test.commands(store).put(id, start(), SessionChange.NONE)))
                .version();
        AtomicLong next = new AtomicLong();
        for (int round = 0; round < ROUNDS; round++) {
            long expected = version;
            List<SessionOutcome> outcomes = atOnce(() -> TestSessions.done(test.commands(store, expected)
                    .change(SessionRef.byId(id), TestSessions.attributes("{\"n\":" + next.incrementAndGet() + "}"))));
            List<SessionOutcome> done = outcomes.stream()
                    .filter(SessionOutcome.Done.class::isInstance)
                    .toList();
            assertThat(done).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(SessionOutcome.NotStored.class::isInstance)
                    .hasSize(THREADS - 1);
            version = TestSessions.session(done.get(0)).version();
        }
    }

    @Test
    void two_sessions_never_get_the_same_id() throws Exception {
        AtomicLong next = new AtomicLong();
        for (int round = 0; round < ROUNDS; round++) {
            String wanted = "an-id-that-all-want-" + round;
            List<SessionOutcome> outcomes = atOnce(() -> {
                long n = next.incrementAndGet();
                if (n % 2 == 0) {
                    return TestSessions.done(test.commands(store).put(wanted, start(), SessionChange.NONE));
                }
                String id = "a-session-to-rotate-" + n;
                TestSessions.done(test.commands(store).put(id, start(), SessionChange.NONE));
                return TestSessions.done(test.commands(store).rotate(SessionRef.byId(id), wanted, SessionChange.NONE));
            });
            List<String> handles = outcomes.stream()
                    .filter(SessionOutcome.Done.class::isInstance)
                    .map(outcome -> ((SessionOutcome.Done) outcome).session().handle())
                    .distinct()
                    .toList();
            assertThat(handles).hasSize(1);
            assertThat(test.view(store).live(SessionRef.byId(wanted)).handle()).isEqualTo(handles.get(0));
        }
    }

    @Test
    void a_session_whose_use_was_answered_does_not_expire_before_that() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "a-session-to-touch-" + round;
            Session session =
                    TestSessions.session(TestSessions.done(test.commands(store).put(id, start(), SessionChange.NONE)));
            AtomicLong turn = new AtomicLong();
            AtomicLong promised = new AtomicLong(session.expiresNanos());
            atOnce(() -> {
                if (turn.incrementAndGet() == 1) {
                    TestSessions.advance(store, Duration.ofMinutes(29));
                    TestSessions.advance(store, Duration.ofMinutes(1));
                } else {
                    SessionOutcome outcome =
                            TestSessions.done(test.commands(store).change(SessionRef.byId(id), SessionChange.NONE));
                    if (outcome instanceof SessionOutcome.Done done) {
                        promised.accumulateAndGet(done.session().expiresNanos(), Math::max);
                    }
                }
                return null;
            });
            boolean live = store.clock().epochNanos() < promised.get();
            assertThat(test.view(store).live(SessionRef.byId(id)) != null).isEqualTo(live);
            TestSessions.advance(store, Duration.ofHours(1));
            assertThat(ends(session.handle())).isOne();
            LogPrefix log = store.prefix();
            long end = log.history(session.handle(), 1, Long.MAX_VALUE, Order.DESCENDING)
                    .next();
            assertThat(log.timestampNanos(end)).isEqualTo(promised.get());
        }
    }

    @Test
    void everyone_is_logged_out_while_sessions_are_used() throws Exception {
        for (int i = 0; i < 2_500; i++) {
            TestSessions.done(test.commands(store).put("one-of-many-sessions-" + i, start(), SessionChange.NONE));
        }
        AtomicLong turn = new AtomicLong();
        List<Long> ended = atOnce(() -> {
            if (turn.incrementAndGet() == 1) {
                return test.sessions
                        .sweep(store)
                        .endAll("ann", null, null, null)
                        .ended();
            }
            long n = 0;
            for (int i = 0; i < 2_500; i += 5) {
                n += TestSessions.done(test.commands(store)
                                        .change(
                                                SessionRef.byId("one-of-many-sessions-" + i),
                                                TestSessions.attributes("{\"n\":" + n + "}")))
                                instanceof SessionOutcome.Done
                        ? 1
                        : 0;
            }
            return 0L;
        });
        assertThat(ended).contains(2_500L);
        assertThat(test.live(store)).isEmpty();
    }

    private static SessionStart start() {
        return TestSessions.start("ann", "{}", "PT30M");
    }
}
