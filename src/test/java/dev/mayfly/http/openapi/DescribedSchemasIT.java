package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.payment.http.PaymentDomain;
import dev.mayfly.session.http.SessionDomain;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API description says of values: problems, durations, arrays, and examples that are of their schemas. */
@ServerTest
class DescribedSchemasIT {
    private static final String NDJSON = "application/x-ndjson";

    private List<ApiOperation> operations;
    private JsonNode api;
    private ProblemSchemas schemas;

    @BeforeEach
    void read() {
        operations = ApiOperation.all();
        api = operations.get(0).api();
        schemas = new ProblemSchemas(api);
    }

    @Test
    void each_problem_has_a_schema_with_its_own_fields_and_each_schema_a_problem() {
        Map<String, JsonNode> bySlug = new TreeMap<>();
        api.at("/components/schemas/Problem/discriminator/mapping")
                .properties()
                .forEach(each -> bySlug.put(
                        each.getKey(), api.at(each.getValue().asText().substring(1))));
        Set<String> union = new TreeSet<>();
        api.at("/components/schemas/Problem/oneOf")
                .forEach(each ->
                        union.add(typeOf(api.at(each.path("$ref").asText().substring(1)))));
        Set<String> urns = types().stream().map(ProblemType::urn).collect(Collectors.toCollection(TreeSet::new));
        assertThat(bySlug.keySet()).containsExactlyElementsOf(urns);
        assertThat(union).containsExactlyElementsOf(urns);
        for (ProblemType type : types()) {
            JsonNode schema = bySlug.get(type.urn());
            assertThat(typeOf(schema)).isEqualTo(type.urn());
            JsonNode example = schema.at("/examples/0");
            assertThat(example.path("title").asText()).isEqualTo(type.title());
            assertThat(example.path("status").asInt()).isEqualTo(type.status());
            assertRealProblemFits(schema, ProblemExamples.example(type));
        }
        assertRealProblemFits(bySlug.get(ProblemType.INVALID_REQUEST.urn()), ProblemExamples.inLine());
    }

    /** Returns the types that features share and those of the domains that ship. */
    private static List<ProblemType> types() {
        return Stream.of(ProblemType.SHARED, new PaymentDomain().problems(), new SessionDomain().problems())
                .flatMap(List::stream)
                .toList();
    }

    /** Holds a problem, as the code makes it, to its schema, which has to have each of its fields. */
    private void assertRealProblemFits(JsonNode schema, Problem problem) {
        JsonNode real = ProblemSchemas.read(new String(problem.json(), StandardCharsets.UTF_8));
        assertThat(schemas.misfits(schema, real)).as(real.toString()).isEmpty();
        Set<String> described = new TreeSet<>();
        api.at("/components/schemas/ProblemFields/properties").fieldNames().forEachRemaining(described::add);
        schema.at("/allOf/1/properties").fieldNames().forEachRemaining(described::add);
        assertThat(described).containsAll(() -> real.fieldNames());
    }

    private static String typeOf(JsonNode schema) {
        return schema.at("/allOf/1/properties/type/enum/0").asText();
    }

    @Test
    void each_array_says_what_is_in_it_and_no_duration_is_a_mere_format() {
        List<String> wrong = new ArrayList<>();
        each(api, "", (at, node) -> {
            boolean array = node.path("type").asText().equals("array")
                    || node.path("type").isArray()
                            && node.path("type").toString().contains("\"array\"");
            if (array && !node.has("items") || node.path("format").asText().equals("duration")) {
                wrong.add(at);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_pattern_of_durations_takes_what_the_server_reads() {
        JsonNode schema = api.at("/components/schemas/Duration");
        assertThat(schema.path("pattern").isTextual()).isTrue();
        for (String text : List.of(
                "PT2S",
                "PT0.1S",
                "P1D",
                "P1DT2H",
                "PT30M",
                "-PT1H",
                "PT-1H",
                "PT1H2M3.000000001S",
                "+P1D",
                "PT0S",
                "P",
                "PT",
                "P1DT",
                "PT1.5M",
                "P1Y",
                "P1W",
                "PT1S2M",
                "2S",
                "PT.5S",
                "PT1.0000000001S",
                "",
                "PT1",
                "P1H")) {
            assertThat(schemas.misfits(schema, TextNode.valueOf(text)).isEmpty())
                    .as("whether the pattern takes '%s'", text)
                    .isEqualTo(isDuration(text));
        }
    }

    private static boolean isDuration(String text) {
        try {
            Duration.parse(text);
            return true;
        } catch (DateTimeParseException no) {
            return false;
        }
    }

    @Test
    void each_example_of_a_schema_is_of_that_schema() {
        int[] count = {0};
        List<String> wrong = new ArrayList<>();
        each(api, "", (at, node) -> {
            // The examples of parameters and media types are objects, by name.
            if (node.path("examples").isArray() && !at.endsWith("/properties")) {
                for (JsonNode example : node.path("examples")) {
                    count[0]++;
                    schemas.misfits(node, example).forEach(misfit -> wrong.add(at + ": " + misfit));
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(count[0]).isGreaterThan(50);
    }

    @Test
    void each_example_of_a_parameter_a_header_or_a_body_is_of_its_schema() {
        int[] count = {0};
        List<String> wrong = new ArrayList<>();
        each(api, "", (at, node) -> {
            if (!node.path("schema").isObject()) {
                return;
            }
            Map<String, JsonNode> examples = new HashMap<>();
            if (node.has("example")) {
                examples.put("example", node.path("example"));
            }
            node.path("examples")
                    .properties()
                    .forEach(each -> examples.put(each.getKey(), each.getValue().path("value")));
            examples.forEach((name, example) -> {
                count[0]++;
                schemas.misfits(node.path("schema"), example)
                        .forEach(misfit -> wrong.add(at + " " + name + ": " + misfit));
                JsonNode ofLines =
                        operations.get(0).resolved(node.path("schema")).path("contentSchema");
                for (JsonNode line : at.endsWith(NDJSON) ? lines(example) : List.<JsonNode>of()) {
                    assertThat(ofLines.isObject()).as(at).isTrue();
                    schemas.misfits(ofLines, line)
                            .forEach(misfit -> wrong.add(at + " " + name + ", a line: " + misfit));
                }
            });
        });
        assertThat(wrong).isEmpty();
        assertThat(count[0]).isGreaterThan(50);
    }

    @Test
    void each_parameter_has_an_example_or_a_list_of_its_values() {
        List<String> without = new ArrayList<>();
        for (ApiOperation operation : operations) {
            for (String in : List.of("path", "query", "header")) {
                for (JsonNode parameter : operation.parameters(in)) {
                    if (!parameter.has("example")
                            && !parameter.has("examples")
                            && !parameter.path("schema").has("enum")) {
                        without.add(operation + " " + parameter.path("name").asText());
                    }
                }
            }
        }
        assertThat(without).isEmpty();
    }

    private static List<JsonNode> lines(JsonNode text) {
        return text.asText().lines().map(ProblemSchemas::read).toList();
    }

    /** Calls something for each object of the description, with where it is. */
    private static void each(JsonNode node, String at, BiConsumer<String, JsonNode> call) {
        if (node.isObject()) {
            call.accept(at, node);
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                // What stands in an example is a value, not a description.
                if (!Set.of("example", "examples", "value").contains(member.getKey())) {
                    each(member.getValue(), at + "/" + member.getKey(), call);
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                each(node.get(i), at + "/" + i, call);
            }
        }
    }
}
