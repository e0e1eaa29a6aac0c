package dev.mayfly.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.projection.ProjectionStatus.Rebuilding;
import dev.mayfly.projection.ProjectionStatus.Stopped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a projection, in any order: what readers see is what folding the log up to the stated position gives.
 *
 * @see Seeds
 */
class ProjectionModelTest {
    private static final int FEW = 100;
    private static final int SEEDS = 300;
    private static final int STEPS = 120;

    @Test
    void every_random_script_leaves_a_state_that_a_naive_fold_gives() {
        Seeds.each(FEW, SEEDS, seed -> new Script(seed).run());
    }

    private static final class Script {
        private final long seed;
        private final Random random;
        private final Workbench bench = new Workbench();
        private final Trail trail;
        private final ProjectionRunner<List<Long>> runner;
        private final Set<Long> heads = new HashSet<>(Set.of(0L));
        private final Set<Long> dropped = new HashSet<>();
        private long lastPosition;

        Script(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.trail = new Trail(random.nextBoolean(), "A");
            this.runner = bench.add(trail);
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step();
                look(i);
            }
            mend();
        }

        private void step() {
            long head = bench.store().prefix().position();
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> {
                    bench.append(random.nextInt(3) == 0 ? "B" : "A", 1 + random.nextInt(9));
                    heads.add(bench.store().prefix().position());
                }
                case 3 -> trail.failing(1 + random.nextInt((int) head + 5), 1 + random.nextInt(6));
                case 4 -> bench.pass();
                case 5 -> bench.work();
                case 6 -> told(runner.stop());
                case 7, 8 -> told(runner.start());
                case 9 -> told(runner.rebuild());
                case 10 -> parked().forEach(position -> told(runner.retry(position)));
                case 11 ->
                    parked().stream().findAny().ifPresent(position -> {
                        dropped.add(position);
                        told(runner.drop(position));
                    });
                default -> bench.workOnce();
            }
        }

        /** What the projection is told it does when it works the next time, and not before. */
        private static void told(CompletableFuture<?> done) {
            assertThat(done).isNotDone();
        }

        private List<Long> parked() {
            return runner.report().parked().stream().map(ParkedEvent::position).toList();
        }

        private List<Long> wanted(long position) {
            return Reading.search(bench.store().prefixAt(position), trail.criteria());
        }

        private void look(int step) {
            Snapshot<List<Long>> seen = runner.snapshot();
            String where = "seed " + seed + " step " + step;
            assertThat(heads).as(where).contains(seen.position());
            assertThat(seen.position()).as(where).isGreaterThanOrEqualTo(lastPosition);
            lastPosition = seen.position();
            assertThat(seen.state()).as(where).doesNotHaveDuplicates().isSubsetOf(wanted(seen.position()));
            // What is parked is that of the rebuild while there is one, and the state is not.
            boolean rebuilding = runner.report().status() instanceof Rebuilding;
            if (!rebuilding && runner.report().progress() == seen.position()) {
                List<Long> missing = new ArrayList<>(wanted(seen.position()));
                missing.removeAll(seen.state());
                missing.removeAll(parked());
                assertThat(dropped).as(where).containsAll(missing);
            }
        }

        /** Ends all trouble: then the state is that of a rebuild, and each event is in it in its place. */
        private void mend() {
            trail.failures.clear();
            while (runner.report().lag() > 0 || runner.report().status() instanceof Stopped) {
                told(runner.start());
                bench.work();
                bench.pass();
            }
            look(STEPS);
            told(runner.rebuild());
            bench.work();
            assertThat(runner.snapshot().state()).as("seed " + seed).isEqualTo(wanted(lastPosition));
            assertThat(runner.report().parked()).isEmpty();
            assertThat(runner.report().status().word()).isEqualTo("live");
        }
    }
}
