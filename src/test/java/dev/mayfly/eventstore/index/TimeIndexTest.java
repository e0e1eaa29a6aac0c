package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.memory.LongColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.Published;
import dev.mayfly.eventstore.memory.UndoCount;
import dev.mayfly.eventstore.support.Race;
import dev.mayfly.eventstore.support.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link TimeIndex} beside a list of timestamps. */
class TimeIndexTest {
    private static final int SPAN = 64;

    /** An index, its meter, and the timestamps of its events. */
    private static final class Twin {
        private final MemoryMeter meter;
        private final LongColumn timestamps;
        private final UndoCount undos;
        private final TimeIndex time;
        /** By position; there is none at 0. */
        private final List<Long> expected;

        Twin(MemoryMeter meter, LongColumn timestamps, UndoCount undos, TimeIndex time, List<Long> expected) {
            this.meter = meter;
            this.timestamps = timestamps;
            this.undos = undos;
            this.time = time;
            this.expected = new ArrayList<>(expected);
        }

        static Twin empty() {
            MemoryMeter meter = new MemoryMeter();
            LongColumn timestamps = new LongColumn(meter);
            UndoCount undos = new UndoCount();
            return new Twin(meter, timestamps, undos, new TimeIndex(meter, timestamps, undos), List.of(0L));
        }

        int head() {
            return expected.size() - 1;
        }

        Twin fork(int last) {
            MemoryMeter forkMeter = meter.fork();
            LongColumn forkTimestamps = timestamps.fork(forkMeter, last + 1);
            UndoCount forkUndos = new UndoCount();
            TimeIndex fork = time.fork(forkMeter, forkTimestamps, forkUndos, last, last < head());
            return new Twin(forkMeter, forkTimestamps, forkUndos, fork, expected.subList(0, last + 1));
        }

        void add(long timestamp) {
            timestamps.set(expected.size(), timestamp);
            time.add(expected.size());
            expected.add(timestamp);
        }

        void undo(int last) {
            undos.begin();
            time.truncate(last);
            undos.end();
            expected.subList(last + 1, expected.size()).clear();
        }

        boolean late(int position) {
            return IntStream.range(1, position).anyMatch(p -> expected.get(p) > expected.get(position));
        }

        void check(Random random) {
            assertThat(time.invariants() + timestamps.invariants()).isEqualTo(meter.usedBytes());
            List<Integer> late = new ArrayList<>();
            long maximum = Long.MIN_VALUE;
            for (int position = 1; position <= head(); position++) {
                boolean isLate = expected.get(position) < maximum;
                maximum = Math.max(maximum, expected.get(position));
                if (time.isLate(position) != isLate) {
                    assertThat(time.isLate(position))
                            .as("position %s", position)
                            .isEqualTo(isLate);
                }
                if (isLate) {
                    late.add(position);
                }
            }
            assertThat(time.lateCount()).isEqualTo(late.size());
            late.sort(Comparator.<Integer, Long>comparing(expected::get).thenComparing(p -> p));
            int bound = random.nextInt(head() + 1);
            long at = head() == 0 ? 0 : expected.get(1 + random.nextInt(head())) + random.nextInt(2);
            int position = random.nextInt(head() + 2);
            Comparator<Integer> order = Comparator.comparing((Integer p) -> p == 0 ? at : expected.get(p));
            checkLate(late, order, at, position, bound);
            if (!late.isEmpty()) {
                int place = late.get(random.nextInt(late.size()));
                checkLate(late, order, expected.get(place), place, head());
            }
            checkLate(late, order, Long.MIN_VALUE, 0, head());
            checkLate(late, order, Long.MAX_VALUE, Integer.MAX_VALUE, head());
            checkInOrder(at, bound);
        }

        private void checkLate(List<Integer> late, Comparator<Integer> order, long at, int position, int bound) {
            List<Integer> behind = late.stream()
                    .filter(p -> p <= bound)
                    .filter(p -> expected.get(p) > at || expected.get(p) == at && p > position)
                    .toList();
            assertThat(read(at, position, true, bound))
                    .isSortedAccordingTo(order)
                    .isEqualTo(behind);
            List<Integer> before = new ArrayList<>(late.stream()
                    .filter(p -> p <= bound)
                    .filter(p -> expected.get(p) < at || expected.get(p) == at && p < position)
                    .toList());
            java.util.Collections.reverse(before);
            assertThat(read(at, position, false, bound)).isEqualTo(before);
        }

