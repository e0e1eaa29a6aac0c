package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Tests over HTTP run against the packaged application too, so that they prove a native executable, and each test of the packaged
 * application is in a suite.
 */
class TwinsTest {
    /** Those that look into the process or change what it is made of, which only a test within it can. */
    private static final Set<String> INSIDE = Set.of(
            "dev.mayfly.http.access.EveryRouteTest",
            "dev.mayfly.http.route.CorsTest",
            "dev.mayfly.http.live.DrainTest",
            "dev.mayfly.payment.http.PaymentDescriptionTest",
            "dev.mayfly.http.problem.FaultTest",
            "dev.mayfly.http.quarkus.WorkersTest",
            "dev.mayfly.membership.http.MembershipTest",
            "dev.mayfly.http.read.DrainTest",
            "dev.mayfly.http.work.OwnCommitTest",
            "dev.mayfly.search.http.NoSecondLevelTest",
            "dev.mayfly.search.http.ReadDescriptionTest",
            "dev.mayfly.search.http.SecondLevelTest",
            "dev.mayfly.http.read.WaitingRequestsTest",
            "dev.mayfly.store.http.AutoCreateTest",
            "dev.mayfly.store.http.DeletedStoreTest");

    private static final JavaClasses TESTS = new ClassFileImporter().importPackages("dev.mayfly");

    @Test
    void a_test_over_http_has_a_twin_on_the_packaged_application() {
        Set<String> twins = TESTS.stream()
                .filter(each -> each.isAnnotatedWith(QuarkusIntegrationTest.class))
                .flatMap(each -> each.getAllRawSuperclasses().stream())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        List<String> alone = TESTS.stream()
                .filter(each -> each.isAnnotatedWith(QuarkusTest.class))
                .filter(each -> !each.isAnnotatedWith(QuarkusIntegrationTest.class))
                .map(JavaClass::getName)
                .filter(name -> !twins.contains(name))
                .sorted()
                .toList();
        assertThat(alone).containsExactlyInAnyOrderElementsOf(INSIDE);
    }

    @Test
    void each_integration_test_is_in_one_suite() {
        List<JavaClass> suites =
                TESTS.stream().filter(each -> each.isAnnotatedWith(Suite.class)).toList();
        List<String> tests = TESTS.stream()
                .map(JavaClass::getName)
                .filter(name -> name.endsWith("IT"))
                .toList();
        assertThat(tests)
                .hasSizeGreaterThan(80)
                .allSatisfy(test -> assertThat(suites.stream().filter(suite -> has(suite, test)))
                        .as(test)
                        .hasSize(1));
        assertThat(suites).allSatisfy(suite -> assertThat(tests).anyMatch(test -> has(suite, test)));
    }

    private static boolean has(JavaClass suite, String test) {
        return isBelow(suite.getAnnotationOfType(SelectPackages.class).value(), test)
                && !isBelow(
                        suite.tryGetAnnotationOfType(ExcludePackages.class)
                                .map(ExcludePackages::value)
                                .orElse(new String[0]),
                        test)
                && matches(
                        suite.tryGetAnnotationOfType(IncludeClassNamePatterns.class)
                                .map(IncludeClassNamePatterns::value),
                        test)
                && !matches(
                        suite.tryGetAnnotationOfType(ExcludeClassNamePatterns.class)
                                .map(ExcludeClassNamePatterns::value),
                        test);
    }

    private static boolean isBelow(String[] packages, String test) {
        return Stream.of(packages).anyMatch(each -> test.startsWith(each + "."));
    }

    private static boolean matches(Optional<String[]> patterns, String test) {
        return patterns.stream().flatMap(Stream::of).anyMatch(test::matches);
    }
}
