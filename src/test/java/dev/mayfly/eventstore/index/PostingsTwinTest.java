package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.Published;
import dev.mayfly.eventstore.memory.UndoCount;
import dev.mayfly.eventstore.support.Race;
import dev.mayfly.eventstore.support.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link Postings}, their forks and what is undone in them, beside lists. */
class PostingsTwinTest {
    private static final int ROWS = 6;

    /** An index, its meter, and its rows. */
    private static final class Twin {
        private final MemoryMeter meter;
        private final UndoCount undos;
        private final Postings postings;
        private final List<List<Integer>> rows = new ArrayList<>();
        private int head;

        Twin(MemoryMeter meter, UndoCount undos, Postings postings, int head) {
            this.meter = meter;
            this.undos = undos;
            this.postings = postings;
            this.head = head;
            for (int row = 0; row <= ROWS; row++) {
                rows.add(new ArrayList<>());
            }
        }

        static Twin empty() {
            MemoryMeter meter = new MemoryMeter();
            UndoCount undos = new UndoCount();
            return new Twin(meter, undos, new Postings(meter, undos), 0);
        }

        Twin fork(int last) {
            MemoryMeter forkMeter = meter.fork();
            UndoCount forkUndos = new UndoCount();
            Twin fork = new Twin(forkMeter, forkUndos, postings.fork(forkMeter, forkUndos, last, last < head), last);
            for (int row = 1; row <= ROWS; row++) {
                fork.rows.get(row).addAll(upTo(row, last));
            }
            return fork;
        }

        List<Integer> upTo(int row, int bound) {
            return rows.get(row).stream().filter(position -> position <= bound).toList();
        }

        /** Adds a batch whose first rows are in nearly every event, and the last in few; returns its last position. */
        int stage(Random random, int size) {
            int position = head;
            for (int i = 0; i < size; i++) {
                position += random.nextInt(50) == 0 ? 1 + random.nextInt(1 << 15) : 1;
                for (int row = 1; row <= ROWS; row++) {
                    if (random.nextInt(1 << row) == 0) {
                        postings.add(row, position);
                        rows.get(row).add(position);
                    }
                }
            }
            return position;
        }

        void commit(int last) {
            postings.publish();
            head = last;
        }

        void undo() {
            undos.begin();
            for (int row = 1; row <= ROWS; row++) {
                postings.truncate(row, head);
                rows.get(row).removeIf(position -> position > head);
            }
            undos.end();
            postings.undo();
        }

        void addAll(Random random) {
            int first = head + 1;
            for (int row = 1; row <= ROWS; row++) {
                long half = random.nextLong();
                long bits = half & random.nextLong();
                postings.addAll(row, first, bits);
                for (long left = bits; left != 0; left &= left - 1) {
                    rows.get(row).add(first + Long.numberOfTrailingZeros(left));
                }
            }
            commit(head + Long.SIZE);
        }

        void check(Random random) {
            assertThat(postings.invariants(ROWS)).isEqualTo(meter.usedBytes());
            for (int row = 1; row <= ROWS; row++) {
                List<Integer> all = upTo(row, head);
                assertThat(read(row, 0, head, true)).isEqualTo(all);
                int bound = random.nextInt(head + 1);
                int after = random.nextInt(bound + 1);
                List<Integer> some =
                        all.stream().filter(p -> p > after && p <= bound).toList();
                assertThat(read(row, after, bound, true)).isEqualTo(some);
                List<Integer> backwards = new ArrayList<>(some);
                Collections.reverse(backwards);
                assertThat(read(row, after, bound, false)).isEqualTo(backwards);
                List<Integer> before = upTo(row, bound);
                assertThat(postings.countUpTo(row, bound)).isEqualTo(before.size());
                assertThat(postings.countUpTo(row, head)).isEqualTo(all.size());
                assertThat(postings.count(row)).isGreaterThanOrEqualTo(all.size());
                int last = before.isEmpty() ? 0 : before.get(before.size() - 1);
                assertThat(postings.last(row, bound)).isEqualTo(last);
                assertThat(postings.first(row, bound)).isEqualTo(before.isEmpty() ? 0 : before.get(0));
                int begin = postings.lastSliceFirst(row, bound, position -> position <= after);
                if (upTo(row, after).isEmpty()) {
                    assertThat(begin).isZero();
                } else {
                    assertThat(all).contains(begin);
                    assertThat(begin).isLessThanOrEqualTo(after);
                    assertThat(all.indexOf(begin) + Slices.MOST_BYTES)
                            .isGreaterThan(upTo(row, after).size() - 1);
                }
            }
        }

