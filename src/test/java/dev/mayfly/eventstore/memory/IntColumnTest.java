package dev.mayfly.eventstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.support.Race;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What only an {@link IntColumn} can, and what its readers see. */
class IntColumnTest {
    private static final int MOST = 3 * 4096 + 17;
    private static final int[] EDGES = {0, 1, 15, 16, 17, 31, 32, 63, 64, 4095, 4096, 4097, 8191, 8192, MOST - 1};

    @Test
    void zeros_read_as_zero_whatever_the_column_they_are_as_long_as_and_take_memory_where_they_are_written_to() {
        for (int size : new int[] {1, 16, 17, 4096, 4097, MOST}) {
            IntColumn column = new IntColumn(new MemoryMeter());
            for (int i = 0; i < size; i++) {
                column.set(i, -1);
            }
            MemoryMeter meter = new MemoryMeter();
            IntColumn zeros = column.zeros(meter);
            assertThat(meter.usedBytes()).isZero();
            assertThat(zeros.get(size - 1)).isZero();
            zeros.set(size - 1, 7);
            assertThat(zeros.get(size - 1)).isEqualTo(7);
            assertThat(zeros.getOrZero(size - 2 & 4095)).isZero();
            assertThat(column.get(size - 1)).isEqualTo(-1);
            assertThat(meter.usedBytes()).isEqualTo(zeros.invariants()).isPositive();
        }
    }

    @Test
    void zeros_that_are_trimmed_still_take_nothing() {
        for (int size : new int[] {0, 1, 100, 4095, 4096, 4097}) {
            IntColumn column = new IntColumn(new MemoryMeter());
            column.set(4097, 1);
            MemoryMeter meter = new MemoryMeter();
            IntColumn zeros = column.zeros(meter);
            zeros.trim(size);
            assertThat(meter.usedBytes())
                    .as("trimmed to %s", size)
                    .isEqualTo(zeros.invariants())
                    .isZero();
        }
    }

    @Test
    void trimming_zeros_keeps_every_value_that_is_none() {
        for (int last : EDGES) {
            MemoryMeter meter = new MemoryMeter();
            IntColumn column = new IntColumn(meter);
            column.set(MOST, 1);
            column.set(MOST, 0);
            column.set(last, 5);
            column.trimZeros();
            assertThat(column.getOrZero(last)).isEqualTo(5);
            assertThat(column.getOrZero(MOST)).isZero();
            assertThat(meter.usedBytes()).isEqualTo(column.invariants());
            if (last < 16) {
                assertThat(meter.usedBytes()).isLessThan(256);
            }
        }
    }

    @Test
    @Tag("threads")
    void readers_see_everything_that_was_written_before_what_is_published() {
        IntColumn column = new IntColumn(new MemoryMeter());
        Published published = new Published();
        Race.run(
                () -> {
                    for (int i = 1; i < MOST; i++) {
                        column.set(i, ~i);
                        published.publish(i);
                        if (i % 1000 == 0) {
                            column.fork(new MemoryMeter()).set(i, 0);
                        }
                    }
                },
                () -> {
                    int end = published.end();
                    for (int i = 1; i <= end; i++) {
                        if (column.get(i) != ~i) {
                            assertThat(column.get(i)).as("at %s of %s", i, end).isEqualTo(~i);
                        }
                    }
                });
    }

    @Test
    void the_next_value_that_is_not_zero_is_found_across_what_takes_no_memory() {
        IntColumn column = new IntColumn(new MemoryMeter());
        assertThat(column.nextNonZero(0)).isEqualTo(-1);
        column.set(2 * MOST, 0);
        assertThat(column.nextNonZero(0)).isEqualTo(-1);
        int[] set = IntStream.concat(IntStream.of(EDGES), IntStream.of(1 << 30)).toArray();
        for (int index : set) {
            column.set(index, 7);
        }
        int next = -1;
        for (int index : set) {
            next = column.nextNonZero(next + 1);
            assertThat(next).isEqualTo(index);
            assertThat(column.nextNonZero(index)).isEqualTo(index);
        }
        assertThat(column.nextNonZero((1 << 30) + 1)).isEqualTo(-1);
        assertThat(column.nextNonZero(Integer.MAX_VALUE)).isEqualTo(-1);
    }
}
