package dev.mayfly.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.testing.conformance.EventStoreConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The conformance suite itself is held to its word: every test can fail, and none is left out. */
class ConformanceGuardTest {
    static final class OnAStoreThatDoesNothing extends EventStoreConformance {
        @Override
        public EventStore newStore(TimeSource clock, long limitBytes) {
            return new DoNothingEventStore();
        }
    }

    static class ThatOverridesARule extends EventStoreConformance {
        @Override
        public EventStore newStore(TimeSource clock, long limitBytes) {
            return new EmbeddedEventStore("conformance", limitBytes, clock);
        }

        @Override
        public void tags_keep_their_order() {}
    }

    private static Events run(Class<? extends EventStoreConformance> suite) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(suite))
                .execute()
                .testEvents();
    }

    private static long tests() {
        return Arrays.stream(EventStoreConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
    }

    @Test
    void a_store_that_does_nothing_fails_every_test() {
        Events events = run(OnAStoreThatDoesNothing.class);
        List<String> passed = events.succeeded()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName())
                .toList();
        assertThat(passed).isEmpty();
        assertThat(events.failed().count()).isEqualTo(tests());
        assertThat(events.skipped().count() + events.aborted().count()).isZero();
    }

    @Test
    void the_embedded_engine_leaves_no_test_out() {
        Events events = run(EmbeddedEventStoreTest.class);
        assertThat(events.succeeded().count()).isEqualTo(tests());
        assertThat(events.skipped().count() + events.aborted().count()).isZero();
    }

    @Test
    void a_suite_that_overrides_a_rule_does_not_begin() {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(ThatOverridesARule.class))
                .execute();
        assertThat(results.testEvents().started().count()).isZero();
        assertThat(results.containerEvents().failed().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()
                                .getMessage()))
                .singleElement()
                .asString()
                .endsWith("ThatOverridesARule must not override the rules [tags_keep_their_order]");
    }

    /** What the jar with the classifier "tests" has is all that the rules need beside the plain artifact. */
    @Test
    void the_published_rules_stand_by_themselves() throws IOException {
        String jar = Files.readString(Path.of("pom.xml"))
                .replaceFirst("(?s).*<goal>test-jar</goal>(.*?)</execution>.*", "$1");
        List<String> published = Pattern.compile("<include>dev/mayfly/(.*?)(?:\\*)?\\.class</include>")
                .matcher(jar)
                .results()
                .map(include -> "dev.mayfly." + include.group(1).replace('/', '.'))
                .toList();
        assertThat(published).contains("dev.mayfly.testing.", "dev.mayfly.testing.conformance.");
        JavaClasses kit = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages("dev.mayfly.testing.conformance", "dev.mayfly.eventstore.support")
                .that(DescribedPredicate.describe(
                        "published", type -> published.stream().anyMatch(isPublished(type.getName()))));
        assertThat(kit).hasSizeGreaterThan(20);
        JavaClasses plain = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.mayfly.event", "dev.mayfly.criteria", "dev.mayfly.eventstore");
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are published or plain",
                        type -> kit.contain(type.getName())
                                || plain.contain(type.getName())
                                || type.isArray()
                                || type.isPrimitive()
                                || type.getName()
                                        .matches("(java|org\\.junit\\.jupiter\\.api|org\\.assertj\\.core)\\..*")))
                .check(kit);
    }

    private static Predicate<String> isPublished(String name) {
        return prefix ->
                name.equals(prefix) || name.startsWith(prefix + "$") || prefix.endsWith(".") && name.startsWith(prefix);
    }

    @Test
    void the_suite_has_tests_for_every_topic() {
        for (Class<?> topic : EventStoreConformance.class.getInterfaces()) {
            assertThat(topic.getDeclaredMethods())
                    .as(topic.getSimpleName())
                    .anyMatch(method -> method.isAnnotationPresent(Test.class));
        }
        assertThat(tests()).isGreaterThanOrEqualTo(200);
    }
}
