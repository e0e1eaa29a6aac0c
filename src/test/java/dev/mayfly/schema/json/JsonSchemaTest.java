package dev.mayfly.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.schema.re2.Re2Patterns;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the official suite of JSON Schema does not ask: exact numbers, what is refused, messages and cost. */
class JsonSchemaTest {
    private static final long STEPS = 5_000_000;

    private static JsonSchema schema(String text) {
        return JsonSchema.compile(RawJson.of(text), new Re2Patterns(), new Work(STEPS, () -> false));
    }

    private static List<Violation> violations(String schema, String value) {
        return violations(schema(schema), value);
    }

    private static void fits(String schema, String value) {
        assertThat(violations(schema, value)).as(schema + " " + value).isEmpty();
    }

    private static void misfits(String schema, String value) {
        assertThat(violations(schema, value)).as(schema + " " + value).isNotEmpty();
    }

    private static List<InvalidInputException.Violation> refused(String schema) {
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, () -> schema(schema));
        assertThat(refusal).as(schema).isNotNull();
        return refusal.violations();
    }

    private static String zeros(int count) {
        return "0".repeat(count);
    }

    @Test
    void numbers_are_compared_exactly_whatever_their_size() {
        misfits("{\"maximum\": 100}", "1e400");
        misfits("{\"minimum\": -100}", "-1e400");
        fits("{\"minimum\": 1e-400}", "1e-400");
        misfits("{\"exclusiveMinimum\": 1e-400}", "1e-400");
        fits("{\"exclusiveMaximum\": 0.1}", "0.0999999999999999999999999");
        misfits("{\"multipleOf\": 2}", "9007199254740993");
        fits("{\"multipleOf\": 2}", "9007199254740992");
        fits("{\"multipleOf\": 0.01}", "4.02");
        misfits("{\"multipleOf\": 0.01}", "4.025");
        fits("{\"multipleOf\": 1e-300}", "1e300");
        fits("{\"type\": \"integer\"}", "1.0");
        fits("{\"type\": \"integer\"}", "1e400");
        fits("{\"type\": \"integer\"}", "10e-1");
        misfits("{\"type\": \"integer\"}", "1e-1");
        fits("{\"enum\": [100]}", "1e2");
        misfits("{\"enum\": [9007199254740992]}", "9007199254740993");
        fits("{\"const\": {\"a\": [1.0, -0]}}", "{\"a\": [10e-1, 0.0]}");
    }

    @Test
    void multiples_and_bounds_are_those_of_exact_decimals_however_many_digits_there_are() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            BigDecimal divisor = decimal(random).abs().max(new BigDecimal("0.001"));
            BigDecimal number = random.nextBoolean()
                    ? decimal(random)
                    : divisor.multiply(BigDecimal.valueOf(random.nextInt(99) - 50));
            String text = random.nextBoolean() ? number.toPlainString() : number.toString();
            JsonSchema multiple = schema("{\"multipleOf\": " + divisor.toPlainString() + "}");
            assertThat(violations(multiple, text).isEmpty())
                    .as("%s of %s", text, divisor)
                    .isEqualTo(number.remainder(divisor).signum() == 0);
            JsonSchema least = schema("{\"minimum\": " + divisor + "}");
            assertThat(violations(least, text).isEmpty())
                    .as("%s from %s", text, divisor)
                    .isEqualTo(number.compareTo(divisor) >= 0);
        }
    }

    private static List<Violation> violations(JsonSchema schema, String value) {
        return schema.violations(RawJson.of(value), new Work(STEPS, () -> false), Long.MAX_VALUE);
    }

    /** Returns a number of 1 to 25 digits, up to 12 of them after the decimal point. */
    private static BigDecimal decimal(Random random) {
        BigInteger digits = new BigInteger(1 + random.nextInt(80), random);
        BigDecimal value = new BigDecimal(digits, random.nextInt(13));
        return random.nextBoolean() ? value : value.negate();
    }

    @ParameterizedTest
    @CsvSource({
        "minimum, -1e999",
        "exclusiveMinimum, -1e999",
        "maximum, 1e999",
        "exclusiveMaximum, 1e999",
        "multipleOf, 1e-999"
    })
    void a_number_of_more_than_a_thousand_digits_fits_no_keyword_about_numbers(String keyword, String bound) {
        String schema = "{\"" + keyword + "\": " + bound + "}";
        for (String value : List.of("1e20000000", "1e-20000000", "1e1001", "1e-1001", "1e99999999999999999999")) {
            misfits(schema, value);
            fits("{\"type\": \"number\"}", value);
        }
        misfits(schema, "1" + zeros(1_000));
        misfits(schema, "0." + zeros(1_000) + "1");
        fits(schema, "0e999999");
        fits(schema, "1." + zeros(2_000));
        misfits("{\"multipleOf\": 1}", "1e20000000");
        assertThat(refused("{\"" + keyword + "\": 1e1001}").get(0).field()).isEqualTo("/" + keyword);
    }

    @Test
    void unique_elements_are_compared_by_value() {
        misfits("{\"uniqueItems\": true}", "[1, 1.0]");
        misfits("{\"uniqueItems\": true}", "[{\"a\": 1, \"b\": [2]}, {\"b\": [2.0], \"a\": 1e0}]");
        fits("{\"uniqueItems\": true}", "[\"1\", 1, [1], true, \"true\", null, \"null\", {}, []]");
        fits(
                "{\"uniqueItems\": true}",
                "[[\"a\",\"b\"], [\"a,b\"], [\"a\\\"\", \"b\"], {\"a\": \"b\"}, [\"a\", [\"b\"]]]");
    }

    @Test
    void a_large_array_of_unique_elements_costs_about_as_much_as_reading_it() {
        String elements = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"n\": " + i + "}")
                .collect(Collectors.joining(",", "[", "]"));
        fits("{\"uniqueItems\": true}", elements);
        // Strings whose hash codes are all the same.
        String colliding = IntStream.range(0, 1 << 14)
                .mapToObj(i -> "\""
                        + Integer.toBinaryString(1 << 14 | i)
                                .substring(1)
                                .replace("0", "Aa")
                                .replace("1", "BB") + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        fits("{\"uniqueItems\": true}", colliding);
    }

    @Test
    void violations_say_where_and_why() {
        String schema = "{\"type\": \"object\", \"required\": [\"total\", \"a/b~c\"], \"additionalProperties\": false,"
                + "\"properties\": {\"total\": {\"minimum\": 0}, \"a/b~c\": true, \"lines\": {\"items\": {\"maxLength\": 2}},"
                + "\"kind\": {\"enum\": [\"A\", 1]}}}";
        assertThat(violations(
                        schema,
                        "{\"total\": -1, \"lines\": [\"ab\", \"a\\uD83D\\uDE00c\"], \"kind\": \"B\", \"extra\": 1}"))
                .containsExactlyInAnyOrder(
                        new Violation("/a~1b~0c", "is required"),
                        new Violation("/total", "must be at least 0 (is -1)"),
                        new Violation("/lines/1", "must be at most 2 characters (has 3)"),
                        new Violation("/kind", "must be one of \"A\", 1"),
                        new Violation("/extra", "is not allowed"));
        assertThat(violations(schema, "[]")).containsExactly(new Violation("", "must be an object (is an array)"));
        assertThat(violations("{\"anyOf\": [{\"type\": \"string\"}, {\"minimum\": 3}]}", "2"))
                .containsExactly(new Violation("", "must be a string (is a number), or must be at least 3 (is 2)"));
        assertThat(violations("{\"anyOf\": [{\"type\": \"string\"}, {\"items\": {\"minimum\": 3}}]}", "[2]"))
                .containsExactly(new Violation("", "must fit at least one of the 2 schemas in 'anyOf'"));
        assertThat(violations(
                        "{\"items\": {\"type\": \"string\"}}",
                        IntStream.range(0, 500).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"))))
                .hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"$ref\": \"#\"}|",
                "{\"allOf\": [{\"$ref\": \"#\"}]}|",
                "{\"anyOf\": [true, {\"not\": {\"$ref\": \"#\"}}]}|",
                "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"if\": {\"$ref\": \"#/$defs/b\"}}, \"b\": {\"$ref\": \"#/$defs/a\"}}}|",
                "{\"$dynamicAnchor\": \"n\", \"oneOf\": [{\"$dynamicRef\": \"#n\"}]}|",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}|/$schema",
                "{\"properties\": {\"a\": {\"$ref\": \"https://example.com/other\"}}}|/properties/a/$ref",
                "{\"$ref\": \"#/nothing\"}|/$ref",
                "{\"$ref\": \"#nobody\"}|/$ref",
                "{\"$ref\": \"https://json-schema.org/draft/2020-12/nothing\"}|/$ref",
                "{\"$ref\": \"http://[\"}|/$ref",
                "{\"pattern\": \"(?=a)\"}|/pattern",
                "{\"pattern\": \"(a)\\\\1\"}|/pattern",
                "{\"patternProperties\": {\"[\": true}}|/patternProperties/[",
                "{\"pattern\": \"((a{100}){100}){100}\"}|/pattern",
                "{\"type\": \"text\"}|/type",
                "{\"minLength\": -1}|/minLength",
                "{\"multipleOf\": 0}|/multipleOf",
                "{\"properties\": {\"a\": 1}}|/properties/a",
                "{\"required\": [\"a\", \"a\"]}|/required/1",
                "{\"$defs\": {\"a\": {\"$anchor\": \"x\"}, \"b\": {\"$anchor\": \"x\"}}}|",
                "3|",
                "[]|"
            })
    void what_could_not_be_held_is_refused_with_its_place(String schema, String place) {
        List<InvalidInputException.Violation> refusal = refused(schema);
        if (place != null) {
            assertThat(refusal).anyMatch(each -> each.field().equals(place));
        }
    }

    @Test
    void the_meta_schema_may_be_referred_to() {
        String schema = "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\","
                + "\"properties\": {\"schema\": {\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}}}";
        fits(schema, "{\"schema\": {\"properties\": {\"a\": {\"type\": \"string\"}}}}");
        misfits(schema, "{\"schema\": {\"properties\": {\"a\": {\"type\": \"text\"}}}}");
    }

    @Test
    void patterns_are_those_of_re2_with_the_long_names_of_unicode() {
        fits("{\"pattern\": \"^\\\\p{Letter}+$\"}", "\"Éclair\"");
        misfits("{\"pattern\": \"^\\\\p{Script=Greek}+$\"}", "\"abc\"");
        fits("{\"pattern\": \"^[\\\\p{Lowercase_Letter}\\\\P{gc=Letter}]+$\"}", "\"ab1\"");
        fits("{\"pattern\": \"b\"}", "\"abc\"");
        fits("{\"pattern\": \"^\\\\\\\\p{Letter}$\"}", "\"\\\\ppppppp\"".replace("ppppppp", "p{Letter}"));
    }

    @Test
    void formats_and_unknown_keywords_are_annotations() {
        fits("{\"format\": \"email\", \"x-mine\": 3, \"contentEncoding\": \"base64\"}", "\"no address\"");
    }

    @Test
    void a_schema_that_doubles_its_work_at_each_step_ends_at_the_limit() {
        StringBuilder defs = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String next = "{\"$ref\": \"#/$defs/a" + (i + 1) + "\"}";
            defs.append("\"a")
                    .append(i)
                    .append("\": {\"allOf\": [")
                    .append(next)
                    .append(',')
                    .append(next)
                    .append("]},");
        }
        JsonSchema schema =
                schema("{\"$ref\": \"#/$defs/a0\", \"$defs\": {" + defs + "\"a60\": {\"type\": \"string\"}}}");
        assertThatThrownBy(() -> schema.violations(RawJson.of("\"x\""), new Work(STEPS, () -> false), Long.MAX_VALUE))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        limit -> assertThat(limit.kind()).isEqualTo(InvalidInputException.Kind.TOO_LARGE));
        assertThat(schema.violations(RawJson.of("\"x\""), new Work(STEPS, () -> false), 1_000))
                .isNull();
    }

    @Test
    void a_match_that_takes_long_is_paid_for_while_it_is_made() {
        JsonSchema schema = schema("{\"pattern\": \"^((a?){500}b){2}$\"}");
        String text = "\"" + "a".repeat(1_000_000) + "\"";
        assertThatThrownBy(() -> schema.violations(RawJson.of(text), new Work(STEPS, () -> false), Long.MAX_VALUE))
                .isInstanceOf(InvalidInputException.class);
        fits("{\"pattern\": \"(x+x+)+y\"}", "\"" + "x".repeat(10_000) + "y\"");
    }

    @Test
    void a_match_ends_once_nobody_waits_for_it() {
        JsonSchema schema = schema("{\"pattern\": \"a" + ".".repeat(4_000) + "b\"}");
        String text = "\"" + "a".repeat(1_000_000) + "\"";
        AtomicInteger looks = new AtomicInteger();
        Work left = new Work(Long.MAX_VALUE, () -> looks.incrementAndGet() > 3);
        assertThatThrownBy(() -> schema.violations(RawJson.of(text), left, Long.MAX_VALUE))
                .isInstanceOf(Work.AbandonedException.class);
    }

    @Test
    void classes_of_characters_count_as_what_they_take() {
        assertThat(refused("{\"pattern\": \"" + "\\\\pL".repeat(200) + "\"}")
                        .get(0)
                        .message())
                .contains("must be simpler");
        assertThat(refused("{\"pattern\": \"[" + "\\\\p{Letter}".repeat(200) + "]\"}")
                        .get(0)
                        .message())
                .contains("must be simpler");
        assertThat(refused("{\"pattern\": \"[" + "ab".repeat(100_000) + "]\"}")
                        .get(0)
                        .message())
                .contains("must be simpler");
        String many = IntStream.range(0, 40)
                .mapToObj(i -> "{\"pattern\": \"" + "\\\\pL".repeat(100) + i + "\"}")
                .collect(Collectors.joining(", "));
        assertThat(refused("{\"allOf\": [" + many + "]}").get(0).message()).contains("must be simpler");
        assertThat(schema("{\"pattern\": \"" + "\\\\pL".repeat(100) + "\"}").sizeBytes())
                .isGreaterThan(400_000);
    }

    @Test
    void a_pattern_with_many_parts_that_may_be_empty_is_a_violation_where_the_stack_does_not_suffice()
            throws Exception {
        String pattern = "{\"pattern\": \"" + "a?".repeat(4_990) + "b\"}";
        List<List<Violation>> found = new ArrayList<>();
        Thread small = new Thread(
                null, () -> found.add(violations(pattern, "\"" + "a".repeat(2_000) + "\"")), "small-stack", 256 << 10);
        small.start();
        small.join();
        assertThat(found.get(0).get(0).message()).contains("cannot be matched");
    }

    @Test
    void what_is_told_of_a_violation_is_short_however_long_names_and_patterns_are() {
        String name = "n".repeat(250_000);
        String values = "[" + "{}, ".repeat(199) + "{}]";
        for (String schema : List.of(
                "{\"items\": {\"required\": [\"" + name + "\"]}}",
                "{\"items\": {\"dependentRequired\": {\"" + name + "\": [\"x\"]}, \"required\": [\"" + name + "\"]}}",
                "{\"items\": {\"properties\": {\"" + name + "\": false}, \"minProperties\": 1}}")) {
            List<Violation> found = violations(schema, values);
            assertThat(found).hasSize(JsonSchema.MOST_VIOLATIONS);
            assertThat(found.stream()
                            .mapToInt(each ->
                                    each.pointer().length() + each.message().length())
                            .sum())
                    .isLessThan(100_000);
        }
        List<Violation> found = violations("{\"pattern\": \"" + "x".repeat(9_000) + "\"}", "\"\"");
        assertThat(found.get(0).message()).hasSizeLessThan(400);
        String deep = "{\"" + "k".repeat(200) + "\": ";
        String at = deep.repeat(100) + "1" + "}".repeat(100);
        Violation far = violations(
                        "{\"$defs\": {\"n\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/n\"}}}, "
                                + "\"$ref\": \"#/$defs/n\"}",
                        at)
                .get(0);
        assertThat(far.pointer()).hasSizeLessThan(3_100).startsWith("/kkk").contains("…");
    }

    @Test
    void data_may_be_as_deep_as_events_may_be_and_no_deeper_than_the_stack() throws Exception {
        String tree =
                "{\"$dynamicAnchor\": \"node\", \"type\": [\"object\", \"null\"], \"properties\": {\"next\": {\"$dynamicRef\": \"#node\"}}}";
        String deep = "{\"next\": ".repeat(300) + "null" + "}".repeat(300);
        fits(tree, deep);
        String deeper = "{\"next\": ".repeat(1_000) + "null" + "}".repeat(1_000);
        List<List<Violation>> found = new ArrayList<>();
        Thread small = new Thread(null, () -> found.add(violations(tree, deeper)), "small-stack", 768 << 10);
        small.start();
        small.join();
        assertThat(found).hasSize(1);
        assertThat(found.get(0))
                .singleElement()
                .satisfies(each -> assertThat(each.message()).startsWith("must not nest so deep"));
    }

    @Test
    void a_long_chain_of_references_and_deep_schemas_are_refused_rather_than_followed() {
        String defs = IntStream.range(0, 5_000)
                .mapToObj(i -> "\"a" + i + "\": {\"$ref\": \"#/$defs/a" + (i + 1) + "\"}")
                .collect(Collectors.joining(","));
        assertThat(refused("{\"$ref\": \"#/$defs/a0\", \"$defs\": {" + defs + ", \"a5000\": true}}"))
                .isNotEmpty();
        String deep = "{\"not\": ".repeat(900) + "true" + "}".repeat(900);
        assertThat(refused(deep)).isNotEmpty();
        fits("{\"properties\": {\"a\": ".repeat(40) + "true" + "}}".repeat(40), "{}");
    }

    @Test
    void compiling_a_hostile_schema_costs_little() {
        String patterns = IntStream.range(0, 3_000)
                .mapToObj(i -> "\"(a{900}){11}" + i + "\": true")
                .collect(Collectors.joining(","));
        assertThat(refused("{\"patternProperties\": {" + patterns + "}}").get(0).message())
                .contains("must be simpler");
        String wide = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"const\": " + i + "}")
                .collect(Collectors.joining(","));
        fits("{\"anyOf\": [" + wide + "]}", "19999");
    }

    @Test
    void dividing_numbers_with_many_digits_is_paid_for_by_their_digits() {
        JsonSchema schema = schema("{\"items\": {\"multipleOf\": 3e-999}}");
        Work work = new Work(STEPS, () -> false);
        assertThat(schema.violations(RawJson.of("[1e999,2,3]"), work, Long.MAX_VALUE))
                .hasSize(2);
        assertThat(work.steps()).isGreaterThan(900);
        String many = "[" + "3e999,".repeat(100_000) + "3]";
        assertThatThrownBy(() -> schema.violations(RawJson.of(many), new Work(STEPS, () -> false), Long.MAX_VALUE))
                .isInstanceOf(InvalidInputException.class);
        Work few = new Work(STEPS, () -> false);
        schema("{\"items\": {\"multipleOf\": 0.01}}").violations(RawJson.of("[1.25,2e3,3]"), few, Long.MAX_VALUE);
        assertThat(few.steps()).isLessThan(20);
    }
}
