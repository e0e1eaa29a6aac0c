package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which methods each path takes: what {@code OPTIONS} tells, and what the refusal of another method tells. */
@ServerTest
class EveryMethodIT {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW");

    @Test
    void options_and_refusals_of_every_described_path_tell_the_methods_that_are_described() {
        List<ApiOperation> all = ApiOperation.all();
        for (String template :
                all.stream().map(ApiOperation::template).distinct().toList()) {
            String path = template.replaceAll("\\{[^}]*}", "a-1");
            // A name in one path may be a word of another.
            Set<String> methods = all.stream()
                    .filter(each -> path.matches(each.template().replaceAll("\\{[^}]*}", "[^/]+")))
                    .map(ApiOperation::method)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (path.equals("/")) {
                // The console is there too.
                methods.add("GET");
            }
            methods.add("OPTIONS");
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            assertTold(path, methods);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/mayfly.svg",
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/health/started",
                "/q/metrics",
                "/q/openapi",
                "/q/openapi.json",
                "/q/swagger-ui",
                "/q/swagger-ui/",
                "/q/swagger-ui/index.html"
            })
    void pages_are_only_read(String path) {
        assertTold(path, Set.of("GET", "HEAD", "OPTIONS"));
        assertThat(ApiClient.head("GET", path, false).statusCode()).isIn(200, 302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/q/nowhere", "/stores/default/nowhere", "/version/of/what"})
    void a_path_that_does_not_exist_has_no_methods(String path) {
        for (String method : List.of("OPTIONS", "GET", "DELETE", "BREW")) {
            HttpResponse<?> answer = ApiClient.head(method, path, false);
            assertThat(answer.statusCode()).as(method).isEqualTo(404);
            assertThat(answer.headers().firstValue("Allow")).as(method).isEmpty();
        }
    }

    private static void assertTold(String path, Set<String> methods) {
        HttpResponse<?> options = ApiClient.head("OPTIONS", path, false);
        assertThat(options.statusCode()).as("OPTIONS " + path).isEqualTo(200);
        assertThat(told(options)).as("OPTIONS " + path).containsExactlyElementsOf(new TreeSet<>(methods));
        for (String method : METHODS) {
            if (!methods.contains(method)) {
                HttpResponse<?> refused = ApiClient.head(method, path, false);
                assertThat(refused.statusCode()).as(method + " " + path).isEqualTo(405);
                assertThat(refused.headers().firstValue("Content-Type"))
                        .as(method + " " + path)
                        .hasValue("application/problem+json");
                assertThat(told(refused)).as(method + " " + path).isEqualTo(told(options));
            }
        }
    }

    private static List<String> told(HttpResponse<?> answer) {
        List<String> values = answer.headers().allValues("Allow");
        assertThat(values).hasSize(1);
        return Arrays.asList(values.get(0).split(", "));
    }
}
