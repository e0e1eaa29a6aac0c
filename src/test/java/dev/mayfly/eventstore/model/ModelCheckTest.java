package dev.mayfly.eventstore.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model test finds what is wrong, and finds nothing where nothing is. */
class ModelCheckTest {
    /** A store with a fault that takes several events to show. */
    private static EventStore fullTooSoon(TimeSource clock) {
        return new NaiveEventStore(clock, 1_500);
    }

    private static EventStore late(TimeSource clock) {
        return new NaiveEventStore(() -> clock.epochNanos() + 1, Long.MAX_VALUE);
    }

    @Test
    void a_right_store_passes() {
        ModelCheck check = new ModelCheck(clock -> new NaiveEventStore(clock, Long.MAX_VALUE), 250);
        for (long seed = 1; seed <= 5; seed++) {
            check.run(seed);
        }
        assertThat(new Script(new ScriptGenerator(1).script(250)).operations()).hasSize(250);
    }

    @Test
    void a_wrong_store_fails_with_its_seed_and_script() {
        assertThatThrownBy(() -> new ModelCheck(ModelCheckTest::late, 250).run(3))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("seed 3", "  1. append", "engine:", "naive:");
    }

    @Test
    void no_step_of_a_shortened_script_can_be_spared() {
        Script script = new Script(new ScriptGenerator(7).script(250));
        List<Operation> shortest = new ModelCheck(ModelCheckTest::fullTooSoon, 250)
                .shortest(script)
                .operations();
        assertThat(shortest).hasSizeBetween(1, 8).allMatch(step -> step instanceof Operation.AppendBatch);
        assertThat(new Script(shortest).difference(ModelCheckTest::fullTooSoon)).isPresent();
        for (int i = 0; i < shortest.size(); i++) {
            List<Operation> without = new ArrayList<>(shortest);
            without.remove(i);
            assertThat(new Script(without).difference(ModelCheckTest::fullTooSoon))
                    .isEmpty();
        }
    }

    @Test
    void a_seed_always_gives_the_same_script() {
        assertThat(new Script(new ScriptGenerator(9).script(250)))
                .hasToString(new Script(new ScriptGenerator(9).script(250)).toString());
    }
}
