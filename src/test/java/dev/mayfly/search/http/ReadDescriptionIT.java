package dev.mayfly.search.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the API description tells of the reads. */
@ServerTest
class ReadDescriptionIT {
    private static JsonBody description() {
        return JsonBody.of(given().queryParam("format", "json").get("/q/openapi"));
    }

    @ParameterizedTest
    @CsvSource({
        "/stores, get",
        "/stores/{store}, get",
        "/stores/{store}/aggregates, get",
        "/stores/{store}/aggregates/{aggregateId}, get",
        "/stores/{store}/aggregates/{aggregateId}/events, get",
        "/stores/{store}/events, get",
        "/stores/{store}/events/{eventId}, get",
        "/stores/{store}/event-types, get",
        "/stores/{store}/aggregates/{aggregateId}/state, get",
        "/stores/{store}/aggregates/{aggregateId}/diff, get",
        "/stores/{store}/search, post",
        "/stores/{store}/subscription, get",
        "/stores/{store}/analytics/statistics, get",
        "/stores/{store}/analytics/trends, get",
        "/stores/{store}/analytics/heatmap, get",
        "/stores/{store}/analytics/correlations/{correlationId}, get"
    })
    void every_operation_and_parameter_is_described_with_an_example(String path, String method) {
        JsonBody api = description();
        Map<String, Map<String, Map<String, Object>>> paths = api.mapAt("paths");
        Map<String, Object> operation = paths.get(path).get(method);
        assertThat(operation.get("summary")).isNotNull();
        assertThat(operation.get("description")).isNotNull();
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> parameters =
                (List<Map<String, Object>>) operation.getOrDefault("parameters", List.of());
        for (Map<String, Object> parameter : parameters) {
            String reference = (String) parameter.get("$ref");
            Map<String, Object> described = reference == null
                    ? parameter
                    : api.mapAt(reference.substring(2).replace('/', '.'));
            assertThat(described.get("description")).as(parameter.toString()).isNotNull();
            assertThat(described.toString()).as(parameter.toString()).contains("example");
        }
    }

    @Test
    void the_search_has_all_parameters_that_it_takes() {
        Map<String, Map<String, Map<String, Object>>> paths = description().mapAt("paths");
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> parameters = (List<Map<String, Object>>)
                paths.get("/stores/{store}/events").get("get").get("parameters");
        Set<String> names = new HashSet<>(Set.of("knownTag", "Mayfly-Observer", "pretty"));
        names.addAll(SearchReader.SINGLE);
        names.addAll(CriteriaReader.REPEATABLE);
        names.addAll(MinCount.PARAMETERS);
        assertThat(parameters.stream()
                        .map(parameter -> parameter.get("$ref"))
                        .filter(Objects::nonNull)
                        .map(reference -> reference.toString().replace("#/components/parameters/", "")))
                .containsExactlyInAnyOrderElementsOf(names);
    }
}