        private void checkInOrder(long at, int bound) {
            int first = IntStream.rangeClosed(1, bound)
                    .filter(p -> expected.get(p) >= at && !time.isLate(p))
                    .findFirst()
                    .orElse(bound);
            assertThat(time.firstInOrder(at, bound)).isBetween(Math.max(1, first - SPAN + 1), Math.max(1, first));
            int last = IntStream.rangeClosed(1, bound)
                    .filter(p -> expected.get(p) <= at && !time.isLate(p))
                    .max()
                    .orElse(0);
            assertThat(time.lastInOrder(at, bound)).isBetween(last, bound);
            int next = IntStream.rangeClosed(1, bound)
                    .filter(p -> expected.get(p) > at)
                    .findFirst()
                    .orElse(bound);
            assertThat(time.lastInOrder(at, bound)).isLessThan(next + SPAN);
        }

        List<Integer> read(long at, int position, boolean ascending, int bound) {
            LateCursor cursor = time.late(at, position, ascending, bound);
            List<Integer> found = new ArrayList<>();
            for (int next = cursor.next(); next != 0; next = cursor.next()) {
                found.add(next);
            }
            return found;
        }
    }

    private static void stage(Twin twin, Random random, int lateOneIn, int size) {
        long now = twin.head() * 10L;
        for (int i = 0; i < size; i++) {
            now += 10;
            boolean late = random.nextInt(lateOneIn) == 0;
            twin.add(late ? Math.floorDiv(random.nextLong(-100, now), 30) * 30 : now + random.nextInt(15));
        }
    }

    @Test
    void late_events_and_those_in_order_are_found_as_in_a_list_whatever_is_undone_or_forked() {
        Seeds.each(random -> {
            int lateOneIn = 1 << random.nextInt(5);
            List<Twin> twins = new ArrayList<>(List.of(Twin.empty()));
            for (int step = 0; step < 60; step++) {
                int chosen = random.nextInt(twins.size());
                Twin twin = twins.get(chosen);
                int size = random.nextInt(1 << random.nextInt(8));
                switch (random.nextInt(8)) {
                    case 0, 1 -> {
                        Twin fork = twin.fork(random.nextBoolean() ? twin.head() : random.nextInt(twin.head() + 1));
                        if (twins.size() < 4) {
                            twins.add(fork);
                        } else {
                            twins.set(chosen, fork);
                        }
                    }
                    case 2, 3 -> {
                        int head = twin.head();
                        stage(twin, random, lateOneIn, size);
                        twin.undo(head);
                    }
                    case 4 -> twin.time.trim(twin.head());
                    default -> stage(twin, random, lateOneIn, size);
                }
                for (Twin each : twins) {
                    each.check(random);
                }
            }
        });
    }

    @Test
    void events_in_order_take_no_memory_for_late_ones_and_equal_timestamps_are_in_order() {
        Twin twin = Twin.empty();
        for (int i = 0; i < 1000; i++) {
            twin.add(i / 10);
        }
        assertThat(twin.time.lateCount()).isZero();
        assertThat(twin.late(1000)).isFalse();
        twin.add(98);
        assertThat(twin.late(1001)).isTrue();
        assertThat(twin.time.isLate(1001)).isTrue();
        twin.check(new Random(1));
    }

