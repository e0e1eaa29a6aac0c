package dev.mayfly.docs;

import static dev.mayfly.docs.TestRuns.failures;
import static dev.mayfly.docs.TestRuns.run;
import static dev.mayfly.docs.TestRuns.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** The recipes in Java do what they say, against the application. */
@ServerTest
class RecipesIT {
    /** One needs faults, which {@link LostAnswerRecipeIT} has; one needs Docker, and is compiled only. */
    private static final Set<String> ELSEWHERE =
            Set.of("dev.mayfly.recipes.LostAnswerTest", "dev.mayfly.recipes.ContainerTest");

    static Stream<String> recipes() throws IOException {
        return TestRuns.recipes().stream().filter(name -> !ELSEWHERE.contains(name));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_recipe_works(String recipe) throws ClassNotFoundException {
        EngineExecutionResults results = run(Class.forName(recipe));
        assertThat(failures(results)).isEmpty();
        assertThat(succeeded(results)).isPositive();
    }
}
