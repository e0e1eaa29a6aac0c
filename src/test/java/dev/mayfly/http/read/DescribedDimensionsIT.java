package dev.mayfly.http.read;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.event.Dimension;
import dev.mayfly.packaged.ServerTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API description beside the table of dimensions. */
@ServerTest
class DescribedDimensionsIT {
    private static final Set<String> FIELDS =
            Arrays.stream(Dimension.values()).map(Dimension::field).collect(Collectors.toSet());

    private JsonNode api;

    @BeforeEach
    void read() throws IOException {
        api = new ObjectMapper()
                .readTree(given().queryParam("format", "json").get("/q/openapi").asByteArray());
    }

    @Test
    void a_search_may_repeat_the_dimensions_and_conditions_and_nothing_else() {
        List<String> repeatable = parameters(api.at("/paths/~1stores~1{store}~1events/get")).stream()
                .filter(parameter -> type(parameter.path("schema")).equals("array"))
                .map(parameter -> parameter.path("name").asText())
                .toList();
        assertThat(repeatable)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(FIELDS.stream(), Stream.of("where")).toList());
    }

    @Test
    void every_operation_that_takes_tags_takes_every_dimension_in_metadata() {
        int found = 0;
        for (JsonNode path : api.path("paths")) {
            for (JsonNode operation : path) {
                List<String> names = parameters(operation).stream()
                        .map(parameter -> parameter.path("name").asText())
                        .toList();
                if (names.contains(Dimension.TAG.field())) {
                    found++;
                    assertThat(names)
                            .as(operation.path("operationId").asText())
                            .containsAll(Dimension.IN_METADATA.stream()
                                    .map(Dimension::field)
                                    .toList());
                }
            }
        }
        assertThat(found).isGreaterThan(5);
    }

    @Test
    void criteria_in_bodies_have_every_dimension_and_statistics_every_breakdown() {
        int found = 0;
        for (JsonNode schema : api.at("/components/schemas")) {
            List<String> names = new ArrayList<>();
            schema.path("properties").fieldNames().forEachRemaining(names::add);
            if (names.contains("eventType") && names.contains("tag")) {
                found++;
                assertThat(names).containsAll(FIELDS);
            }
        }
        assertThat(found).isPositive();
        assertThat(api.at("/components/schemas/Statistics/required"))
                .extracting(JsonNode::asText)
                .containsAll(
                        Dimension.COUNTED.stream().map(Dimension::breakdown).toList());
    }

    private List<JsonNode> parameters(JsonNode operation) {
        List<JsonNode> parameters = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String reference = parameter.path("$ref").asText();
            parameters.add(reference.isEmpty() ? parameter : api.at(reference.substring(1)));
        }
        return parameters;
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }
}
