package dev.mayfly.session;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.log.EmbeddedStores;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.session.http.SessionsOfStores;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.CatalogueLimits;
import dev.mayfly.store.ProcessTime;
import dev.mayfly.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Stores with sessions, without a server: a process's clock that a test moves, and workers of its choice. */
final class TestSessions {
    static final SessionSettings SETTINGS = new SessionSettings(Span.ttl("ttl", "PT30M"), 2_000, null, 100_000);

    final FakeClock process = new FakeClock();
    final Sessions sessions;
    final Catalogue catalogue;

    TestSessions(SessionSettings settings, Executor worker, long limitBytes) {
        this(settings, worker, worker, limitBytes);
    }

    TestSessions(SessionSettings settings, Executor worker, Executor turns, long limitBytes) {
        sessions = new Sessions(settings, worker, turns);
        catalogue = new Catalogue(
                new EmbeddedStores(),
                (store, clock) -> store,
                new CatalogueLimits(1_000, limitBytes, null, 100, false),
                new ProcessTime(process, process::now),
                (delay, task) -> {});
        catalogue.listen(new SessionsOfStores(sessions));
        sessions.start(List.of());
    }

    /** Returns stores whose late work is done by the thread that finds it. */
    static TestSessions of() {
        return new TestSessions(SETTINGS, Runnable::run, 256 << 20);
    }

    /** Makes a store whose clock stands. */
    Store store(String name, Instant at) {
        StoreCreation made = catalogue.create(name, new StoreSettings(null, 0, new ClockSetting.Frozen(at)));
        return (Store) ((StoreCreation.Created) made).store();
    }

    Store fork(Store parent, String name, long position, ClockSetting clock) {
        StoreCreation made = catalogue.fork(
                parent,
                () -> parent.image(position),
                name,
                new StoreSettings(null, 0, clock == null ? ClockSetting.SYSTEM : clock),
                clock != null);
        return (Store) ((StoreCreation.Created) made).store();
    }

    SessionCommands commands(Store store) {
        return sessions.commands(store, new ExpectedVersion.Any(), null);
    }

    SessionCommands commands(Store store, long version) {
        return sessions.commands(store, new ExpectedVersion.Exactly(version), null);
    }

    /** Returns the sessions of a store as they are now. */
    SessionView view(Store store) {
        return sessions.of(store).current();
    }

    List<Session> live(Store store) {
        return live(store, null, null);
    }

    /** Returns all live sessions, page by page. */
    List<Session> live(Store store, String userId, String organizationId) {
        List<Session> all = new ArrayList<>();
        long after = 0;
        do {
            SessionReads.Page page = SessionReads.page(view(store), userId, organizationId, after, 7);
            all.addAll(page.sessions());
            after = page.next();
        } while (after > 0);
        return all;
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    static Session session(SessionOutcome outcome) {
        if (outcome instanceof SessionOutcome.Done done) {
            return done.session();
        }
        throw new AssertionError(outcome);
    }

    static SessionStart start(String userId, String attributes, String ttl) {
        return new SessionStart(userId, null, RawJson.of(attributes), ttl == null ? null : Span.ttl("ttl", ttl), null);
    }

    static SessionChange attributes(String attributes) {
        return new SessionChange(
                SessionChange.Given.nothing(),
                SessionChange.Given.nothing(),
                SessionChange.Given.nothing(),
                RawJson.of(attributes),
                false);
    }

    static void advance(Store store, Duration by) {
        store.clock().advance(by);
    }
}
