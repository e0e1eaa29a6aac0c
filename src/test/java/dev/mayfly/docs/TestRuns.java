package dev.mayfly.docs;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes within a test, against the application that is being tested. */
public final class TestRuns {
    private static final Path RECIPES = Path.of("src/test/java/dev/mayfly/recipes");

    private TestRuns() {}

    /** Returns the names of the recipes' classes, without those that they only use. */
    static List<String> recipes() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("Http") && !name.equals("package-info"))
                    .map("dev.mayfly.recipes."::concat)
                    .sorted()
                    .toList();
        }
    }

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
