package dev.mayfly.eventstore.model;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.CopyingSteps;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.log.FailingEventStore;
import dev.mayfly.eventstore.support.BranchingEventStore;
import dev.mayfly.eventstore.support.Seeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The embedded engine and the naive store do the same in random scripts.
 *
 * @see Seeds
 */
class EventStoreModelTest {
    private static final int OPERATIONS = 250;
    private static final int FEW = 40;
    private static final int SEEDS = 250;
    private static final int LONG_OPERATIONS_BEHIND_A_BATCH = 12;
    private static final int FEW_LONG = 1;
    private static final int LONG_SEEDS = 3;
    private static final long LIMIT_BYTES = 256L << 20;

    @Test
    void every_random_script_does_the_same_on_the_engine_as_on_the_naive_store() {
        ModelCheck check = new ModelCheck(clock -> new EmbeddedEventStore("model", LIMIT_BYTES, clock), OPERATIONS);
        Seeds.each(FEW, SEEDS, check::run);
    }

    /** A short run takes one of the two, by chance: they are the longest of all. */
    @Test
    @Tag("slow")
    @Tag("whole")
    void every_random_script_over_a_long_log_does_the_same_on_the_engine_forked_or_not_as_on_the_naive_store() {
        ModelCheck whole = new ModelCheck(
                clock -> new EmbeddedEventStore("model", LIMIT_BYTES, clock), LONG_OPERATIONS_BEHIND_A_BATCH);
        ModelCheck forked = new ModelCheck(clock -> branching(clock, 2), LONG_OPERATIONS_BEHIND_A_BATCH);
        Seeds.each(FEW_LONG, LONG_SEEDS, seed -> (seed % 2 == 0 ? whole : forked).runLong(seed));
        Seeds.each(0, LONG_SEEDS, seed -> (seed % 2 == 0 ? forked : whole).runLong(seed));
    }

    @Test
    void every_random_script_does_the_same_on_a_log_that_is_forked_again_and_again() {
        for (int oneIn : new int[] {1, 5, 40}) {
            ModelCheck check = new ModelCheck(clock -> branching(clock, oneIn), OPERATIONS);
            Seeds.each(FEW / 12, SEEDS / 12, check::run);
        }
    }

    @Test
    void every_random_script_does_the_same_on_a_forked_log_when_each_append_fails_half_way() {
        ModelCheck check = new ModelCheck(
                clock -> new BranchingEventStore(each -> new FailingEventStore(LIMIT_BYTES, each), clock, 1, 3),
                OPERATIONS);
        Seeds.each(FEW / 10, SEEDS / 10, check::run);
    }

    @Test
    void every_random_script_does_the_same_when_what_is_left_is_copied_in_small_steps() {
        for (int positions : new int[] {1, 3, 20}) {
            ModelCheck check = new ModelCheck(clock -> CopyingSteps.of(LIMIT_BYTES, clock, positions), OPERATIONS);
            Seeds.each(FEW / 8, SEEDS / 4, check::run);
        }
    }

    private static EventStore branching(TimeSource clock, int oneIn) {
        return new BranchingEventStore(each -> new EmbeddedEventStore("model", LIMIT_BYTES, each), clock, oneIn, oneIn);
    }

    @Test
    void every_random_script_does_the_same_when_each_append_fails_half_way_before_it_goes_through() {
        ModelCheck check = new ModelCheck(clock -> new FailingEventStore(LIMIT_BYTES, clock), OPERATIONS);
        Seeds.each(FEW / 10, SEEDS / 10, check::run);
    }
}
