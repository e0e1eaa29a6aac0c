package dev.mayfly.docs;

import static dev.mayfly.docs.TestRuns.failures;
import static dev.mayfly.docs.TestRuns.run;
import static dev.mayfly.docs.TestRuns.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** The recipe that needs faults works, where they are enabled. */
@ServerTest
@TestProfile(FaultSettings.class)
class LostAnswerRecipeIT {
    @Test
    void the_recipe_works() throws ClassNotFoundException {
        EngineExecutionResults results = run(Class.forName("dev.mayfly.recipes.LostAnswerTest"));
        assertThat(failures(results)).isEmpty();
        assertThat(succeeded(results)).isEqualTo(2);
    }
}
