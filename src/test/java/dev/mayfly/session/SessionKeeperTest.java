package dev.mayfly.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.Authority;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the sessions of a store cost, and how they survive forks, imports and odd events. */
class SessionKeeperTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MANY = 20_000;

    private final TestSessions test = TestSessions.of();
    private final Store store = test.store("s", BEGIN);

    private Session started(String id, String ttl) {
        return TestSessions.session(TestSessions.done(
                test.commands(store).put(id, TestSessions.start("ann", "{\"a\":1}", ttl), SessionChange.NONE)));
    }

    private void many() {
        for (int i = 0; i < MANY; i++) {
            started("one-of-many-sessions-" + i, "PT30M");
        }
    }

    @Test
    void a_fork_starts_with_the_very_sessions_of_its_parent() {
        many();
        Store fork = test.fork(store, "fork", MANY, null);
        SessionIndex derived = (SessionIndex) fork.prefix().derived().get();
        assertThat(derived.position()).isEqualTo(MANY);
        assertThat(derived.find(7)).isSameAs(test.view(store).index().find(7));
        TestSessions.done(test.commands(fork).end(SessionRef.byId("one-of-many-sessions-7"), null));
        assertThat(test.live(fork)).hasSize(MANY - 1);
        assertThat(test.live(store)).hasSize(MANY);
        store.keep("a", () -> store.image(MANY));
        test.sessions.sweep(store).endAll(null, null, null, null);
        assertThat(test.live(store)).isEmpty();
        store.restore("a");
        assertThat(test.live(store)).hasSize(MANY);
    }

    @Test
    void many_sessions_expire_in_order_and_each_once() {
        for (int i = 0; i < 5_000; i++) {
            started("one-of-many-sessions-" + i, i % 2 == 0 ? "PT10M" : "PT5M");
        }
        long before = store.prefix().position();
        TestSessions.advance(store, Duration.ofMinutes(20));
        LogPrefix log = store.prefix();
        assertThat(log.position()).isEqualTo(2 * before);
        long last = 0;
        for (long position = before + 1; position <= log.position(); position++) {
            assertThat(log.timestampNanos(position)).isGreaterThanOrEqualTo(last);
            last = log.timestampNanos(position);
        }
        assertThat(last).isEqualTo(Rfc3339.epochNanos("at", BEGIN.plus(Duration.ofMinutes(10))));
    }

    @Test
    void the_timer_has_one_alarm_however_many_sessions_there_are_and_however_often_they_are_used() {
        many();
        assertThat(store.clock().alarms()).isOne();
        for (int i = 0; i < 1_000; i++) {
            TestSessions.done(
                    test.commands(store).change(SessionRef.byId("one-of-many-sessions-" + i), SessionChange.NONE));
        }
        assertThat(store.clock().alarms()).isOne();
        started("a-session-that-is-brief", "PT1S");
        assertThat(store.clock().alarms()).isOne();
        test.catalogue.delete("s");
        assertThat(store.clock().alarms()).isZero();
    }

    @Test
    void touches_between_two_records_are_not_in_the_log() {
        started("a-session-to-touch", "PT30M");
        for (int i = 0; i < 1_000; i++) {
            TestSessions.advance(store, Duration.ofSeconds(2));
            TestSessions.done(test.commands(store).change(SessionRef.byId("a-session-to-touch"), SessionChange.NONE));
        }
        assertThat(store.prefix().position()).isEqualTo(1 + 2_000 / 180);
    }

    @Test
    void a_live_session_is_not_served_past_its_expiry_though_no_timer_has_gone_off() {
        Store running = test.catalogue.defaultStore();
        String id = "a-session-by-a-running-clock";
        TestSessions.done(test.commands(running).put(id, TestSessions.start(null, "{}", "PT10M"), SessionChange.NONE));
        test.process.advance(Duration.ofMinutes(10));
        assertThat(test.live(running)).isEmpty();
        assertThat(test.view(running).live(SessionRef.byId(id))).isNull();
        assertThat(TestSessions.done(test.commands(running).change(SessionRef.byId(id), SessionChange.NONE)))
                .isInstanceOf(SessionOutcome.Unknown.class);
        assertThat(running.prefix().position()).isEqualTo(2);
        running.clock().set(new ClockSetting.Offset(Duration.ofHours(-1)));
        assertThat(test.view(running).live(SessionRef.byId(id))).isNull();
    }

    @Test
    void a_session_that_has_expired_is_open_until_that_is_recorded_so_that_no_rule_removes_it_first() {
        Store running = test.catalogue.defaultStore();
        Session session = brief(running);
        test.process.advance(Duration.ofMinutes(1));
        // Whoever looks has the expiry recorded.
        assertThat(test.sessions.of(running).mayBeOpen(SessionRef.byHandle(session.handle())))
                .isTrue();
        assertThat(running.prefix().version(session.handle())).isEqualTo(2);
        assertThat(test.sessions.of(running).mayBeOpen(SessionRef.byHandle(session.handle())))
                .isFalse();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_session_whose_events_are_removed_before_its_end_is_read_is_gone_and_nothing_is_recorded_of_it() {
        Store running = test.catalogue.defaultStore();
        long version = 0;
        for (boolean forget : List.of(false, false, true)) {
            // The id is free again, and the versions go on.
            Session session = brief(running);
            assertThat(session.version()).isEqualTo(++version);
            assertThat(test.live(running)).hasSize(1);
            running.truncate(new Truncation(session.handle(), Long.MAX_VALUE, new ExpectedVersion.Any(), forget));
            long position = running.prefix().position();

            assertThat(test.live(running)).isEmpty();
            assertThat(test.sessions
                            .sweep(running)
                            .endAll(null, null, null, null)
                            .ended())
                    .isZero();
            test.sessions.sweep(running).recordTouches();
            test.process.advance(Duration.ofMinutes(1));
            test.sessions.of(running).expire();
            assertThat(test.sessions.of(running).count()).isZero();
            assertThat(running.prefix().position()).isEqualTo(position);
        }
    }

    private Session brief(Store running) {
        return TestSessions.session(TestSessions.done(test.commands(running)
                .put("a-session-for-a-minute", TestSessions.start("ann", "{}", "PT1M"), SessionChange.NONE)));
    }

    @Test
    void odd_events_that_an_import_brings_make_no_session() {
        String handle = "session-" + "A".repeat(ReservedAggregates.DIGEST_CHARACTERS);
        for (String data :
                List.of("1", "{}", "{\"ttl\":7}", "{\"ttl\":\"PT1M\",\"attributes\":[]}", "{\"ttl\":\"x\"}")) {
            EventStore odd = new EmbeddedEventStore("odd", 1 << 26, new FakeClock());
            odd.append(TestEvent.append(TestEvent.event(handle, "SessionStarted")
                            .aggregateType("Session")
                            .data(data))
                    .by(Authority.OWNER));
            assertThat(SessionFold.advanced(
                                    SessionIndex.EMPTY, odd.prefix(), TestSessions.SETTINGS, SessionFold.Pace.LONG)
                            .size())
                    .isZero();
        }
        EventStore odd = new EmbeddedEventStore("odd", 1 << 26, new FakeClock());
        odd.append(TestEvent.append(
                        TestEvent.event(handle, "SessionStarted")
                                .aggregateType("Session")
                                .data("{\"ttl\":\"PT1M\"}"),
                        TestEvent.event(handle, "SessionAttributesChanged")
                                .aggregateType("Session")
                                .data("[]"),
                        TestEvent.event(handle, "SessionAttributesChanged")
                                .aggregateType("Session")
                                .data("{\"set\":7,\"removed\":{}}"),
                        TestEvent.event(handle, "SessionChanged")
                                .aggregateType("Session")
                                .data("{\"ttl\":null}"),
                        TestEvent.event(handle, "SessionIdChanged").aggregateType("Session"),
                        TestEvent.event(handle, "Other").aggregateType("Session"))
                .by(Authority.OWNER));
        Session session = SessionFold.at(odd.prefix(), handle);
        assertThat(session.attributes()).isEqualTo(RawJson.EMPTY_OBJECT);
        assertThat(session.lastVersion()).isEqualTo(6);
    }

    @Test
    void imported_changes_give_a_session_no_more_attributes_than_any_server_would_have_stored() {
        String handle = "session-" + "a".repeat(ReservedAggregates.DIGEST_CHARACTERS);
        EventStore log = new EmbeddedEventStore("log", 1 << 26, new FakeClock());
        log.append(TestEvent.append(TestEvent.event(handle, "SessionStarted")
                        .aggregateType("Session")
                        .data("{\"ttl\":\"PT1M\"}"))
                .by(Authority.OWNER));
        for (int i = 0; i < 20; i++) {
            log.append(TestEvent.append(TestEvent.event(handle, "SessionAttributesChanged")
                            .aggregateType("Session")
                            .data("{\"set\":{\"k" + i + "\":\"" + "x".repeat(1 << 20) + "\"},\"removed\":[]}"))
                    .by(Authority.OWNER));
        }
        Session session = SessionFold.at(log.prefix(), handle);
        assertThat(session.lastVersion()).isEqualTo(21);
        assertThat(session.attributes().sizeBytes()).isBetween(15 << 20, 16 << 20);
    }

    @Test
    void only_an_owner_appends_to_a_reserved_aggregate() {
        EventStore log = new EmbeddedEventStore("log", 1 << 26, new FakeClock());
        String handle = "session-" + "a".repeat(ReservedAggregates.DIGEST_CHARACTERS);
        for (String id : List.of(handle, "redactions")) {
            Append append = TestEvent.append(TestEvent.event("a-1", "X"), TestEvent.event(id, "X"));
            assertThat(log.append(append).toCompletableFuture().join()).isEqualTo(new AppendResult.Reserved(id, 1));
            assertThat(log.appendUnlessBusy(append)
                            .orElseThrow()
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(new AppendResult.Reserved(id, 1));
        }
        for (String id : List.of(handle + "a", handle.substring(1), "session-" + "a".repeat(42) + "+", "redaction")) {
            assertThat(log.append(TestEvent.append(TestEvent.event(id, "X")))
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(AppendResult.Appended.class);
        }
    }

    @Test
    void a_store_has_as_many_live_sessions_as_it_may_have() {
        TestSessions few =
                new TestSessions(new SessionSettings(Span.ttl("ttl", "PT30M"), 100, null, 2), Runnable::run, 256 << 20);
        Store small = few.store("small", BEGIN);
        for (int i = 0; i < 2; i++) {
            TestSessions.session(TestSessions.done(few.commands(small).start(TestSessions.start(null, "{}", null))));
        }
        assertThat(TestSessions.done(few.commands(small).start(TestSessions.start(null, "{}", null))))
                .isEqualTo(new SessionOutcome.TooMany(2));
        few.sessions.sweep(small).endAll(null, null, null, null);
        TestSessions.session(TestSessions.done(few.commands(small).start(TestSessions.start(null, "{}", null))));
    }
}
