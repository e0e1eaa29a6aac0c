package dev.mayfly.eventstore.column;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.memory.Arena;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.removal.Removals;
import dev.mayfly.eventstore.support.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link Columns} and {@link EventIdTable} beside a list of events. */
class ColumnsOfEventsTest {
    private static final long SEED = 11;

    /** What is known of an event. */
    private record Event(UUID id, long address, long timestamp, int type) {}

    /** Columns, the table of their ids, and the events. */
    private static final class Twin {
        private final MemoryMeter meter;
        private final Columns columns;
        private final EventIdTable ids;
        private final List<Event> events;

        Twin(MemoryMeter meter, Columns columns, EventIdTable ids, List<Event> events) {
            this.meter = meter;
            this.columns = columns;
            this.ids = ids;
            this.events = new ArrayList<>(events);
        }

        static Twin empty() {
            MemoryMeter meter = new MemoryMeter();
            Columns columns = new Columns(meter, SEED);
            return new Twin(
                    meter, columns, new EventIdTable(meter, columns, new Removals(meter, SEED), SEED), List.of());
        }

        Twin fork(int last) {
            MemoryMeter forkMeter = meter.fork();
            Columns fork = columns.fork(forkMeter, events.size(), last);
            EventIdTable forkIds = ids.fork(forkMeter, fork, new Removals(forkMeter, SEED), last < events.size());
            return new Twin(forkMeter, fork, forkIds, events.subList(0, last));
        }

        void add(UUID id, int recordBytes, Random random) {
            int position = events.size() + 1;
            long lowest = columns.records.arena().end();
            long address = columns.records.arena().allocate(recordBytes);
            columns.records.array(address)[Arena.offset(address)] = (byte) position;
            Event event = new Event(id, address, random.nextLong(), random.nextInt());
            columns.recordAddress(position, lowest, address);
            Key key = key(id);
            columns.id(position, key);
            columns.timestamp.set(position, event.timestamp);
            columns.type.set(position, event.type);
            ids.insert(key.hash(), position);
            events.add(event);
        }

        void check(List<UUID> all) {
            for (int position = 1; position <= events.size(); position++) {
                Event event = events.get(position - 1);
                assertThat(columns.recordAddress(position)).isEqualTo(event.address);
                assertThat(columns.records.array(event.address)[Arena.offset(event.address)])
                        .isEqualTo((byte) position);
                assertThat(columns.timestamp.get(position)).isEqualTo(event.timestamp);
                assertThat(columns.type.get(position)).isEqualTo(event.type);
                assertThat(new UUID(columns.idHigh(position), columns.idLow(position)))
                        .isEqualTo(event.id);
            }
            List<UUID> own = events.stream().map(Event::id).toList();
            for (UUID id : all) {
                assertThat(ids.find(key(id), events.size())).isEqualTo(own.indexOf(id) + 1);
            }
        }

        private static Key key(UUID id) {
            return new Key().set(id.getMostSignificantBits(), id.getLeastSignificantBits(), SEED);
        }
    }

    @Test
    void events_and_their_ids_are_found_as_in_a_list_in_columns_and_their_forks() {
        Seeds.each(random -> {
            List<UUID> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                all.add(new UUID(random.nextLong(), random.nextLong()));
            }
            List<Twin> twins = new ArrayList<>(List.of(Twin.empty()));
            for (int step = 0; step < 40; step++) {
                int chosen = random.nextInt(twins.size());
                Twin twin = twins.get(chosen);
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        int size = twin.events.size();
                        Twin fork = twin.fork(random.nextBoolean() ? size : random.nextInt(size + 1));
                        if (twins.size() < 4) {
                            twins.add(fork);
                        } else {
                            twins.set(chosen, fork);
                        }
                    }
                    case 2 -> twin.columns.trim(twin.events.size());
                    default -> {
                        for (int i = random.nextInt(100); i > 0 && twin.events.size() < all.size(); i--) {
                            UUID id = all.get(random.nextInt(all.size()));
                            if (twin.events.stream().noneMatch(event -> event.id.equals(id))) {
                                int large = random.nextInt(20) == 0 ? 300_000 : 100;
                                twin.add(id, 1 + random.nextInt(large), random);
                            }
                        }
                    }
                }
                for (Twin each : twins) {
                    each.check(all);
                    assertThat(each.meter.usedBytes()).isPositive();
                }
            }
        });
    }

    @Test
    void a_fork_of_few_events_is_not_counted_for_the_records_of_the_others() {
        Twin twin = Twin.empty();
        Random random = new Random(1);
        for (int i = 1; i <= 1000; i++) {
            twin.add(new UUID(i, i), 20_000, random);
        }
        assertThat(twin.meter.usedBytes()).isGreaterThan(20_000_000);
        Twin fork = twin.fork(100);
        assertThat(fork.meter.usedBytes()).isLessThan(6_000_000);
        fork.check(List.of(new UUID(1, 1), new UUID(100, 100), new UUID(101, 101)));
    }
}
