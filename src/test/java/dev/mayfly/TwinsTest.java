package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests over HTTP run against the packaged application too, so that they prove a native executable. */
class TwinsTest {
    /** Those that look into the process or change what it is made of, which only a test within it can. */
    private static final Set<String> INSIDE = Set.of(
            "dev.mayfly.http.route.CorsTest",
            "dev.mayfly.http.live.DrainTest",
            "dev.mayfly.payment.http.PaymentDescriptionTest",
            "dev.mayfly.http.problem.FaultTest",
            "dev.mayfly.membership.http.MembershipTest",
            "dev.mayfly.http.read.DrainTest",
            "dev.mayfly.http.work.OwnCommitTest",
            "dev.mayfly.search.http.NoSecondLevelTest",
            "dev.mayfly.search.http.ReadDescriptionTest",
            "dev.mayfly.search.http.SecondLevelTest",
            "dev.mayfly.http.read.WaitingRequestsTest",
            "dev.mayfly.store.http.AutoCreateTest");

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
}