        List<Integer> read(int row, int after, int bound, boolean ascending) {
            PostingCursor cursor = new PostingCursor(postings, row, after, bound, ascending);
            List<Integer> found = new ArrayList<>();
            for (int position = cursor.next(); position != 0; position = cursor.next()) {
                found.add(position);
            }
            assertThat(cursor.next()).isZero();
            return found;
        }
    }

    @Test
    void rows_and_those_of_forks_read_like_lists_whatever_is_undone() {
        Seeds.each(random -> {
            List<Twin> twins = new ArrayList<>(List.of(Twin.empty()));
            for (int step = 0; step < 60; step++) {
                int chosen = random.nextInt(twins.size());
                Twin twin = twins.get(chosen);
                int size = 1 << random.nextInt(9);
                switch (random.nextInt(10)) {
                    case 0, 1 -> {
                        Twin fork = twin.fork(random.nextBoolean() ? twin.head : random.nextInt(twin.head + 1));
                        if (twins.size() < 4) {
                            twins.add(fork);
                        } else {
                            twins.set(chosen, fork);
                        }
                    }
                    case 2, 3 -> {
                        twin.stage(random, size);
                        twin.undo();
                    }
                    case 4 -> twin.addAll(random);
                    case 5 -> twin.postings.trim();
                    default -> twin.commit(twin.stage(random, size));
                }
                for (Twin each : twins) {
                    each.check(random);
                }
            }
        });
    }

    @Test
    void a_fork_of_a_fork_of_fewer_and_fewer_positions_has_just_those() {
        Seeds.each(random -> {
            Twin twin = Twin.empty();
            twin.commit(twin.stage(random, 600));
            List<Twin> all = new ArrayList<>(List.of(twin));
            for (int generation = 0; generation < 12; generation++) {
                twin = twin.fork(twin.head - twin.head / 10);
                if (random.nextBoolean()) {
                    twin.commit(twin.stage(random, 20));
                }
                all.add(twin);
            }
            for (Twin each : all) {
                each.check(random);
            }
        });
    }

    @Test
    void rows_that_are_undone_wholly_again_and_again_leave_next_to_nothing_behind() {
        Random random = new Random(1);
        Twin twin = Twin.empty();
        twin.stage(random, 5000);
        twin.undo();
        long first = twin.meter.usedBytes();
        for (int round = 0; round < 20; round++) {
            twin.stage(random, 5000);
            twin.undo();
            twin.check(random);
        }
        // The slots of their directories stay.
        assertThat(twin.meter.usedBytes() - first).isLessThan(20L * ROWS * 64);
    }

    @Test
    @Tag("threads")
    void readers_see_each_row_up_to_what_is_published_while_batches_are_undone() {
        Twin twin = Twin.empty();
        Published published = new Published();
        Race.run(
                () -> {
                    for (int round = 1; round <= 400; round++) {
                        int undone = round % 3;
                        for (int i = 1; i <= undone * 40; i++) {
                            // Distances that take another number of bytes than those of what comes after.
                            twin.postings.add(1 + i % 2, twin.head + 200 * i);
                        }
                        if (undone > 0) {
                            twin.undo();
                        }
                        for (int position = twin.head + 1; position <= 50 * round; position++) {
                            twin.postings.add(1 + position % 2, position);
                        }
                        twin.commit(50 * round);
                        published.publish(twin.head);
                    }
                },
                () -> {
                    int bound = published.end();
                    for (int row = 1; row <= 2; row++) {
                        int odd = row - 1;
                        List<Integer> expected = IntStream.rangeClosed(1, bound)
                                .filter(position -> position % 2 == odd)
                                .boxed()
                                .toList();
                        if (!twin.read(row, 0, bound, true).equals(expected)) {
                            assertThat(twin.read(row, 0, bound, true)).isEqualTo(expected);
                            throw new AssertionError("row " + row + " was another up to " + bound);
                        }
                        assertThat(twin.postings.countUpTo(row, bound)).isEqualTo(expected.size());
                    }
                });
    }
}
