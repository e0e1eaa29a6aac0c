package dev.mayfly.eventstore.removal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.support.Seeds;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sets of positions beside a tree set. */
class PositionSetTest {
    private static final int MOST = 30_000;

    @Test
    void a_set_is_what_was_added_however_it_was_added() {
        Seeds.each(4, 20, PositionSetTest::check);
    }

    private static void check(long seed) {
        Random random = new Random(seed);
        TreeSet<Integer> twin = new TreeSet<>();
        PositionSet set = PositionSet.NONE;
        for (int step = 0; step < 12; step++) {
            PositionSet before = set;
            int size = before.size();
            int from = 1 + random.nextInt(MOST);
            switch (random.nextInt(3)) {
                case 0 -> {
                    int to = Math.min(MOST, from + random.nextInt(12_000));
                    set = set.withRun(from, to);
                    for (int position = from; position <= to; position++) {
                        twin.add(position);
                    }
                }
                case 1 -> {
                    int[] positions = random.ints(50, 1, MOST).toArray();
                    set = set.with(positions, 40);
                    for (int i = 0; i < 40; i++) {
                        twin.add(positions[i]);
                    }
                }
                default -> {
                    set = set.upTo(MOST - from);
                    twin.tailSet(MOST - from, false).clear();
                }
            }
            assertThat(before.size()).isEqualTo(size);
            compare(set, twin, random);
        }
    }

    private static void compare(PositionSet set, NavigableSet<Integer> twin, Random random) {
        assertThat(set.size()).isEqualTo(twin.size());
        for (int i = 0; i < 40; i++) {
            int at = 1 + random.nextInt(MOST + 10_000);
            assertThat(set.contains(at)).isEqualTo(twin.contains(at));
            assertThat(set.countUpTo(at)).isEqualTo(twin.headSet(at, true).size());
            Integer present = twin.ceiling(at);
            assertThat(set.nextPresent(at)).isEqualTo(present == null ? 0 : present);
            int next = at;
            while (twin.contains(next)) {
                next++;
            }
            assertThat(set.nextAbsent(at)).isEqualTo(next);
            int previous = at;
            while (twin.contains(previous)) {
                previous--;
            }
            assertThat(set.previousAbsent(at)).isEqualTo(Math.max(0, previous));
        }
    }

    @Test
    void sets_of_millions_are_the_same_as_small_ones() {
        int block = 1 << 20;
        PositionSet set = PositionSet.NONE.withRun(10, 3 * block).with(new int[] {3 * block + 7, 5 * block}, 2);
        assertThat(set.size()).isEqualTo(3 * block - 9 + 2);
        assertThat(set.countUpTo(2 * block)).isEqualTo(2 * block - 9);
        assertThat(set.countUpTo(6 * block)).isEqualTo(set.size());
        assertThat(set.nextAbsent(10)).isEqualTo(3 * block + 1);
        assertThat(set.nextAbsent(5 * block)).isEqualTo(5 * block + 1);
        assertThat(set.previousAbsent(3 * block)).isEqualTo(9);
        assertThat(set.previousAbsent(5 * block)).isEqualTo(5 * block - 1);
        assertThat(set.previousAbsent(7 * block)).isEqualTo(7 * block);
        assertThat(set.nextPresent(1)).isEqualTo(10);
        assertThat(set.nextPresent(3 * block + 8)).isEqualTo(5 * block);
        assertThat(set.nextPresent(5 * block + 1)).isZero();
        PositionSet less = set.upTo(2 * block + 5);
        assertThat(less.size()).isEqualTo(2 * block - 4);
        assertThat(less.contains(2 * block + 5)).isTrue();
        assertThat(less.contains(2 * block + 6)).isFalse();
        assertThat(PositionSet.NONE.withRun(1, 9).withRun(10, 9 * block).size()).isEqualTo(9 * block);
    }

    @Test
    void what_is_wholly_removed_costs_next_to_nothing() {
        assertThat(PositionSet.NONE.withRun(1, 100_000_000).usedBytes()).isLessThan(10_000);
    }
}