    @Test
    void late_events_take_little_more_than_four_bytes_each_and_are_read_from_any_place() {
        Twin twin = Twin.empty();
        for (int i = 0; i < 2000; i++) {
            twin.add(1_000_000);
        }
        long before = twin.meter.usedBytes();
        List<Integer> late = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            twin.add(-i);
            late.add(0, twin.head());
        }
        assertThat(twin.meter.usedBytes() - before).isBetween(2000L * 4, 2000L * 10 + 2000 * 8 * 2);
        Twin ascending = Twin.empty();
        ascending.add(1_000_000);
        for (int i = 0; i < 2000; i++) {
            ascending.add(i);
        }
        assertThat(ascending.time.invariants() + ascending.timestamps.invariants())
                .isEqualTo(ascending.meter.usedBytes());
        assertThat(twin.time.invariants() + twin.timestamps.invariants()).isEqualTo(twin.meter.usedBytes());
        for (int i = 0; i < 2000; i++) {
            int position = late.get(i);
            long at = twin.expected.get(position);
            LateCursor after = twin.time.late(at, position, true, twin.head());
            assertThat(after.next()).isEqualTo(i + 1 < 2000 ? late.get(i + 1) : 0);
            LateCursor earlier = twin.time.late(at, position, false, twin.head());
            assertThat(earlier.next()).isEqualTo(i > 0 ? late.get(i - 1) : 0);
        }
    }

    @Test
    void events_at_the_same_time_are_found_in_all_of_their_spans() {
        Twin twin = Twin.empty();
        for (int i = 1; i <= 900; i++) {
            twin.add((i - 1) / 300);
        }
        for (int time = 0; time < 3; time++) {
            assertThat(twin.time.firstInOrder(time, 900)).isBetween(Math.max(1, 300 * time - 63), 300 * time + 1);
            assertThat(twin.time.lastInOrder(time, 900))
                    .isBetween(300 * (time + 1), Math.min(900, 300 * (time + 1) + 63));
        }
        assertThat(twin.time.firstInOrder(3, 900)).isGreaterThan(900 - 64);
        assertThat(twin.time.lastInOrder(-1, 900)).isLessThan(64);
    }

    @Test
    void what_is_trimmed_is_as_before_wherever_the_last_event_lies() {
        for (int last : new int[] {1, 63, 64, 1023, 1024, 1087, 1088, 2047, 2048, 2111, 2112}) {
            Twin twin = Twin.empty();
            for (int i = 1; i <= last; i++) {
                twin.add(i % 50 == 0 ? 0 : i);
            }
            twin.time.trim(last);
            twin.check(new Random(last));
            assertThat(twin.time.isLate(last)).isEqualTo(last % 50 == 0);
            assertThat(twin.time.lastInOrder(last, last)).isEqualTo(last);
            for (int i = last + 1; i <= last + 130; i++) {
                twin.add(i);
            }
            twin.check(new Random(last));
            assertThat(twin.time.firstInOrder(last + 100, last + 130)).isBetween(last + 100 - 63, last + 100);
        }
    }

    @Test
    void the_spans_of_events_that_were_undone_are_given_back() {
        Twin twin = Twin.empty();
        twin.add(1);
        long before = twin.meter.usedBytes();
        for (int i = 2; i < 20_000; i++) {
            twin.add(i);
        }
        twin.undo(1);
        twin.timestamps.trim(2);
        long between = twin.meter.usedBytes();
        twin.time.trim(1);
        // Two columns of eight bytes for each span.
        assertThat(between - twin.meter.usedBytes()).isGreaterThan(2 * 8 * 20_000 / SPAN);
        assertThat(twin.meter.usedBytes()).isEqualTo(before);
    }

    @Test
    void a_fork_has_every_span_of_a_very_long_log() {
        Twin twin = Twin.empty();
        for (int i = 1; i <= SPAN * 4096 + 10; i++) {
            twin.add(i);
        }
        for (int last : new int[] {SPAN * 4096 - 1, SPAN * 4096, SPAN * 4096 + 10}) {
            Twin fork = twin.fork(last);
            fork.add(last + 1);
            assertThat(fork.time.isLate(last)).isFalse();
            assertThat(fork.time.firstInOrder(last, last + 1)).isBetween(last - SPAN, last);
        }
    }

    @Test
    void late_events_that_are_undone_give_back_their_blocks() {
        Twin twin = Twin.empty();
        twin.add(1_000_000);
        long before = twin.meter.usedBytes();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 1000; i++) {
                twin.add(i * 7919L % 1000);
            }
            twin.check(new Random(round));
            twin.undo(1);
        }
        twin.time.trim(1);
        twin.timestamps.trim(2);
        assertThat(twin.meter.usedBytes()).isEqualTo(before);
    }

    @Test
    @Tag("threads")
    void readers_see_the_late_events_up_to_what_is_published_in_order() {
        Twin twin = Twin.empty();
        Published published = new Published();
        Race.run(
                () -> {
                    twin.add(1_000_000);
                    for (int batch = 0; batch < 150; batch++) {
                        int head = twin.head();
                        for (int i = 0; i < 20 && batch % 2 == 0; i++) {
                            twin.add(-i);
                        }
                        twin.undo(head);
                        for (int i = 0; i < 20; i++) {
                            twin.add((head + i) * 7919L % 100_003);
                        }
                        published.publish(twin.head());
                    }
                },
                () -> {
                    int bound = published.end();
                    LateCursor cursor = twin.time.late(Long.MIN_VALUE, 0, true, bound);
                    int count = 0;
                    for (int position = cursor.next(); position != 0; position = cursor.next()) {
                        assertThat(position).isBetween(2, bound);
                        count++;
                    }
                    assertThat(count).isEqualTo(Math.max(0, bound - 1));
                });
    }
}
