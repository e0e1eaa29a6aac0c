package dev.mayfly.eventstore.column;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.Published;
import dev.mayfly.eventstore.memory.UndoCount;
import dev.mayfly.eventstore.support.Race;
import dev.mayfly.eventstore.support.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link Causes} beside a list of each event's cause. */
class CausesTest {
    private static final int FOREIGN = 20;

    /** The effects, and the cause of each position; there is none at 0. */
    private static final class Twin {
        private final MemoryMeter meter;
        private final IntColumn cause;
        private final UndoCount undos;
        private final Causes causes;
        private final List<Integer> expected;

        Twin(MemoryMeter meter, IntColumn cause, UndoCount undos, Causes causes, List<Integer> expected) {
            this.meter = meter;
            this.cause = cause;
            this.undos = undos;
            this.causes = causes;
            this.expected = new ArrayList<>(expected);
        }

        static Twin empty() {
            MemoryMeter meter = new MemoryMeter();
            IntColumn cause = new IntColumn(meter);
            UndoCount undos = new UndoCount();
            return new Twin(meter, cause, undos, new Causes(meter, cause, undos), List.of(0));
        }

        int head() {
            return expected.size() - 1;
        }

        Twin fork(int last) {
            MemoryMeter forkMeter = meter.fork();
            IntColumn forkCause = cause.fork(forkMeter, last + 1);
            UndoCount forkUndos = new UndoCount();
            Causes fork = causes.fork(forkMeter, forkCause, forkUndos, last, last < head());
            return new Twin(forkMeter, forkCause, forkUndos, fork, expected.subList(0, last + 1));
        }

        void add(int by) {
            int position = expected.size();
            cause.set(position, by);
            expected.add(by);
            if (by != 0) {
                causes.add(position);
            }
        }

        void undo(int last) {
            undos.begin();
            for (int position = head(); position > last; position--) {
                causes.remove(position);
            }
            undos.end();
            expected.subList(last + 1, expected.size()).clear();
        }

        void check(Random random) {
            assertThat(causes.usedBytes() + cause.invariants()).isEqualTo(meter.usedBytes());
            int bound = random.nextInt(head() + 1);
            int after = random.nextInt(bound + 1);
            for (int by = -FOREIGN; by <= head(); by++) {
                if (by != 0) {
                    check(by, after, bound);
                }
            }
        }

        private void check(int by, int after, int bound) {
            int[] all = IntStream.rangeClosed(1, head())
                    .filter(position -> expected.get(position) == by)
                    .toArray();
            assertThat(causes.effects(by, 0, head())).isEqualTo(all);
            assertThat(causes.effects(by, after, bound))
                    .isEqualTo(IntStream.of(all)
                            .filter(position -> position > after && position <= bound)
                            .toArray());
            assertThat(causes.last(by)).isBetween(all.length == 0 ? 0 : all[all.length - 1], head());
            assertThat(causes.count(by, Integer.MAX_VALUE)).isGreaterThanOrEqualTo(all.length);
            assertThat(causes.count(by, 2)).isBetween(Math.min(2, all.length), 2);
        }
    }

    private static void stage(Twin twin, Random random, int size) {
        for (int i = 0; i < size; i++) {
            int head = twin.head();
            twin.add(
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> -1 - random.nextInt(FOREIGN);
                        case 2 -> head == 0 ? 0 : head;
                        default -> head == 0 ? 0 : 1 + random.nextInt(head);
                    });
        }
    }

    @Test
    void effects_are_found_as_in_a_list_whatever_is_undone_or_forked() {
        Seeds.each(random -> {
            List<Twin> twins = new ArrayList<>(List.of(Twin.empty()));
            for (int step = 0; step < 50; step++) {
                int chosen = random.nextInt(twins.size());
                Twin twin = twins.get(chosen);
                int size = 1 + random.nextInt(1 << random.nextInt(6));
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
                        stage(twin, random, size);
                        twin.undo(head);
                    }
                    case 4 -> twin.causes.trim(twin.head(), FOREIGN);
                    default -> stage(twin, random, size);
                }
                for (Twin each : twins) {
                    each.check(random);
                }
            }
        });
    }

    @Test
    void forks_of_fewer_and_fewer_events_have_just_their_effects_however_many_follow_each_other() {
        Seeds.each(random -> {
            Twin twin = Twin.empty();
            stage(twin, random, 150);
            for (int generation = 0; generation < 25; generation++) {
                twin = twin.fork(twin.head() - 1 - random.nextInt(3));
                stage(twin, random, random.nextInt(4));
                twin.check(random);
            }
        });
    }

    @Test
    void forks_that_follow_each_other_are_counted_for_what_they_hold() {
        Twin twin = Twin.empty();
        stage(twin, new Random(1), 100);
        long most = 0;
        for (int generation = 0; generation < 60; generation++) {
            twin = twin.fork(twin.head() - 1);
            stage(twin, new Random(generation), 1);
            most = generation == 20 ? twin.meter.usedBytes() : most;
        }
        assertThat(twin.meter.usedBytes()).isLessThanOrEqualTo(most * 2);
    }

    @Test
    void readers_see_the_effects_up_to_what_is_published_while_others_are_undone() {
        Twin twin = Twin.empty();
        Published published = new Published();
        Race.run(
                () -> {
                    for (int batch = 0; batch < 400; batch++) {
                        int head = twin.head();
                        for (int i = 0; i < batch % 3 * 10; i++) {
                            twin.add(-1 - i % 2);
                        }
                        twin.undo(head);
                        for (int i = 1; i <= 10; i++) {
                            twin.add(-1 - (head + i) % 2);
                        }
                        published.publish(twin.head());
                    }
                },
                () -> {
                    int bound = published.end();
                    int[] expected = IntStream.rangeClosed(1, bound)
                            .filter(position -> position % 2 == 0)
                            .toArray();
                    assertThat(twin.causes.effects(-1, 0, bound)).isEqualTo(expected);
                });
    }
}
