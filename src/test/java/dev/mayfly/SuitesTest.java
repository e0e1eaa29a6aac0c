package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Tests over HTTP run against the packaged application, so that they prove a native executable too, and each of them is in
 * one suite.
 */
class SuitesTest {
    /** Those that look into the process or change what it is made of, which only a test within it can. */
    private static final Set<String> INSIDE = Set.of(
            "dev.mayfly.http.access.EveryRouteTest",
            "dev.mayfly.http.live.DrainTest",
            "dev.mayfly.http.problem.FaultTest",
            "dev.mayfly.http.quarkus.WorkersTest",
            "dev.mayfly.http.read.DrainTest",
            "dev.mayfly.http.route.CorsTest",
            "dev.mayfly.http.work.OwnCommitTest",
            "dev.mayfly.membership.http.MembershipTest",
            "dev.mayfly.store.http.DeletedStoreTest");

    private static final List<Class<?>> CLASSES = ReflectionSupport.findAllClassesInPackage(
            "dev.mayfly", any -> true, name -> name.endsWith("Test") || name.endsWith("IT") || name.endsWith("Suite"));

    private static Stream<Class<?>> with(Class<? extends Annotation> annotation) {
        return CLASSES.stream().filter(each -> AnnotationSupport.isAnnotated(each, annotation));
    }

    @Test
    void no_other_tests_start_the_application_in_their_own_process() {
        assertThat(with(QuarkusTest.class)).extracting(Class::getName).containsExactlyInAnyOrderElementsOf(INSIDE);
    }

    @Test
    void tests_of_the_packaged_application_are_named_so() {
        assertThat(with(ServerTest.class))
                .isNotEmpty()
                .extracting(Class::getName)
                .allMatch(name -> name.endsWith("IT"));
    }

    @Test
    void each_integration_test_is_in_one_suite() {
        List<Class<?>> suites = with(Suite.class).toList();
        List<String> tests = CLASSES.stream()
                .map(Class::getName)
                .filter(name -> name.endsWith("IT"))
                .toList();
        assertThat(tests)
                .hasSizeGreaterThan(80)
                .allSatisfy(test -> assertThat(suites.stream().filter(suite -> has(suite, test)))
                        .as(test)
                        .hasSize(1));
        assertThat(suites).allSatisfy(suite -> assertThat(tests).anyMatch(test -> has(suite, test)));
    }

    private static boolean has(Class<?> suite, String test) {
        return isBelow(strings(suite, SelectPackages.class, SelectPackages::value), test)
                && !isBelow(strings(suite, ExcludePackages.class, ExcludePackages::value), test)
                && matches(strings(suite, IncludeClassNamePatterns.class, IncludeClassNamePatterns::value), test)
                && !matches(strings(suite, ExcludeClassNamePatterns.class, ExcludeClassNamePatterns::value), test);
    }

    private static <A extends Annotation> Stream<String> strings(
            Class<?> suite, Class<A> annotation, Function<A, String[]> value) {
        return AnnotationSupport.findAnnotation(suite, annotation).map(value).stream()
                .flatMap(Stream::of);
    }

    private static boolean isBelow(Stream<String> packages, String test) {
        return packages.anyMatch(each -> test.startsWith(each + "."));
    }

    private static boolean matches(Stream<String> patterns, String test) {
        return patterns.anyMatch(test::matches);
    }
}
