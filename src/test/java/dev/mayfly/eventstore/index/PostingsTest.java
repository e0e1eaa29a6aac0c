package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of positions that are added one by one or many at once. */
class PostingsTest {
    private static final int ROWS = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void positions_that_are_added_at_once_are_read_like_those_added_one_by_one(long seed) {
        Random random = new Random(seed);
        Postings postings = new Postings(new MemoryMeter(), new UndoCount());
        List<List<Integer>> expected = new ArrayList<>();
        for (int row = 0; row <= ROWS; row++) {
            expected.add(new ArrayList<>());
        }
        int first = 1;
        for (int round = 0; round < 400; round++) {
            for (int row = 1; row <= ROWS; row++) {
                // From rows that have next to nothing to rows that have almost everything.
                long bits = random.nextLong();
                for (int i = row; i < ROWS; i++) {
                    bits &= random.nextLong();
                }
                if (random.nextInt(4) == 0) {
                    for (long left = bits; left != 0; left &= left - 1) {
                        postings.add(row, first + Long.numberOfTrailingZeros(left));
                    }
                } else {
                    postings.addAll(row, first, bits);
                }
                for (long left = bits; left != 0; left &= left - 1) {
                    expected.get(row).add(first + Long.numberOfTrailingZeros(left));
                }
            }
            first += Long.SIZE + (random.nextInt(10) == 0 ? random.nextInt(1 << 20) : 0);
        }
        postings.publish();
        for (int row = 1; row <= ROWS; row++) {
            assertThat(postings.count(row)).isEqualTo(expected.get(row).size());
            assertThat(read(postings, row, true)).isEqualTo(expected.get(row));
            List<Integer> backwards = new ArrayList<>(expected.get(row));
            Collections.reverse(backwards);
            assertThat(read(postings, row, false)).isEqualTo(backwards);
        }
    }

    @Test
    void a_row_of_consecutive_positions_takes_little_more_than_a_byte_for_each() {
        int many = 64_000;
        MemoryMeter oneByOne = new MemoryMeter();
        Postings postings = new Postings(oneByOne, new UndoCount());
        for (int position = 1; position <= many; position++) {
            postings.add(1, position);
        }
        assertThat(oneByOne.usedBytes()).isBetween((long) many, many + many / 10L);
        MemoryMeter atOnce = new MemoryMeter();
        postings = new Postings(atOnce, new UndoCount());
        for (int first = 1; first < many; first += Long.SIZE) {
            postings.addAll(1, first, -1);
        }
        assertThat(atOnce.usedBytes()).isEqualTo(oneByOne.usedBytes());
    }

    @Test
    void what_is_added_to_a_row_on_one_side_of_a_fork_does_not_show_when_the_other_side_grows_elsewhere() {
        for (int size : new int[] {1, 5, 9, 30, 60, 500}) {
            for (boolean inFork : new boolean[] {false, true}) {
                MemoryMeter meter = new MemoryMeter();
                Postings original = new Postings(meter, new UndoCount());
                List<Integer> expected = new ArrayList<>();
                for (int position = 1; position <= size; position++) {
                    original.add(1, position);
                    expected.add(position);
                }
                original.publish();
                Postings fork = original.fork(meter.fork(), new UndoCount(), size, false);
                Postings added = inFork ? fork : original;
                Postings other = inFork ? original : fork;
                added.add(1, 1000);
                added.publish();
                for (int position = 1000; position < 1100; position++) {
                    other.add(2, position);
                }
                other.publish();
                assertThat(read(other, 1, true)).isEqualTo(expected);
                assertThat(read(other, 2, true)).hasSize(100);
                other.add(1, 2000);
                other.publish();
                expected.add(2000);
                assertThat(read(other, 1, true)).isEqualTo(expected);
                expected.set(size, 1000);
                assertThat(read(added, 1, true)).isEqualTo(expected);
            }
        }
    }

    @Test
    void trimming_gives_back_what_no_position_is_in_and_says_whether_there_may_be_more() {
        MemoryMeter meter = new MemoryMeter();
        UndoCount undos = new UndoCount();
        Postings postings = new Postings(meter, undos);
        postings.add(1, 1);
        postings.publish();
        while (postings.trim()) {
            assertThat(postings.invariants(1)).isEqualTo(meter.usedBytes());
        }
        long before = meter.usedBytes();
        for (int row = 1; row <= 10_000; row++) {
            postings.add(row, 10 + row);
        }
        undos.begin();
        for (int row = 1; row <= 10_000; row++) {
            postings.truncate(row, 1);
        }
        undos.end();
        postings.undo();
        assertThat(meter.usedBytes()).isGreaterThan(before + 10_000 * 4 * 5);
        assertThat(postings.trim()).isTrue();
        assertThat(postings.trim()).isFalse();
        assertThat(meter.usedBytes()).isLessThanOrEqualTo(before).isEqualTo(postings.invariants(1));
        assertThat(read(postings, 1, true)).containsExactly(1);
        assertThat(read(postings, 2, true)).isEmpty();
    }

    @Test
    void reading_ahead_for_a_row_without_positions_yields_zero() {
        Postings postings = new Postings(new MemoryMeter(), new UndoCount());
        assertThat(postings.tailGuess(7)).isZero();
        assertThat(postings.sliceGuess(0)).isZero();
        postings.add(7, 100);
        assertThat(postings.tailGuess(6)).isZero();
        assertThat(postings.tailGuess(7)).isNotZero();
        assertThat(postings.sliceGuess(postings.tailGuess(7))).isNotZero();
    }

    private static List<Integer> read(Postings postings, int row, boolean ascending) {
        PostingCursor cursor = new PostingCursor(postings, row, 0, Integer.MAX_VALUE - 1, ascending);
        List<Integer> positions = new ArrayList<>();
        for (int position = cursor.next(); position != 0; position = cursor.next()) {
            positions.add(position);
        }
        return positions;
    }
}
