package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.Published;
import dev.mayfly.eventstore.support.Race;
import dev.mayfly.eventstore.support.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link OrdinalTable} beside a map, with keys that are two longs by ordinal. */
class OrdinalTableTest {
    private static final long SEED = 42;

    /** A table of UUIDs, which its forks have copies of. */
    private static final class Uuids extends OrdinalTable {
        private final long[] lows;

        Uuids(MemoryMeter meter, int most) {
            super(meter);
            lows = new long[most + 1];
        }

        Uuids(MemoryMeter meter, Uuids original, int kept, boolean cut) {
            super(meter, original, cut);
            lows = new long[original.lows.length];
            System.arraycopy(original.lows, 0, lows, 0, kept + 1);
        }

        void add(int ordinal, long low) {
            lows[ordinal] = low;
            insert(Key.hash(1, low, SEED), ordinal);
        }

        int find(long low, int bound) {
            return find(new Key().set(1, low, SEED), bound);
        }

        @Override
        protected long hashOf(int ordinal) {
            return ordinal < lows.length ? Key.hash(1, lows[ordinal], SEED) : 0;
        }

        @Override
        protected long readAhead(int ordinal) {
            return ordinal < lows.length ? lows[ordinal] : 0;
        }

        @Override
        protected boolean matches(int ordinal, Key key) {
            return lows[ordinal] == key.low();
        }
    }

    /** A table, its meter, and its keys in the order of their ordinals. */
    private static final class Twin {
        private static final int MOST = 6000;
        private final MemoryMeter meter;
        private final Uuids table;
        private final List<Long> keys;
        private final Map<Long, Integer> ordinals = new HashMap<>();

        Twin(MemoryMeter meter, Uuids table, List<Long> keys) {
            this.meter = meter;
            this.table = table;
            this.keys = new ArrayList<>();
            keys.forEach(this::know);
        }

        static Twin empty() {
            MemoryMeter meter = new MemoryMeter();
            return new Twin(meter, new Uuids(meter, MOST), List.of());
        }

        private void know(long key) {
            keys.add(key);
            ordinals.put(key, keys.size());
        }

        void add(long key) {
            if (keys.size() < MOST && !ordinals.containsKey(key)) {
                know(key);
                table.add(keys.size(), key);
            }
        }

        void removeAfter(int last) {
            table.removeAfter(last);
            while (keys.size() > last) {
                ordinals.remove(keys.remove(keys.size() - 1));
            }
        }

        Twin fork(int kept) {
            MemoryMeter forkMeter = meter.fork();
            Uuids fork = new Uuids(forkMeter, table, kept, kept < keys.size());
            return new Twin(forkMeter, fork, keys.subList(0, kept));
        }

