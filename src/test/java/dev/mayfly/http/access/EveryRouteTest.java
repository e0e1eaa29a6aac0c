package dev.mayfly.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.openapi.ApiOperation;
import dev.mayfly.http.problem.AllowedMethods;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever is served has an access rule: the described operations, other resources, and the framework's pages. */
@QuarkusTest
class EveryRouteTest {
    @Inject
    AccessGate gate;

    @Inject
    AllowedMethods allowed;

    @Test
    void every_route_has_a_rule() {
        Set<String> templates = new TreeSet<>(allowed.templates());
        // What only tests have.
        templates.removeIf(template -> template.startsWith("/test/"));
        ApiOperation.all().forEach(operation -> templates.add(operation.template()));
        templates.addAll(List.of("/static/bundle/app.js", "/q/swagger-ui/index.html", "/q/health/ready"));
        assertThat(templates)
                .contains("/stores/{store}", "/q/metrics", "/payments/{paymentId}")
                .hasSizeGreaterThan(50);
        List<String> open = new ArrayList<>();
        for (String template : templates) {
            String path = template.isEmpty() ? "/" : template.replaceAll("\\{[^}]*}", "a-1");
            for (String method : allowed.of(path)) {
                if (!method.equals("OPTIONS") && gate.table().find(method, path) == null) {
                    open.add(method + " " + path);
                }
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void every_described_operation_has_a_rule_of_its_own_and_every_rule_is_of_something_that_is_served() {
        RuleTable table = gate.table();
        for (ApiOperation operation : ApiOperation.all()) {
            String path = operation.template().replaceAll("\\{[^}]*}", "a-1");
            AccessRule rule = table.find(operation.method(), path);
            assertThat(rule).as(operation + "").isNotNull();
            if (!rule.template().endsWith("/**")) {
                assertThat(rule.template()).isEqualTo(operation.template());
            }
        }
        for (AccessRule rule : table.all()) {
            String path = rule.template().replace("/**", "").replaceAll("\\{[^}]*}", "a-1");
            boolean file = rule.need() == AccessRule.Need.NOTHING;
            // Of a domain, or of pages that not every build has.
            boolean domain = rule.template().endsWith("/**") && !file;
            if (!file && !domain) {
                assertThat(allowed.of(path)).as(rule + "").contains(rule.method());
            }
        }
    }
}
