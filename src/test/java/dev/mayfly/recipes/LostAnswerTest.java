package dev.mayfly.recipes;

import static dev.mayfly.recipes.TestRuns.failures;
import static dev.mayfly.recipes.TestRuns.run;
import static dev.mayfly.recipes.TestRuns.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** The recipe that needs faults works, where they are enabled. */
@QuarkusTest
class LostAnswerTest {
    @Test
    void the_recipe_works() {
        EngineExecutionResults results = run(LostAnswerRecipe.class);
        assertThat(failures(results)).isEmpty();
        assertThat(succeeded(results)).isEqualTo(2);
    }
}
