package dev.mayfly.projection.declared;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.time.Interval;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.RandomJson;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.projection.ParkedEvent;
import dev.mayfly.projection.Replay;
import dev.mayfly.projection.declared.value.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random definitions over random and hostile events, each beside a fold that is as plain as can be. */
class RandomProjectionTest {
    private static final int EVENTS = 60;
    private static final String[] PATHS = Stream.of(
                    RandomJson.PLAIN.stream(),
                    Stream.of("data.\"q", "data.c\\d", "data.a.a.a", "timestamp", "recordedAt"),
                    RandomJson.ENVELOPE.stream())
            .flatMap(paths -> paths)
            .toArray(String[]::new);

    private static LogPrefix log(Random random, long seed) {
        EventStore store = seed % 5 == 0
                ? new NaiveEventStore(TimeSource.SYSTEM, 1 << 24)
                : new EmbeddedEventStore("random", 1 << 24, TimeSource.SYSTEM);
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            TestEvent event = event("kind" + random.nextInt(3) + "-" + random.nextInt(4), "T" + random.nextInt(3));
            event.data(random.nextInt(8) == 0 ? RandomJson.value(random, 0) : RandomJson.object(random, 0));
            if (random.nextBoolean()) {
                event.organization("o" + random.nextInt(3)).user("u" + random.nextInt(5));
            } else if (random.nextBoolean()) {
                event.metadata("{\"a\":" + RandomJson.value(random, 2) + ",\"userId\":5}");
            }
            if (random.nextBoolean()) {
                event.correlation("c" + random.nextInt(2)).tags("t" + random.nextInt(2), "é");
            }
            if (random.nextBoolean()) {
                event.causation("cause " + random.nextInt(2));
            }
            if (random.nextInt(3) == 0) {
                event.at(random.nextLong(1_500_000_000L, 1_800_000_000L) * 1_000_000_000L);
            }
            events.add(event);
        }
        Reading.append(store, Append.of(TestEvent.batch(events)));
        return store.prefixAt(EVENTS - random.nextInt(5));
    }

    private static Declared definition(Random random) {
        Declared declared = Declared.all();
        if (random.nextBoolean()) {
            declared.match(Criteria.builder().eventTypes("T0", "T1").build());
        } else if (random.nextBoolean()) {
            declared.match(
                    Criteria.builder().where(RandomJson.conditions(random)).build());
        }
        int parts = random.nextInt(4);
        String[] groupBy = new String[parts];
        for (int i = 0; i < parts; i++) {
            groupBy[i] = path(random, "metadata", "tags");
        }
        if (parts == 1 && random.nextBoolean()) {
            declared.by(groupBy[0]);
        } else if (parts > 0) {
            declared.byAll(groupBy);
        }
        if (random.nextInt(3) == 0) {
            String time = List.of("timestamp", "recordedAt", "data.a").get(random.nextInt(3));
            Interval interval = Interval.values()[random.nextInt(Interval.values().length)];
            declared.by(time, interval, random.nextBoolean() ? "UTC" : "Europe/Paris");
            if (parts > 0) {
                declared.compound();
            }
        }
        int fields = 1 + random.nextInt(4);
        for (int i = 0; i < fields; i++) {
            Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
            String path = operation == Operation.COUNT ? null : path(random);
            if (operation.takesNumbers() && !List.of("position", "version").contains(path)) {
                path = path.startsWith("data") ? path : "data.a";
            }
            declared.field("f" + i, operation, path, random.nextInt(3) == 0 ? RandomJson.conditions(random) : Set.of());
        }
        return declared;
    }

    private static String path(Random random, String... but) {
        String path = PATHS[random.nextInt(PATHS.length)];
        return List.of(but).contains(path) ? "data.b" : path;
    }

    @Test
    void it_is_what_a_plain_fold_makes_of_each_event() {
        Seeds.each(60, 400, seed -> {
            Random random = new Random(seed);
            LogPrefix log = log(random, seed);
            DeclaredProjection projection = definition(random).projection();
            NaiveProjection naive = NaiveProjection.of(projection.definition(), log);

            Replay<States> replay = Replay.of(projection, log);
            assertThat(NaiveProjection.parse(Declared.json(replay.state())))
                    .hasToString(naive.states().toString());
            assertThat(replay.parked()).extracting(ParkedEvent::position).isEqualTo(naive.parked());

            List<String> errors = new ArrayList<>();
            States oneByOne = Declared.foldedOneByOne(projection, log, errors);
            assertThat(Declared.json(oneByOne)).isEqualTo(Declared.json(replay.state()));
            assertThat(errors).hasSameSizeAs(naive.parked());
            assertThat(oneByOne.sizeBytes()).isEqualTo(replay.state().sizeBytes());
        });
    }
}
