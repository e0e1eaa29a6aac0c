package dev.mayfly.projection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.value.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions of projections as JSON. */
class DefinitionReaderTest {
    private static Definition read(String text) {
        return read(text, CriteriaLimits.NONE);
    }

    private static Definition read(String text, CriteriaLimits limits) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DefinitionReader.read(bytes, bytes.length, limits);
    }

    private static InvalidInputException mistake(String text) {
        return catchThrowableOfType(InvalidInputException.class, () -> read(text));
    }

    private static String withFields(String rest) {
        return "{\"fields\":{\"n\":{\"count\":true}}" + rest + "}";
    }

    @Test
    void its_criteria_keep_to_the_configured_limit() {
        String text =
                withFields(",\"match\":{\"eventType\":[\"A\",\"B\"],\"query\":{\"items\":[{\"types\":[\"C\"]}]}}");
        assertThat(read(text, new CriteriaLimits(4)).match().query()).isNotNull();
        assertThatThrownBy(() -> read(text, new CriteriaLimits(3)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("match.query.items[0].types: ")
                .hasMessageContaining("more than 3 values and items (mayfly.limits.criteria-values)");
    }

    @Test
    void everything_is_read() {
        Definition definition = read("""
                {"match": {"eventType": ["A", "B"], "tag": "t", "after": 7, "query": {"items": []}},
                 "groupBy": ["data.currency", "metadata.organizationId"],
                 "fields": {"n": {"count": true}, "é": {"sum": "data.a.b"}, "a": {"min": "data.x"}, "b": {"max": "version"},
                  "c": {"distinct": "tags"}, "d": {"last": "data"}, "e": {"merge": "metadata"}}}
                """);
        assertThat(definition.match())
                .isEqualTo(Criteria.builder()
                        .eventTypes("A", "B")
                        .tags(List.of("t"))
                        .after(7)
                        .query(new EventQuery(List.of()))
                        .build());
        assertThat(definition.groupBy())
                .extracting(part -> part.path().toString())
                .containsExactly("data.currency", "metadata.organizationId");
        assertThat(definition.compound()).isTrue();
        assertThat(definition.fields())
                .extracting(field -> field.name())
                .containsExactly("n", "é", "a", "b", "c", "d", "e");
        assertThat(definition.fields()).extracting(field -> field.operation()).containsExactly(Operation.values());
        assertThat(definition.text().toString())
                .startsWith("{\"match\"")
                .endsWith("}}}")
                .doesNotContain("\n");
    }

    @Test
    void what_is_left_out_means_all_events_in_one_group() {
        for (String rest : new String[] {"", ",\"groupBy\":null", ",\"match\":{}"}) {
            Definition definition = read(withFields(rest));
            assertThat(definition.match()).isEqualTo(Criteria.ALL);
            assertThat(definition.groupBy()).isEmpty();
            assertThat(definition.means(read(withFields("")))).isTrue();
        }
    }

    @Test
    void definitions_mean_the_same_however_they_are_written() {
        String one = "{\"match\":{\"eventType\":[\"A\",\"B\"]},\"groupBy\":\"data.k\","
                + "\"fields\":{\"n\":{\"count\":true},\"s\":{\"sum\":\"data.v\"}}}";
        String same = "{ \"fields\":{\"s\":{\"sum\":\"data.v\"},\"\\u006e\":{\"count\":true}},\n\"groupBy\":\"data.k\","
                + "\"match\":{\"eventType\":[\"B\",\"A\",\"A\"]}}";
        assertThat(read(one).means(read(same))).isTrue();
        for (String other : new String[] {
            one.replace("\"B\"", "\"C\""),
            one.replace("\"data.k\"", "[\"data.k\"]"),
            one.replace("data.k", "data.j"),
            one.replace("sum", "max"),
            one.replace("data.v", "data.w"),
            one.replace("\"n\"", "\"m\"")
        }) {
            assertThat(read(one).means(read(other))).as(other).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|fields",
                "[]|''",
                "1|''",
                "{\"fields\":{}}|fields",
                "{\"fields\":[]}|fields",
                "{\"fields\":{\"n\":true}}|fields.n",
                "{\"fields\":{\"n\":{}}}|fields.n",
                "{\"fields\":{\"n\":{\"count\":false}}}|fields.n.count",
                "{\"fields\":{\"n\":{\"count\":true,\"sum\":\"data.a\"}}}|fields.n",
                "{\"fields\":{\"n\":{\"avg\":\"data.a\"}}}|fields.n.avg",
                "{\"fields\":{\"total\":{\"sum\":1}}}|fields.total.sum",
                "{\"fields\":{\"total\":{\"sum\":\"amount\"}}}|fields.total.sum",
                "{\"fields\":{\"total\":{\"sum\":\"data..a\"}}}|fields.total.sum",
                "{\"fields\":{\"total\":{\"sum\":\"\"}}}|fields.total.sum",
                "{\"fields\":{\"total\":{\"sum\":\"data.\"}}}|fields.total.sum",
                "{\"fields\":{\"total\":{\"sum\":\"eventType\"}}}|fields.total.sum",
                "{\"fields\":{\"total\":{\"max\":\"metadata.userId\"}}}|fields.total.max",
                "{\"fields\":{\"total\":{\"min\":\"tags\"}}}|fields.total.min",
                "{\"fields\":{\"x\":{\"last\":\"eventType.a\"}}}|fields.x.last",
                "{\"fields\":{\"x\":{\"last\":\"data.\\ud800\"}}}|fields.x.last",
                "{\"fields\":{\"\":{\"count\":true}}}|fields.",
                "{\"fields\":{\"n\":{\"count\":true}},\"groupby\":\"data.a\"}|groupby",
                "{\"fields\":{\"n\":{\"count\":true}},\"groupBy\":1}|groupBy",
                "{\"fields\":{\"n\":{\"count\":true}},\"groupBy\":[]}|groupBy",
                "{\"fields\":{\"n\":{\"count\":true}},\"groupBy\":\"tags\"}|groupBy",
                "{\"fields\":{\"n\":{\"count\":true}},\"groupBy\":[\"data.a\",\"metadata\"]}|groupBy[1]",
                "{\"fields\":{\"n\":{\"count\":true}},\"groupBy\":[\"data.a\",null]}|groupBy[1]",
                "{\"fields\":{\"n\":{\"count\":true}},\"match\":[]}|match",
                "{\"fields\":{\"n\":{\"count\":true}},\"match\":{\"limit\":1}}|match.limit",
                "{\"fields\":{\"n\":{\"count\":true}},\"match\":{\"eventType\":[1]}}|match.eventType[0]",
                "{\"fields\":{\"n\":{\"count\":true}},\"match\":{\"from\":\"x\"}}|match.from",
                "{\"fields\":{\"n\":{\"count\":true}},\"match\":{\"after\":-1}}|match.after",
                "{\"fields\":{\"n\":{\"count\":true}},\"match\":{\"query\":{}}}|match.query.items",
                "{\"fields\":{\"n\":{\"count\":true}}} {}|''"
            })
    void a_mistake_is_told_with_its_place(String text, String field) {
        assertThat(mistake(text).kind()).isEqualTo(InvalidInputException.Kind.INVALID_REQUEST);
        assertThat(mistake(text).violations().get(0).field()).isEqualTo(field);
    }

    @Test
    void what_is_given_twice_is_refused() {
        assertThat(mistake("{\"fields\":{\"n\":{\"count\":true},\"n\":{\"count\":true}}}"))
                .isNotNull();
        assertThat(mistake(withFields(",\"fields\":{}"))).isNotNull();
        assertThat(mistake("{\"fields\":").kind()).isEqualTo(InvalidInputException.Kind.MALFORMED_JSON);
        assertThat(mistake("").violations().get(0).field()).isEmpty();
    }

    @Test
    void there_are_bounds() {
        String fields = IntStream.range(0, 100)
                .mapToObj(i -> "\"f" + i + "\":{\"count\":true}")
                .collect(Collectors.joining(","));
        assertThat(read("{\"fields\":{" + fields + "}}").fields()).hasSize(100);
        assertThat(mistake("{\"fields\":{" + fields + ",\"x\":{\"count\":true}}}")
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("fields");
        String names = "a.".repeat(30) + "a";
        assertThat(mistake("{\"fields\":{\"n\":{\"last\":\"data." + names + ".b\"}}}"))
                .isNotNull();
        assertThat(read("{\"fields\":{\"n\":{\"last\":\"data." + names + "\"}}}")
                        .fields())
                .hasSize(1);
        assertThat(mistake("{\"fields\":{\"n\":{\"last\":\"data." + "x".repeat(1_000) + "\"}}}"))
                .isNotNull();
        String paths = "\"data.a\",".repeat(8);
        assertThat(mistake(withFields(",\"groupBy\":[" + paths + "\"data.b\"]"))
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("groupBy");
        assertThat(mistake(withFields(" ".repeat(Definition.MAX_BYTES))).kind())
                .isEqualTo(InvalidInputException.Kind.TOO_LARGE);
    }
}