        void check(Random random, int range) {
            assertThat(table.invariants()).isEqualTo(meter.usedBytes());
            int bound = random.nextInt(keys.size() + 1);
            for (long key = random.nextInt(8); key < range; key += 1 + random.nextInt(16)) {
                int expected = ordinals.getOrDefault(key, 0);
                if (table.find(key, keys.size()) != expected) {
                    assertThat(table.find(key, keys.size())).as("key %s", key).isEqualTo(expected);
                }
                if (table.find(key, bound) != (expected <= bound ? expected : 0)) {
                    assertThat(table.find(key, bound))
                            .as("key %s up to %s", key, bound)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void tables_and_their_forks_find_what_maps_find() {
        Seeds.each(random -> {
            List<Twin> twins = new ArrayList<>(List.of(Twin.empty()));
            int range = 8000;
            for (int step = 0; step < 60; step++) {
                Twin twin = twins.get(random.nextInt(twins.size()));
                int size = twin.keys.size();
                switch (random.nextInt(10)) {
                    case 0, 1 -> {
                        Twin fork = twin.fork(random.nextBoolean() ? size : random.nextInt(size + 1));
                        if (twins.size() < 5) {
                            twins.add(fork);
                        } else {
                            twins.set(random.nextInt(5), fork);
                        }
                    }
                    case 2 -> {
                        twin.table.trim();
                    }
                    case 3 -> {
                        // As an append that is undone: from the published end on.
                        for (int i = random.nextInt(1000); i > 0; i--) {
                            twin.add(random.nextInt(range));
                        }
                        twin.removeAfter(size);
                    }
                    default -> {
                        for (int i = 1 << random.nextInt(11); i > 0; i--) {
                            twin.add(random.nextInt(range));
                        }
                    }
                }
                for (Twin each : twins) {
                    each.check(random, range);
                }
            }
        });
    }

    @Test
    void a_table_grows_at_four_fifths_of_a_segment_and_splits_the_largest() {
        Twin twin = Twin.empty();
        long before = twin.meter.usedBytes();
        for (int size = 1; size <= 2000; size++) {
            twin.add(size);
            long now = twin.meter.usedBytes();
            boolean grows =
                    size == 13 || size == 26 || size == 52 || size == 103 || size == 205 || size == 410 || size == 820;
            if (size < 1000) {
                assertThat(now > before).as("at %s", size).isEqualTo(grows);
            }
            assertThat(twin.table.invariants()).isEqualTo(now);
            before = now;
        }
        assertThat(before).isGreaterThan(4 * 1024 * 2);
    }

    @Test
    void ordinals_of_more_bits_are_found_beside_those_of_fewer() {
        int[] ordinals = {1, 65_535, 65_536, 1 << 18, (1 << 20) - 1, 1 << 20, (1 << 24) + 3};
        Uuids table = new Uuids(new MemoryMeter(), 1 << 25);
        for (int ordinal : ordinals) {
            table.add(ordinal, ordinal);
            table.invariants();
            for (int each : ordinals) {
                assertThat(table.find(each, Integer.MAX_VALUE)).isEqualTo(each <= ordinal ? each : 0);
                if (each <= ordinal) {
                    assertThat(table.guess(Key.hash(1, each, SEED)))
                            .isIn(Arrays.stream(ordinals).boxed().toList());
                }
            }
        }
    }

    @Test
    void what_was_taken_out_is_merged_by_trimming_until_nothing_is_left_to_do() {
        Twin twin = Twin.empty();
        for (int key = 0; key < 6000; key++) {
            twin.add(key);
        }
        long full = twin.meter.usedBytes();
        twin.removeAfter(100);
        while (twin.table.trim()) {
            assertThat(twin.table.invariants()).isEqualTo(twin.meter.usedBytes());
        }
        twin.check(new Random(1), 6000);
        assertThat(twin.meter.usedBytes()).isLessThan(full / 4);
        assertThat(twin.meter.usedBytes()).isEqualTo(OrdinalSegment.sizeBytes(OrdinalSegment.LARGEST));
        assertThat(twin.table.trim()).isFalse();
    }

    @Test
    void a_very_large_table_is_merged_step_by_step_into_one_segment() {
        MemoryMeter meter = new MemoryMeter();
        Uuids table = new Uuids(meter, 60_000);
        for (int ordinal = 1; ordinal <= 60_000; ordinal++) {
            table.add(ordinal, ordinal);
        }
        table.removeAfter(200);
        int steps = 1;
        while (table.trim()) {
            steps++;
        }
        assertThat(steps).isBetween(2, 100);
        assertThat(meter.usedBytes()).isEqualTo(OrdinalSegment.sizeBytes(OrdinalSegment.LARGEST));
        assertThat(table.invariants()).isEqualTo(meter.usedBytes());
        for (int ordinal = 1; ordinal <= 300; ordinal++) {
            assertThat(table.find(ordinal, 60_000)).isEqualTo(ordinal <= 200 ? ordinal : 0);
        }
    }

    @Test
    void a_whole_fork_of_a_fork_of_fewer_keys_has_none_of_the_keys_that_were_left_out() {
        Twin first = Twin.empty();
        for (int key = 0; key < 1000; key++) {
            first.add(key);
        }
        Twin fewer = first.fork(500);
        for (int key = 2000; key < 2100; key++) {
            fewer.add(key);
        }
        Twin twin = fewer.fork(600);
        for (int key = 3000; key < 5000; key++) {
            twin.add(key);
            fewer.add(key + 2000);
        }
        for (Twin each : List.of(first, fewer, twin)) {
            each.check(new Random(1), 8000);
            for (int key = 0; key < 1000; key++) {
                assertThat(each.table.find(key, 3000)).isEqualTo(each.ordinals.getOrDefault((long) key, 0));
            }
        }
    }

    @Test
    void a_look_up_mostly_starts_at_the_key_it_ends_at() {
        Twin twin = Twin.empty();
        assertThat(twin.table.guess(Key.hash(1, 1, SEED))).isZero();
        for (int key = 1; key <= 6000; key++) {
            twin.add(key);
        }
        int right = 0;
        for (int key = 1; key <= 6000; key++) {
            int guess = twin.table.guess(Key.hash(1, key, SEED));
            assertThat(guess).isBetween(1, 6000);
            right += guess == key ? 1 : 0;
        }
        assertThat(right).isGreaterThan(2500);
    }

    @Test
    void a_table_and_its_fork_do_not_see_what_the_other_merges() {
        for (boolean trimFork : new boolean[] {false, true}) {
            Twin twin = Twin.empty();
            for (int key = 0; key < 3000; key++) {
                twin.add(key);
            }
            twin.removeAfter(10);
            Twin fork = twin.fork(10);
            Twin trimmed = trimFork ? fork : twin;
            while (trimmed.table.trim()) {
                trimmed.check(new Random(1), 3000);
            }
            for (int key = 4000; key < 4100; key++) {
                trimmed.add(key);
            }
            twin.check(new Random(1), 5000);
            fork.check(new Random(1), 5000);
        }
    }

    @Test
    void forks_of_forks_that_get_the_same_keys_again_and_again_do_not_grow() {
        Twin twin = Twin.empty();
        twin.add(7);
        for (int generation = 0; generation < 1500; generation++) {
            MemoryMeter meter = twin.meter.fork();
            Uuids fork = new Uuids(meter, twin.table, 1, true);
            twin = new Twin(meter, fork, List.of());
            twin.add(7);
            assertThat(twin.meter.usedBytes()).as("generation %s", generation).isLessThan(1000);
        }
    }

    @Test
    @Tag("threads")
    void readers_find_every_key_that_was_added_before_what_is_published_and_none_behind_it() {
        int most = 20_000;
        Uuids table = new Uuids(new MemoryMeter(), most);
        Published published = new Published();
        Race.run(
                () -> {
                    for (int ordinal = 1; ordinal <= most; ordinal++) {
                        table.add(ordinal, ordinal);
                        if (ordinal % 3000 == 0) {
                            for (int staged = ordinal + 1; staged <= Math.min(most, ordinal + 900); staged++) {
                                table.add(staged, staged);
                            }
                            table.removeAfter(ordinal);
                        }
                        published.publish(ordinal);
                    }
                },
                () -> {
                    int end = published.end();
                    for (int low = Math.max(1, end - 3000); low <= Math.min(most, end + 1000); low++) {
                        int found = table.find(low, end);
                        if (found != (low <= end ? low : 0)) {
                            assertThat(found).as("%s up to %s", low, end).isEqualTo(low <= end ? low : 0);
                        }
                    }
                });
    }
}
