package dev.mayfly.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Order;
import dev.mayfly.dump.DumpReader;
import dev.mayfly.dump.DumpText;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.session.NaiveSessions.Entry;
import dev.mayfly.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random commands, clocks, forks, snapshots, dumps and restarts, beside the plainest model of them: never a live session
 * missing from the index, never a dead one in it, exactly one end each, never early, never back after its end.
 */
class SessionModelTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> USERS = List.of("ann", "bob", "");
    private static final List<String> VALUES = List.of("1.0", "1.00", "\"a\"", "{\"b\" : [1,2]}", "null", "1e400");
    private static final List<String> TTLS = List.of("PT1M", "PT10M", "PT1H");
    private static final int STEPS = 250;
    private static final int MOST_STORES = 6;

    /** A store, what its sessions must be, and how they were at earlier positions. */
    private static final class World {
        final Store store;
        NaiveSessions model;
        final Map<String, NaiveSessions> snapshots = new TreeMap<>();
        final TreeMap<Long, NaiveSessions> before = new TreeMap<>();

        World(Store store, NaiveSessions model) {
            this.store = store;
            this.model = model;
        }

        long now() {
            return store.clock().epochNanos();
        }
    }

    private final TestSessions test = TestSessions.of();
    private final List<World> worlds = new ArrayList<>();
    private Random random;
    private int count;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void sessions_are_what_a_plain_model_says(long seed) {
        random = new Random(seed);
        worlds.add(new World(test.store("w0", BEGIN), new NaiveSessions()));
        for (int i = 0; i < STEPS; i++) {
            World world = one(worlds);
            String step = step(world);
            for (World each : worlds) {
                check(each, "seed " + seed + ", step " + i + " (" + step + "), store " + each.store.name());
            }
        }
    }

    private String step(World world) {
        return switch (random.nextInt(17)) {
            case 0, 1, 2 -> start(world);
            case 3, 4 -> put(world);
            case 5, 6 -> touch(world);
            case 7 -> patch(world);
            case 8 -> rotate(world);
            case 9 -> end(world);
            case 10 -> random.nextInt(4) == 0 ? endAll(world) : other(world);
            case 11, 12 -> move(world);
            case 13 -> fork(world);
            case 14 -> snapshot(world);
            case 15 -> optimise(world);
            default -> restart(world);
        };
    }

    private String start(World world) {
        String user = one(USERS);
        String ttl = one(TTLS);
        Map<String, String> attributes = attributes();
        String maxLifetime = random.nextBoolean() ? null : one(TTLS);
        SessionStart start = new SessionStart(
                NaiveSessions.nullable(user),
                NaiveSessions.nullable(one(USERS)),
                json(attributes),
                Span.ttl("ttl", ttl),
                maxLifetime == null ? null : Span.maxLifetime("m", maxLifetime));
        Entry entry = new Entry();
        SessionOutcome.Done done;
        if (random.nextBoolean()) {
            done = (SessionOutcome.Done)
                    TestSessions.done(test.commands(world.store).start(start));
            entry.id = done.newId();
        } else {
            entry.id = "an-id-of-a-client-" + count++;
            done = (SessionOutcome.Done)
                    TestSessions.done(test.commands(world.store).put(entry.id, start, SessionChange.NONE));
        }
        assertThat(done.isNew()).isTrue();
        entry.handle = done.session().handle();
        entry.userId = start.userId();
        entry.organizationId = start.organizationId();
        entry.attributes = attributes;
        entry.created = world.now();
        entry.accessed = world.now();
        entry.recorded = world.now();
        entry.ttl = Duration.parse(ttl).toNanos();
        entry.maxLifetime =
                maxLifetime == null ? null : Duration.parse(maxLifetime).toNanos();
        world.model.all.add(entry);
        world.model.ids.put(entry.id, entry);
        return "start " + entry.id;
    }

    private String put(World world) {
        String id = anyId(world);
        if (id == null) {
            return "nothing";
        }
        Entry entry = world.model.live(id);
        String user = random.nextBoolean() ? "-" : one(USERS);
        Map<String, String> attributes = random.nextBoolean() ? null : attributes();
        String ttl = one(TTLS);
        boolean sameTtl = random.nextBoolean();
        SessionChange change = new SessionChange(
                user.equals("-") ? SessionChange.Given.nothing() : SessionChange.Given.of(NaiveSessions.nullable(user)),
                SessionChange.Given.nothing(),
                sameTtl ? SessionChange.Given.nothing() : SessionChange.Given.of(Span.ttl("ttl", ttl)),
                attributes == null ? null : json(attributes),
                false);
        SessionOutcome outcome =
                TestSessions.done(test.commands(world.store).put(id, TestSessions.start(null, "{}", null), change));
        if (entry == null) {
            assertThat(outcome).as("put %s", id).isInstanceOf(SessionOutcome.Ended.class);
        } else {
            world.model.put(
                    entry,
                    user,
                    attributes,
                    sameTtl ? entry.ttl : Duration.parse(ttl).toNanos(),
                    world.now());
            assertThat(((SessionOutcome.Done) outcome).isNew()).isFalse();
        }
        return "put " + id + " " + change;
    }

    private String touch(World world) {
        String id = anyId(world);
        if (id == null) {
            return "nothing";
        }
        Entry entry = world.model.live(id);
        SessionOutcome outcome =
                TestSessions.done(test.commands(world.store).change(SessionRef.byId(id), SessionChange.NONE));
        if (entry == null) {
            assertThat(outcome).isInstanceOf(SessionOutcome.Unknown.class);
        } else {
            world.model.touch(entry, world.now());
            assertThat(TestSessions.session(outcome).expiresNanos()).isEqualTo(entry.expires());
        }
        return "touch " + id;
    }

    private String patch(World world) {
        String id = anyId(world);
        if (id == null) {
            return "nothing";
        }
        Entry entry = world.model.live(id);
        String name = one(List.of("p", "q"));
        String value = one(List.of("1", "2", "null"));
        SessionRef ref =
                entry != null && random.nextBoolean() ? SessionRef.byHandle(entry.handle) : SessionRef.byId(id);
        SessionOutcome outcome = TestSessions.done(test.commands(world.store)
                .change(ref, SessionChange.patch(RawJson.of("{\"" + name + "\":" + value + "}"))));
        if (entry == null) {
            assertThat(outcome).isInstanceOf(SessionOutcome.Unknown.class);
            return "patch " + id;
        }
        boolean changes = value.equals("null")
                ? entry.attributes.remove(name) != null
                : !value.equals(entry.attributes.put(name, value));
        if (changes) {
            entry.change(world.now());
        } else {
            world.model.touch(entry, world.now());
        }
        return "patch " + id + " " + name + "=" + value;
    }

    private String rotate(World world) {
        String id = anyId(world);
        if (id == null) {
            return "nothing";
        }
        Entry entry = world.model.live(id);
        String newId =
                random.nextBoolean() ? null : random.nextBoolean() ? anyId(world) : "a-rotated-session-id-" + count++;
        String user = one(USERS);
        SessionOutcome outcome = TestSessions.done(test.commands(world.store)
                .rotate(
                        SessionRef.byId(id),
                        newId,
                        new SessionChange(
                                SessionChange.Given.of(NaiveSessions.nullable(user)),
                                SessionChange.Given.nothing(),
                                SessionChange.Given.nothing(),
                                null,
                                false)));
        if (entry == null) {
            assertThat(outcome).isInstanceOf(SessionOutcome.Unknown.class);
        } else if (newId != null && world.model.ids.containsKey(newId)) {
            assertThat(outcome).isInstanceOf(SessionOutcome.IdUsed.class);
        } else {
            SessionOutcome.Done done = (SessionOutcome.Done) outcome;
            entry.id = done.newId();
            world.model.ids.put(entry.id, entry);
            entry.event(world.now());
            if (!Objects.equals(entry.userId, NaiveSessions.nullable(user))) {
                entry.userId = NaiveSessions.nullable(user);
                entry.change(world.now());
            }
            assertThat(done.session().handle()).isEqualTo(entry.handle);
        }
        return "rotate " + id + " to " + newId;
    }

    private String end(World world) {
        String id = anyId(world);
        if (id == null) {
            return "nothing";
        }
        Entry entry = world.model.live(id);
        SessionOutcome outcome = TestSessions.done(test.commands(world.store).end(SessionRef.byId(id), "logout"));
        if (entry == null) {
            assertThat(outcome).isInstanceOf(SessionOutcome.Unknown.class);
        } else {
            assertThat(outcome).isInstanceOf(SessionOutcome.Done.class);
            ended(entry, world.now());
        }
        return "end " + id;
    }

    private String endAll(World world) {
        String user = one(List.of("ann", "bob"));
        List<Entry> live = world.model.live(user, null);
        String except = live.isEmpty() || random.nextBoolean() ? null : one(live).handle;
        long ended = 0;
        for (Entry entry : live) {
            if (!entry.handle.equals(except)) {
                ended(entry, world.now());
                ended++;
            }
        }
        assertThat(test.sessions.sweep(world.store).endAll(user, except, null, null))
                .isEqualTo(new SessionSweep.Ended(ended, null));
        return "end all of " + user;
    }

    /** Appends what is no session, though it is called one. */
    private String other(World world) {
        world.store.append(TestEvent.append(
                TestEvent.event("session-of-parliament", "SessionStarted").aggregateType("Session")));
        return "other";
    }

    private String move(World world) {
        if (random.nextInt(4) == 0) {
            Instant earlier = Rfc3339.instant(world.now()).minus(Duration.ofMinutes(random.nextInt(40)));
            world.store.clock().set(new ClockSetting.Frozen(earlier));
            return "back to " + earlier;
        }
        Duration by =
                random.nextBoolean() ? Duration.ofSeconds(random.nextInt(90)) : Duration.ofMinutes(random.nextInt(45));
        long position = world.store.prefix().position();
        long target = world.now() + by.toNanos();
        world.store.clock().advance(by);
        List<Entry> expired = world.model.expire(target);
        LogPrefix log = world.store.prefix();
        List<Long> times = new ArrayList<>();
        for (long p = position + 1; p <= log.position(); p++) {
            assertThat(log.event(p).eventType()).isEqualTo(SessionEvent.EXPIRED);
            times.add(log.timestampNanos(p));
        }
        assertThat(times)
                .as("what falls due happens in order, before the clock's answer")
                .isEqualTo(expired.stream().map(Entry::expires).toList());
        return "advance " + by;
    }

    private String fork(World world) {
        if (worlds.size() >= MOST_STORES) {
            World gone = worlds.remove(1 + random.nextInt(worlds.size() - 1));
            test.catalogue.delete(gone.store.name());
        }
        boolean ahead = random.nextBoolean();
        long now = world.now() + (ahead ? Duration.ofMinutes(15).toNanos() : 0);
        ClockSetting clock = ahead ? new ClockSetting.Frozen(Rfc3339.instant(now)) : null;
        if (!world.before.isEmpty() && random.nextInt(3) == 0) {
            return forkBefore(world, clock, now);
        }
        Store fork = test.fork(world.store, "w" + ++count, world.store.prefix().position(), clock);
        NaiveSessions model = world.model.copy();
        model.expire(now);
        worlds.add(new World(fork, model));
        return "fork " + fork.name() + (ahead ? " ahead" : "");
    }

    /** A fork of an earlier position does not know which touches were not recorded, but none may expire early. */
    private String forkBefore(World world, ClockSetting clock, long now) {
        Map.Entry<Long, NaiveSessions> then = one(List.copyOf(world.before.entrySet()));
        Store fork = test.fork(world.store, "early" + ++count, then.getKey(), clock);
        List<String> known = then.getValue().all.stream()
                .filter(entry -> entry.end == null)
                .map(entry -> entry.handle)
                .toList();
        List<String> live = test.live(fork).stream().map(Session::handle).toList();
        assertThat(known).containsAll(live);
        for (Entry entry : then.getValue().all) {
            if (entry.end == null && now < entry.expires()) {
                assertThat(live).contains(entry.handle);
            }
            if (entry.end == null && now >= entry.expires() + entry.ttl / 10) {
                assertThat(live).doesNotContain(entry.handle);
            }
        }
        test.catalogue.delete(fork.name());
        return "fork before";
    }

    /** Removes an event, and copies all others to free its memory. */
    private String optimise(World world) {
        String waste = "waste-" + count++;
        TestSessions.done(world.store.append(TestEvent.append(TestEvent.event(waste, "X"))));
        world.store.truncate(Truncation.forgetting(waste));
        assertThat(world.store.optimise(true, Progress.NONE).garbageBytes()).isZero();
        LogPrefix log = world.store.prefix();
        for (Session session : sessions(test.view(world.store).index())) {
            long at = session.attributesAt();
            assertThat(at == 0
                            || session.attributes().array()
                                    == log.event(at).data().array())
                    .as("attributes refer to the log as it is")
                    .isTrue();
        }
        return "optimise";
    }

    private String snapshot(World world) {
        String name = one(List.of("a", "b"));
        if (!world.snapshots.containsKey(name) || random.nextBoolean()) {
            world.store.keep(name, () -> world.store.image(world.store.prefix().position()));
            world.snapshots.put(name, world.model.copy());
            return "snapshot " + name;
        }
        world.store.restore(name);
        world.model = world.snapshots.get(name).copy();
        world.model.expire(world.now());
        world.before.clear();
        return "restore " + name;
    }

    /** Writes a store as a clean stop does, and reads it into a new one. */
    private String restart(World world) {
        test.sessions.recordTouches();
        for (World each : worlds) {
            for (Entry entry : each.model.all) {
                if (entry.end == null && entry.accessed != entry.recorded) {
                    entry.recorded = entry.accessed;
                    entry.lastVersion++;
                }
            }
        }
        JsonBuffer text = new JsonBuffer(1024);
        DumpText.events(world.store.prefix()).writeTo(text, Integer.MAX_VALUE);
        Store store = test.store("r" + ++count, Rfc3339.instant(world.now()));
        try (Import events = store.openImport().orElseThrow()) {
            DumpReader reader = new DumpReader(1 << 20, true, (name, stores) -> events);
            reader.read(text.array(), 0, text.size());
            reader.end();
            assertThat(reader.refused()).isNull();
            reader.commit();
        }
        test.catalogue.delete(world.store.name());
        worlds.set(worlds.indexOf(world), new World(store, world.model));
        return "restart as " + store.name();
    }

    private static void ended(Entry entry, long now) {
        entry.end = SessionEvent.ENDED;
        entry.endedAt = now;
        entry.lastVersion++;
    }

    private void check(World world, String when) {
        String user = NaiveSessions.nullable(one(USERS));
        String organization = NaiveSessions.nullable(one(USERS));
        List<Entry> expected = world.model.live(user, organization);
        List<Session> live = test.live(world.store, user, organization);
        assertThat(live.stream().map(Session::handle))
                .as("live, %s", when)
                .containsExactlyElementsOf(
                        expected.stream().map(entry -> entry.handle).toList());
        for (int i = 0; i < live.size(); i++) {
            check(live.get(i), expected.get(i), when);
        }
        SessionView view = test.view(world.store);
        world.model.ids.forEach((id, entry) -> assertThat(view.live(SessionRef.byId(id)) != null)
                .as("id %s, %s", id, when)
                .isEqualTo(world.model.live(id) != null));
        checkIndex(view, when);
        LogPrefix log = world.store.prefix();
        for (Entry entry : world.model.all) {
            check(log, entry, when);
        }
        world.before.put(log.position(), world.model.copy());
    }

    /** Checks what an index counts, and that it does not depend on how many events it read at once. */
    private void checkIndex(SessionView view, String when) {
        assertThat(view.index().usedBytes()).as("used, %s", when).isEqualTo(naiveBytes(view.index()));
        SessionIndex single = SessionIndex.EMPTY;
        SessionFold.Pace pace = new SessionFold.Pace(1 + random.nextInt(3), 1 + random.nextInt(1_000));
        while (single.position() < view.log().position()) {
            single = SessionFold.advanced(single, view.log(), TestSessions.SETTINGS, pace);
        }
        SessionIndex whole =
                SessionFold.advanced(SessionIndex.EMPTY, view.log(), TestSessions.SETTINGS, SessionFold.Pace.UNLIMITED);
        assertThat(sessions(single)).as("in steps, %s", when).isEqualTo(sessions(whole));
    }

    private static long naiveBytes(SessionIndex index) {
        return index.ids().sizeBytes()
                + sessions(index).stream().mapToLong(Session::sizeBytes).sum();
    }

    private static List<Session> sessions(SessionIndex index) {
        List<Session> all = new ArrayList<>();
        index.forEach(null, null, 0, all::add);
        return all;
    }

    private static void check(Session session, Entry entry, String when) {
        assertThat(session.userId()).as(when).isEqualTo(entry.userId);
        assertThat(session.organizationId()).as(when).isEqualTo(entry.organizationId);
        assertThat(session.createdNanos()).as(when).isEqualTo(entry.created);
        assertThat(session.accessedNanos()).as(when).isEqualTo(entry.accessed);
        assertThat(session.expiresNanos()).as(when).isEqualTo(entry.expires());
        assertThat(session.version()).as(when).isEqualTo(entry.version);
        assertThat(session.lastVersion()).as(when).isEqualTo(entry.lastVersion);
        Map<String, String> attributes = new TreeMap<>();
        Attributes.members("attributes", session.attributes())
                .forEach((name, value) -> attributes.put(name, value.toString()));
        assertThat(attributes).as(when).isEqualTo(entry.attributes);
    }

    /** Checks that a session's history has one end if it has ended, and none if it is live. */
    private static void check(LogPrefix log, Entry entry, String when) {
        Positions history = log.history(entry.handle, 1, Long.MAX_VALUE, Order.ASCENDING);
        List<String> ends = new ArrayList<>();
        RecordedEvent last = null;
        for (long position = history.next(); position > 0; position = history.next()) {
            last = log.event(position);
            if (last.eventType().equals(SessionEvent.ENDED) || last.eventType().equals(SessionEvent.EXPIRED)) {
                ends.add(last.eventType());
            }
        }
        assertThat(ends).as("ends, %s", when).isEqualTo(entry.end == null ? List.of() : List.of(entry.end));
        assertThat(last).as(when).isNotNull();
        assertThat(last.version()).as(when).isEqualTo(entry.lastVersion);
        if (entry.end != null) {
            assertThat(log.timestampNanos(last.position())).as(when).isEqualTo(entry.endedAt);
        }
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : List.of("p", "q", "r")) {
            if (random.nextBoolean()) {
                attributes.put(name, one(VALUES));
            }
        }
        return attributes;
    }

    private static RawJson json(Map<String, String> attributes) {
        List<String> members = new ArrayList<>();
        attributes.forEach((name, value) -> members.add("\"" + name + "\": " + value));
        return RawJson.of("{" + String.join(", ", members) + "}");
    }

    private String anyId(World world) {
        return world.model.ids.isEmpty()
                ? null
                : one(world.model.ids.keySet().stream().sorted().toList());
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
