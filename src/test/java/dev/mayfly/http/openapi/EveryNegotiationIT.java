package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What clients say that they accept, of every operation. */
@ServerTest
class EveryNegotiationIT {
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
    void a_read_is_answered_in_each_form_that_is_described_and_in_one_of_them_to_a_wildcard() {
        String store = Stores.created();
        Stores.post(store, "/aggregates/a-1/events", "{\"eventId\":\"a-1\",\"eventType\":\"Happened\"}")
                .statusCode(201);
        int checked = 0;
        for (ApiOperation operation : ApiOperation.all()) {
            List<String> forms = new ArrayList<>();
            operation.description().at("/responses/200/content").fieldNames().forEachRemaining(forms::add);
            if (!operation.isRead() && !operation.template().endsWith("/search")) {
                continue;
            }
            Map<String, List<String>> expected = new LinkedHashMap<>();
            forms.forEach(form -> expected.put(form, List.of(form)));
            forms.forEach(form -> expected.put(form.replaceAll("/.*", "/*"), sameKind(forms, form)));
            if (forms.size() > 1) {
                forms.forEach(form -> expected.put(form + ";q=0, */*", others(forms, form)));
            }
            for (Map.Entry<String, List<String>> each : expected.entrySet()) {
                for (String method : operation.isRead() ? Set.of("GET", "HEAD") : Set.of("POST")) {
                    HttpResponse<?> answer = ApiClient.head(
                            method, operation.path(store, "a-1"), !operation.isRead(), ACCEPT, each.getKey());
                    if (answer.statusCode() == 200) {
                        String type = answer.headers()
                                .firstValue("Content-Type")
                                .orElse("none")
                                .replaceAll(";.*", "");
                        assertThat(type)
                                .as(method + " " + operation.template() + " as " + each.getKey())
                                .isIn(each.getValue());
                        checked++;
                    }
                }
            }
        }
        assertThat(checked).isGreaterThan(120);
    }

    private static List<String> sameKind(List<String> forms, String form) {
        String kind = form.substring(0, form.indexOf('/') + 1);
        return forms.stream().filter(other -> other.startsWith(kind)).toList();
    }

    private static List<String> others(List<String> forms, String form) {
        return forms.stream().filter(other -> !other.equals(form)).toList();
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
