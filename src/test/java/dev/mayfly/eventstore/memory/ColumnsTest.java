package dev.mayfly.eventstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.support.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link IntColumn} and {@link LongColumn} beside an array. */
class ColumnsTest {
    private static final int MOST = 3 * 4096 + 17;
    private static final int[] EDGES = {0, 1, 15, 16, 17, 31, 32, 63, 64, 4095, 4096, 4097, 8191, 8192, MOST - 1};

    /** What both kinds of columns can. */
    private interface Column {
        Column fork(MemoryMeter meter, int size);

        long get(int index);

        long getOrZero(int index);

        void set(int index, int value);

        void trim(int size);

        long invariants();
    }

    private record Ints(IntColumn column) implements Column {
        @Override
        public Column fork(MemoryMeter meter, int size) {
            return new Ints(size == MOST ? column.fork(meter) : column.fork(meter, size));
        }

        @Override
        public long get(int index) {
            assertThat(column.getAcquire(index)).isEqualTo(column.get(index));
            return column.get(index);
        }

        @Override
        public long getOrZero(int index) {
            assertThat(column.getAcquire(index)).isEqualTo(column.getOrZero(index));
            return column.getOrZero(index);
        }

        @Override
        public void set(int index, int value) {
            if ((value & 1) == 0) {
                column.set(index, value);
            } else {
                column.setRelease(index, value);
            }
        }

        @Override
        public void trim(int size) {
            column.trim(size);
        }

        @Override
        public long invariants() {
            return column.invariants();
        }
    }

    private record Longs(LongColumn column) implements Column {
        @Override
        public Column fork(MemoryMeter meter, int size) {
            return new Longs(size == MOST ? column.fork(meter) : column.fork(meter, size));
        }

        @Override
        public long get(int index) {
            return column.get(index);
        }

        @Override
        public long getOrZero(int index) {
            return column.getOrZero(index);
        }

        @Override
        public void set(int index, int value) {
            column.set(index, value);
        }

        @Override
        public void trim(int size) {
            column.trim(size);
        }

        @Override
        public long invariants() {
            return column.invariants();
        }
    }

    private enum Kind {
        INTS,
        LONGS;

        Column column(MemoryMeter meter) {
            return this == INTS ? new Ints(new IntColumn(meter)) : new Longs(new LongColumn(meter));
        }
    }

    /** A column, its meter, and what is expected of it below a size. */
    private static final class Twin {
        private final MemoryMeter meter;
        private final Column column;
        private final int[] expected;
        private int size;

        Twin(MemoryMeter meter, Column column, int[] expected, int size) {
            this.meter = meter;
            this.column = column;
            this.expected = expected;
            this.size = size;
        }

        void set(int index, int value) {
            column.set(index, value);
            // What is behind the size may be anything, so it is written to before it counts.
            for (; size <= index; size++) {
                if (size < index) {
                    column.set(size, 0);
                }
                expected[size] = 0;
            }
            expected[index] = value;
        }

        Twin fork(int last) {
            MemoryMeter forkMeter = meter.fork();
            return new Twin(
                    forkMeter, column.fork(forkMeter, last), Arrays.copyOf(expected, MOST), Math.min(last, size));
        }

        /** Compares every element or, for speed, about one in so many. */
        void check(int oneIn) {
            assertThat(column.invariants()).isEqualTo(meter.usedBytes());
            for (int i = 0; i < size; i += oneIn) {
                if (column.getOrZero(i) != expected[i] || column.get(i) != expected[i]) {
                    assertThat(column.getOrZero(i)).as("at %s of %s", i, size).isEqualTo(expected[i]);
                }
            }
        }
    }

    private static int index(Random random, int size) {
        return switch (random.nextInt(5)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1, 2 -> Math.min(size, MOST - 1);
            default -> random.nextInt(Math.min(MOST, size + 40));
        };
    }

