package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients say that they accept, of every operation. */
@QuarkusTest
class EveryNegotiationTest {
    private static final String ACCEPT = "Accept";
    private static final String CODINGS = "Accept-Encoding";

    /** Values of Accept-Encoding, and the coding that each asks for, empty for none. */
    private static final Map<String, String> CODING = Map.ofEntries(
            Map.entry("gzip", "gzip"),
            Map.entry("GZIP", "gzip"),
            Map.entry("Gzip;Q=0.5, identity;q=0.1", "gzip"),
            Map.entry("identity;q=0, GZIP", "gzip"),
            Map.entry("*", "gzip"),
            Map.entry("DEFLATE", "deflate"),
            Map.entry("gzip;q=0, deflate", "deflate"),
            Map.entry("GZIP;q=0", ""),
            Map.entry("*;q=0", ""),
            Map.entry("identity", ""),
            Map.entry("IDENTITY;q=1", ""),
            Map.entry("br", ""),
            Map.entry("", ""));

    @Test
    void an_answer_without_a_body_is_acceptable_in_any_form() {
        List<ApiOperation> silent =
                ApiOperation.all().stream().filter(each -> !each.hasAnswer()).toList();
        assertThat(silent).hasSizeGreaterThan(8);
        for (ApiOperation operation : silent) {
            for (String accept : List.of("application/problem+json", "text/csv", "image/*;q=0.1")) {
                String path = operation.path(Stores.created(), "a-1");
                assertThat(ApiClient.head(operation, path, ACCEPT, accept).statusCode())
                        .as(operation + " as " + accept)
                        .isNotEqualTo(406);
            }
            assertThat(operation.description().path("responses").has("406"))
                    .as(operation + "")
                    .isFalse();
        }
    }

    @Test
    void generated_clients_and_those_that_say_nothing_get_what_there_is() {
        for (ApiOperation operation : ApiOperation.all()) {
            int usual = ApiClient.head(operation, operation.path(Stores.created(), "a-1"))
                    .statusCode();
            List<String> types = new ArrayList<>(List.of("", ",", " , "));
            if (operation.description().at("/responses/200/content").has("application/json")
                    || !operation.hasAnswer()) {
                types.add("application/json, application/problem+json");
                types.add("APPLICATION/JSON");
            }
            for (String accept : types) {
                String path = operation.path(Stores.created(), "a-1");
                assertThat(ApiClient.head(operation, path, ACCEPT, accept).statusCode())
                        .as(operation + " as '" + accept + "'")
                        .isEqualTo(usual);
            }
        }
    }

    @Test
    void codings_are_known_in_any_case_and_none_is_not_told() {
        int compressed = 0;
        for (ApiOperation operation : ApiOperation.all()) {
            for (Map.Entry<String, String> coding : CODING.entrySet()) {
                String path = operation.path(Stores.created(), "a-1");
                HttpResponse<?> answer = ApiClient.head(operation, path, CODINGS, coding.getKey());
                String what = operation + " as '" + coding.getKey() + "': " + answer.statusCode() + " "
                        + answer.headers().map();
                List<String> told = answer.headers().allValues("Content-Encoding");
                assertThat(told).as(what).isIn(List.of(), List.of("gzip"), List.of("deflate"));
                boolean stream =
                        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
                boolean empty = answer.headers().firstValue("Content-Type").isEmpty();
                // An export is sent as it is.
                boolean plain = stream || empty || operation.template().endsWith("/export");
                if (coding.getValue().isEmpty() || plain) {
                    assertThat(told).as(what).isEmpty();
                } else {
                    assertThat(told).as(what).containsExactly(coding.getValue());
                    compressed++;
                }
                assertThat(answer.headers().allValues("Vary"))
                        .as(what)
                        .hasSize(empty ? answer.headers().allValues("Vary").size() : 1)
                        .hasSizeLessThan(2);
            }
        }
        assertThat(compressed).isGreaterThan(200);
    }

    @Test
    void pages_and_metrics_do_not_tell_none_either() {
        for (String path : List.of(
                "/",
                "/q/health",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui/",
                "/q/swagger-ui",
                "/mayfly.svg",
                "/none")) {
            for (String method : List.of("GET", "HEAD", "OPTIONS", "DELETE")) {
                for (String coding : List.of("gzip", "identity")) {
                    HttpResponse<?> answer = ApiClient.head(method, path, false, CODINGS, coding);
                    assertThat(answer.headers().allValues("Content-Encoding"))
                            .as(method + " " + path)
                            .doesNotContain("identity");
                    assertThat(answer.headers().allValues("Vary"))
                            .as(method + " " + path)
                            .hasSizeLessThan(2);
                }
            }
        }
    }
}
