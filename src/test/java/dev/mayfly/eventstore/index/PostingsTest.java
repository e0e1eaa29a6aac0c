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