    @ParameterizedTest
    @EnumSource
    void columns_and_their_forks_read_like_arrays(Kind kind) {
        Seeds.each(random -> {
            MemoryMeter meter = new MemoryMeter();
            List<Twin> twins = new ArrayList<>(List.of(new Twin(meter, kind.column(meter), new int[MOST], 0)));
            for (int step = 0; step < 150; step++) {
                Twin twin = twins.get(random.nextInt(twins.size()));
                switch (random.nextInt(12)) {
                    case 0 -> {
                        if (twins.size() < 6) {
                            int size = random.nextBoolean() ? MOST : random.nextInt(twin.size + 1);
                            twins.add(twin.fork(size));
                        }
                    }
                    case 1 -> twin.column.trim(twin.size);
                    case 2 -> {
                        twin.size = random.nextInt(twin.size + 1);
                        twin.column.trim(twin.size);
                    }
                    default -> {
                        for (int i = random.nextInt(8); i >= 0; i--) {
                            twin.set(index(random, twin.size), random.nextInt());
                        }
                    }
                }
                int oneIn = step % 50 == 49 ? 1 : 1 + random.nextInt(100);
                twins.forEach(each -> each.check(oneIn));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void what_was_never_set_reads_as_zero(Kind kind) {
        for (int index : EDGES) {
            MemoryMeter meter = new MemoryMeter();
            Column column = kind.column(meter);
            column.set(0, 1);
            column.set(index, 2);
            for (int other : EDGES) {
                assertThat(column.getOrZero(other)).isEqualTo(other == index ? 2 : other == 0 ? 1 : 0);
                if (other < index) {
                    assertThat(column.get(other)).isEqualTo(other == 0 ? 1 : 0);
                }
            }
            assertThat(meter.usedBytes()).isEqualTo(column.invariants());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_fork_of_fewer_elements_takes_only_their_chunks(Kind kind) {
        MemoryMeter meter = new MemoryMeter();
        Column column = kind.column(meter);
        List<Long> used = new ArrayList<>(List.of(0L));
        for (int i = 0; i < 3 * 4096; i++) {
            column.set(i, i);
            if (i % 4096 == 4095) {
                used.add(meter.usedBytes());
            }
        }
        for (int size : new int[] {0, 1, 4095, 4096, 4097, 8192, 8193, 3 * 4096}) {
            MemoryMeter forkMeter = meter.fork();
            Column fork = column.fork(forkMeter, size);
            assertThat(forkMeter.usedBytes()).as("of %s", size).isEqualTo(used.get((size + 4095) / 4096));
            assertThat(fork.invariants()).isEqualTo(forkMeter.usedBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_column_can_be_trimmed_and_forked(Kind kind) {
        MemoryMeter meter = new MemoryMeter();
        Column column = kind.column(meter);
        column.trim(0);
        column.trim(MOST);
        Column fork = column.fork(meter.fork(), 0);
        fork.set(1, 7);
        column.set(1, 8);
        assertThat(fork.get(1)).isEqualTo(7);
        assertThat(column.get(1)).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource
    void a_column_grows_by_doubling_up_to_a_chunk_and_gives_it_all_back_but_the_first_elements(Kind kind) {
        MemoryMeter meter = new MemoryMeter();
        Column column = kind.column(meter);
        column.set(0, 1);
        long first = meter.usedBytes();
        int bytes = kind == Kind.INTS ? 4 : 8;
        for (int size = 1; size < MOST; size++) {
            column.set(size, size);
            if (column.get(size) != size) {
                assertThat(column.get(size)).isEqualTo(size);
            }
            long room = size < 4096 ? Math.max(16, Integer.highestOneBit(size) * 2) : (size / 4096 + 1) * 4096L;
            long expected = room * bytes + (size / 4096 + 1) * (MemoryMeter.ARRAY_HEADER_BYTES + 8L);
            if (meter.usedBytes() != expected) {
                assertThat(meter.usedBytes()).as("with %s elements", size + 1).isEqualTo(expected);
            }
        }
        assertThat(meter.usedBytes()).isEqualTo(column.invariants()).isGreaterThan(3 * 4096 * 4L);
        column.trim(1);
        assertThat(column.get(0)).isEqualTo(1);
        assertThat(meter.usedBytes()).isEqualTo(column.invariants()).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void an_index_without_a_chunk_reads_as_zero_and_takes_no_memory(Kind kind) {
        MemoryMeter meter = new MemoryMeter();
        Column column = kind.column(meter);
        for (int index : EDGES) {
            assertThat(column.getOrZero(index)).isZero();
        }
        assertThat(meter.usedBytes()).isZero();
    }
}
