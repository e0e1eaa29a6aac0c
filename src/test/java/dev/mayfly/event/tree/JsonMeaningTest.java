package dev.mayfly.event.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.support.Seeds;
import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that mean the same JSON value, and those that do not. */
class JsonMeaningTest {
    private static boolean same(String one, String other) {
        boolean same = JsonMeaning.same(RawJson.of(one), RawJson.of(other));
        assertThat(JsonMeaning.same(RawJson.of(other), RawJson.of(one))).isEqualTo(same);
        return same;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | 1.0",
                "1 | 1E0",
                "100 | 1e+2",
                "0.001 | 1e-3",
                "0 | -0.0e5",
                "0 | 0e99999999999999999999",
                "12345678901234567890 | 12345678901234567890.000",
                "1e400 | 10E399",
                "1e1000000000 | 0.1e1000000001",
                "1e99999999999999999999 | 1e99999999999999999999",
                "1e-0000000000000000000001 | 0.1",
                "{\"a\":1,\"b\":2} | { \"b\" : 2 , \"a\" : 1 }",
                "{\"a\":1,\"a\":2} | {\"a\":2}",
                "[1,[2,{}]] | [ 1 , [ 2 , { } ] ]",
                "\"\\u00e9\\n\\/\" | \"é\\u000A/\"",
                "\"\\ud83d\\ude00\" | \"😀\"",
                "\"\\ud800\" | \"\\uD800\"",
                "{\"\\u0061\":true} | {\"a\":true}",
                "null | null"
            })
    void texts_of_one_value_are_the_same(String one, String other) {
        assertThat(same(one, other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | 2",
                "1 | -1",
                "1 | 10",
                "1 | 1.00000000000000000000000000000001",
                "1e400 | 1e401",
                "1e99999999999999999999 | 10e99999999999999999998",
                "1 | \"1\"",
                "1 | true",
                "null | false",
                "null | \"null\"",
                "{} | []",
                "{\"a\":null} | {}",
                "{\"a\":1,\"a\":2} | {\"a\":1}",
                "[1,2] | [2,1]",
                "[1] | [1,1]",
                "\"a\" | \"A\"",
                "\"\\ud800\" | \"\\ud801\"",
                "\"e\\u0301\" | \"\\u00e9\"",
                "{\"a\":{\"b\":1}} | {\"a\":{\"b\":2}}"
            })
    void texts_of_other_values_are_not(String one, String other) {
        assertThat(same(one, other)).isFalse();
    }

    @Test
    void numbers_are_the_same_exactly_where_their_values_are() {
        Random random = new Random(20_261_128);
        int same = 0;
        for (int i = 0; i < 50_000; i++) {
            String one = number(random);
            String other = number(random);
            boolean expected = new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
            assertThat(JsonNumber.canonical(one).equals(JsonNumber.canonical(other)))
                    .as(one + " and " + other)
                    .isEqualTo(expected);
            same += expected ? 1 : 0;
        }
        assertThat(same).isGreaterThan(1_000);
    }

    @Test
    void texts_are_the_same_exactly_where_their_trees_are() {
        Seeds.each(6, 60, seed -> {
            Random random = new Random(seed);
            int same = 0;
            for (int i = 0; i < 2_000; i++) {
                String one = value(random, 3);
                String other = random.nextInt(3) == 0 ? one.replace(",", " ,\n") : value(random, 3);
                boolean expected = sameTree(JsonNode.read(RawJson.of(one)), JsonNode.read(RawJson.of(other)));
                assertThat(same(one, other)).as(one + " and " + other).isEqualTo(expected);
                same += expected ? 1 : 0;
            }
            assertThat(same).isBetween(300, 1_900);
        });
    }

    private static String value(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 3 : 5);
        if (kind == 0) {
            return new String[] {"1", "1.0", "10e-1", "-0", "0", "true", "null"}[random.nextInt(7)];
        }
        if (kind <= 2) {
            return new String[] {"\"a\"", "\"\\u0061\"", "\"\"", "\"é\"", "\"\\u00e9\"", "\"😀\"", "\"\\ud83d\\ude00\""}
                    [random.nextInt(7)];
        }
        boolean object = kind == 3;
        StringBuilder text = new StringBuilder(object ? "{" : "[");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(object ? new String[] {"\"a\":", "\"b\": ", "\"\\u0062\":"}[random.nextInt(3)] : "")
                    .append(value(random, depth - 1))
                    .append(i > 1 ? "," : "");
        }
        return text.append(object ? "}" : "]").toString();
    }

    private static boolean sameTree(JsonNode one, JsonNode other) {
        if (one instanceof JsonNode.ObjectNode a && other instanceof JsonNode.ObjectNode b) {
            return a.members.keySet().equals(b.members.keySet())
                    && a.members.entrySet().stream()
                            .allMatch(each -> sameTree(each.getValue(), b.members.get(each.getKey())));
        }
        if (one instanceof JsonNode.ArrayNode a && other instanceof JsonNode.ArrayNode b) {
            return a.elements.size() == b.elements.size()
                    && IntStream.range(0, a.elements.size())
                            .allMatch(i -> sameTree(a.elements.get(i), b.elements.get(i)));
        }
        if (one instanceof JsonNode.Literal a && other instanceof JsonNode.Literal b && a.isNumber() && b.isNumber()) {
            return new BigDecimal(a.text()).compareTo(new BigDecimal(b.text())) == 0;
        }
        return one.equals(other);
    }

    @Test
    void an_object_of_very_many_members_is_compared_in_any_order() {
        StringBuilder up = new StringBuilder("{\"n0\":0");
        StringBuilder down = new StringBuilder();
        for (int i = 1; i < 50_000; i++) {
            up.append(",\"n").append(i).append("\":").append(i);
        }
        for (int i = 0; i < 50_000; i++) {
            down.append(i == 0 ? "" : ",")
                    .append("\"n")
                    .append(49_999 - i)
                    .append("\":")
                    .append(49_999 - i);
        }
        String reversed = "{" + down + "}";
        assertThat(same(up + "}", reversed)).isTrue();
        assertThat(same(up + "}", reversed.replace("\"n7\":7", "\"n7\":8"))).isFalse();
    }

    private static String number(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        text.append(
                random.nextBoolean() ? "0" : Integer.toString(1 + random.nextInt(2)) + "0".repeat(random.nextInt(3)));
        if (random.nextBoolean()) {
            text.append('.').append("0".repeat(random.nextInt(2))).append(random.nextInt(3));
        }
        if (random.nextBoolean()) {
            text.append(random.nextBoolean() ? 'e' : 'E')
                    .append(new String[] {"", "+", "-"}[random.nextInt(3)])
                    .append(random.nextInt(3));
        }
        return text.toString();
    }

    @Test
    void long_and_deep_texts_are_compared_without_much_ado() {
        String digits = "1".repeat(500_000);
        assertThat(same(digits + "0e-1", digits)).isTrue();
        assertThat(same("1e2147483647", "1e-2147483648")).isFalse();
        assertThat(same("[".repeat(1000) + "1" + "]".repeat(1000), "[".repeat(1000) + "1.0" + " ]".repeat(1000)))
                .isTrue();
    }
}
