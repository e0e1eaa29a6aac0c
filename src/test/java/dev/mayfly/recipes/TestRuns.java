package dev.mayfly.recipes;

import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes within a test, against the application that is being tested. */
public final class TestRuns {
    private TestRuns() {}

    /** Runs all tests of some classes with Mayfly's address set. */
    public static EngineExecutionResults run(Class<?>... classes) {
        return run(Map.of("mayfly.url", "http://localhost:" + RestAssured.port + "/"), classes);
    }

    /** Runs all tests of some classes with these configuration parameters. */
    public static EngineExecutionResults run(Map<String, String> parameters, Class<?>... classes) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameters(parameters)
                .selectors(List.of(classes).stream()
                        .map(DiscoverySelectors::selectClass)
                        .toArray(DiscoverySelector[]::new))
                .execute();
    }

    /** Returns what failed, tests and classes alike. */
    public static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents()
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .toList();
    }

    /** Returns how many tests succeeded. */
    public static long succeeded(EngineExecutionResults results) {
        return results.testEvents().succeeded().count();
    }
}
