package dev.mayfly.criteria.where;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTextTest {
    private static Condition condition(String path, Operator operator, Operand... operands) {
        return new Condition(EventPath.parse("path", path), operator, Set.of(operands));
    }

    private static Condition parse(String text) {
        return ConditionText.parse("where", text);
    }

    @Test
    void the_longest_operator_wins_and_blanks_around_it_do_not_count() {
        assertThat(parse("data.amount>=100"))
                .isEqualTo(condition("data.amount", Operator.AT_LEAST, Operand.number("100")));
        assertThat(parse("data.amount \t> \t=100"))
                .isEqualTo(condition("data.amount", Operator.GREATER, Operand.string("=100")));
        assertThat(parse(" data.a <= 1e400 "))
                .isEqualTo(condition("data.a", Operator.AT_MOST, Operand.number("1e400")));
        assertThat(parse("data.a<b")).isEqualTo(condition("data.a", Operator.LESS, Operand.string("b")));
        assertThat(parse("data.a!= b ")).isEqualTo(condition("data.a", Operator.NOT_EQUAL, Operand.string("b ")));
        assertThat(parse("data.a^=b")).isEqualTo(condition("data.a", Operator.STARTS_WITH, Operand.string("b")));
        assertThat(parse("data.a*=12")).isEqualTo(condition("data.a", Operator.CONTAINS, Operand.string("12")));
        assertThat(parse("data.a")).isEqualTo(condition("data.a", Operator.EXISTS));
        assertThat(parse(" ! data.a ")).isEqualTo(condition("data.a", Operator.MISSING));
        assertThat(parse("data.a=")).isEqualTo(condition("data.a", Operator.EQUAL, Operand.string("")));
    }

    @Test
    void a_number_or_literal_without_quotes_means_the_string_too() {
        assertThat(parse("data.a=12345").operands())
                .isEqualTo(Set.of(Operand.number("12345.0"), Operand.string("12345")));
        assertThat(parse("data.a=\"12345\"").operands()).isEqualTo(Set.of(Operand.string("12345")));
        assertThat(parse("data.a!=true").operands()).isEqualTo(Set.of(Operand.TRUE, Operand.string("true")));
        assertThat(parse("data.a=null").operands()).isEqualTo(Set.of(Operand.NULL, Operand.string("null")));
        assertThat(parse("data.a=[1, \"1\", null]").operands())
                .isEqualTo(Set.of(Operand.number("1"), Operand.string("1"), Operand.NULL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "0x1",
                "NaN",
                "[1",
                "[1]x",
                "{\"a\":1}",
                "[{}]",
                "\"a",
                "\"a\"b",
                "TRUE"
            })
    void anything_else_is_a_string(String value) {
        assertThat(parse("data.a=" + value).operands()).isEqualTo(Set.of(Operand.string(value)));
    }

    @Test
    void names_with_other_characters_are_json_strings() {
        assertThat(parse("data.\"a.b\".\"\u00e9\\n=\"=1").path().members()).isEqualTo(List.of("a.b", "\u00e9\n="));
        assertThat(parse("data.\"\"").path().members()).isEqualTo(List.of(""));
        assertThat(parse("data.\u00e9_-$1").path().members()).isEqualTo(List.of("\u00e9_-$1"));
        assertThat(parse("data.\"a\"").path()).isEqualTo(parse("data.a").path());
        assertThat(EventPath.parse("path", "data.\"a.b\"").members()).isEqualTo(List.of("a.b"));
        assertThat(EventPath.parse("path", "data.\"q").members()).isEqualTo(List.of("\"q"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|names separated by dots",
                "data.|names separated by dots",
                "data..a=1|names separated by dots",
                "=1|names separated by dots",
                "daat.a=1|must start with a field of an event",
                "eventType.a=1|leads nowhere",
                "data.a b=1|must have =, !=",
                "data.a/b=1|must have =, !=",
                "!data.a=1|must not have '!'",
                "data.a<null|by = and != only",
                "data.a>=true|by = and != only",
                "data.a=[]|must not be empty",
                "timestamp>yesterday|RFC 3339",
                "recordedAt^=2026|must compare recordedAt, a time"
            })
    void a_mistake_is_reported_by_name(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        mistake -> assertThat(mistake.violations())
                                .singleElement()
                                .satisfies(violation -> {
                                    assertThat(violation.field()).isEqualTo("where");
                                    assertThat(violation.message()).contains(message);
                                }));
    }

    @Test
    void conditions_are_equal_if_they_mean_the_same() {
        assertThat(parse("data.a=1")).isEqualTo(parse("data . a = 1".replace(" . ", ".")));
        assertThat(parse("data.a>1.0")).isEqualTo(parse("data.\"a\" > 10e-1"));
        assertThat(parse("data.a>1")).isNotEqualTo(parse("data.a>\"1\""));
        assertThat(parse("data.a=[1,\"x\"]").canonical())
                .isEqualTo(parse("data.a=[\"x\",1.0]").canonical());
    }
}
