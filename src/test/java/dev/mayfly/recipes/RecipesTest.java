package dev.mayfly.recipes;

import static dev.mayfly.recipes.TestRuns.failures;
import static dev.mayfly.recipes.TestRuns.run;
import static dev.mayfly.recipes.TestRuns.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** The recipes in Java do what they say, against the application. The one with a container needs Docker: it is compiled. */
@QuarkusTest
class RecipesTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                StorePerTestRecipe.class,
                ForkPerTestRecipe.class,
                GivenWhenThenRecipe.class,
                ProjectionRecipe.class,
                RepeatedRequestRecipe.class,
                ClockRecipe.class
            })
    void a_recipe_works(Class<?> recipe) {
        EngineExecutionResults results = run(recipe);
        assertThat(failures(results)).isEmpty();
        assertThat(succeeded(results)).isPositive();
    }
}
