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
    void what_is_wholly_removed_costs_next_to_nothing() {
        assertThat(PositionSet.NONE.withRun(1, 100_000_000).usedBytes()).isLessThan(400_000);
    }
}
