package dev.mayfly.event.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON values as trees: read, written, merged and compared. */
class JsonTreeTest {
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static JsonNode read(String json) {
        return JsonNode.read(RawJson.of(json));
    }

    private static String text(JsonNode node) {
        JsonBuffer out = new JsonBuffer(16);
        node.write(out);
        return text(out);
    }

    private static String text(JsonBuffer out) {
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static String merge(String target, String patch) {
        return text(MergePatch.apply(read(target), read(patch)));
    }

    private static String difference(String from, String to) {
        return text(JsonPatch.difference(read(from), read(to), bytes -> {}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e400",
                "-0",
                "12345678901234567890",
                "1E+2",
                "null",
                "true",
                "\"\"",
                "[]",
                "{}",
                "[1,[2,{}],\"x\"]",
                "{\"b\":1.00,\"a\":{\"\":[null]}}",
                "\"\u00e9\uD83D\uDE00\""
            })
    void a_value_is_written_as_it_was_read(String json) {
        assertThat(text(read(json))).isEqualTo(json);
    }

    @Test
    void spaces_go_and_escapes_are_resolved_where_they_need_not_be() {
        assertThat(text(read(" { \"a\" : [ 1 , 2 ] ,\t\"\\u0062\" : \"\\u00e9\\/\\n\\ud83d\\ude00\" } ")))
                .isEqualTo("{\"a\":[1,2],\"b\":\"\u00e9/\\n\uD83D\uDE00\"}");
        assertThat(text(read("\"\\ud800\""))).isEqualTo("\"\\ud800\"");
        assertThat(text(read("{\"a\":1,\"b\":2,\"a\":3}"))).isEqualTo("{\"a\":3,\"b\":2}");
    }

    /** The examples of RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"b\"};{\"a\":\"c\"};{\"a\":\"c\"}",
                "{\"a\":\"b\"};{\"b\":\"c\"};{\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"};{\"a\":null};{}",
                "{\"a\":\"b\",\"b\":\"c\"};{\"a\":null};{\"b\":\"c\"}",
                "{\"a\":[\"b\"]};{\"a\":\"c\"};{\"a\":\"c\"}",
                "{\"a\":\"c\"};{\"a\":[\"b\"]};{\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}};{\"a\":{\"b\":\"d\",\"c\":null}};{\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]};{\"a\":[1]};{\"a\":[1]}",
                "[\"a\",\"b\"];[\"c\",\"d\"];[\"c\",\"d\"]",
                "{\"a\":\"b\"};[\"c\"];[\"c\"]",
                "{\"a\":\"foo\"};null;null",
                "{\"a\":\"foo\"};\"bar\";\"bar\"",
                "{\"e\":null};{\"a\":1};{\"e\":null,\"a\":1}",
                "[1,2];{\"a\":\"b\",\"c\":null};{\"a\":\"b\"}",
                "{};{\"a\":{\"bb\":{\"ccc\":null}}};{\"a\":{\"bb\":{}}}"
            })
    void a_merge_patch_does_what_the_rfc_says(String target, String patch, String result) {
        assertThat(merge(target, patch)).isEqualTo(result);
    }

    @Test
    void a_difference_says_what_changed_and_where() {
        assertThat(difference("{\"a\":1,\"b\":2,\"c/~\":{\"d\":1.0}}", "{\"c/~\":{\"d\":1.00},\"a\":1,\"e\":[]}"))
                .isEqualTo("[{\"op\":\"remove\",\"path\":\"/b\"},"
                        + "{\"op\":\"replace\",\"path\":\"/c~1~0/d\",\"value\":1.00},"
                        + "{\"op\":\"add\",\"path\":\"/e\",\"value\":[]}]");
        assertThat(difference("null", "{\"a\":1e400}"))
                .isEqualTo("[{\"op\":\"replace\",\"path\":\"\",\"value\":{\"a\":1e400}}]");
        assertThat(difference("{\"a\":1,\"b\":[2]}", "{\"b\":[2],\"a\":1}")).isEqualTo("[]");
        assertThat(difference("[1,2,3,4]", "[1,9,3,4]"))
                .isEqualTo("[{\"op\":\"replace\",\"path\":\"/1\",\"value\":9}]");
        assertThat(difference("[1,2,3,4]", "[1,4]"))
                .isEqualTo("[{\"op\":\"remove\",\"path\":\"/2\"},{\"op\":\"remove\",\"path\":\"/1\"}]");
        assertThat(difference("[1,4]", "[1,2,3,4]"))
                .isEqualTo(
                        "[{\"op\":\"add\",\"path\":\"/1\",\"value\":2},{\"op\":\"add\",\"path\":\"/2\",\"value\":3}]");
    }

    @Test
    void a_patch_applied_to_one_value_makes_the_other() throws Exception {
        Random random = new Random(20_261_123);
        for (int i = 0; i < 3_000; i++) {
            String from = random(random, 4);
            String to = random.nextInt(3) == 0 ? random(random, 4) : merge(from, random(random, 3));
            com.fasterxml.jackson.databind.JsonNode patch = JACKSON.readTree(difference(from, to));
            assertThat(applied(JACKSON.readTree(from), patch))
                    .as(from + " to " + to)
                    .isEqualTo(JACKSON.readTree(to));
        }
    }

    private static String random(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 3 : 7);
        if (kind < 3) {
            return new String[] {"null", "1.0", "1.00", "\"x\"", "12345678901234567890"}[random.nextInt(5)];
        }
        StringBuilder text = new StringBuilder();
        boolean object = kind < 6;
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(text.isEmpty() ? "" : ",");
            text.append(object ? "\"" + "a/~b".charAt(random.nextInt(4)) + random.nextInt(3) + "\":" : "");
            text.append(random(random, depth - 1));
        }
        return object ? "{" + text + "}" : "[" + text + "]";
    }

    /** Applies a patch as RFC 6902 says, and fails where it says to. */
    private static com.fasterxml.jackson.databind.JsonNode applied(
            com.fasterxml.jackson.databind.JsonNode document, com.fasterxml.jackson.databind.JsonNode patch) {
        com.fasterxml.jackson.databind.JsonNode result = document;
        for (com.fasterxml.jackson.databind.JsonNode operation : patch) {
            String path = operation.get("path").asText();
            String op = operation.get("op").asText();
            com.fasterxml.jackson.databind.JsonNode value = operation.get("value");
            if (path.isEmpty()) {
                assertThat(op).isEqualTo("replace");
                result = value;
                continue;
            }
            int slash = path.lastIndexOf('/');
            String name = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
            com.fasterxml.jackson.databind.JsonNode parent = result.at(path.substring(0, slash));
            if (parent instanceof ObjectNode object) {
                assertThat(object.has(name)).isEqualTo(!op.equals("add"));
                if (op.equals("remove")) {
                    object.remove(name);
                } else {
                    object.set(name, value);
                }
            } else {
                ArrayNode array = (ArrayNode) parent;
                int index = Integer.parseInt(name);
                assertThat(index).isLessThan(array.size() + (op.equals("add") ? 1 : 0));
                switch (op) {
                    case "add" -> array.insert(index, value);
                    case "remove" -> array.remove(index);
                    default -> array.set(index, value);
                }
            }
        }
        return result;
    }

    @Test
    void deep_values_need_little_stack() throws Exception {
        FutureTask<Void> task = new FutureTask<>(
                () -> {
                    for (String[] around : new String[][] {{"[", "]"}, {"{\"a\":", "}"}}) {
                        String one = around[0].repeat(1000) + "1" + around[1].repeat(1000);
                        String two = around[0].repeat(1000) + "2" + around[1].repeat(1000);
                        assertThat(text(read(one).copy())).isEqualTo(one);
                        assertThat(merge(one, two)).isEqualTo(two);
                        assertThat(difference(one, one)).isEqualTo("[]");
                        assertThat(difference(one, two))
                                .startsWith("[{\"op\":\"replace\"")
                                .contains("\"value\":2}");
                    }
                },
                null);
        Thread thread = new Thread(null, task, "small stack", 512 * 1024);
        thread.start();
        task.get();
    }

    @Test
    void a_patch_that_would_be_far_longer_than_the_value_replaces_it() {
        String opening = ("{\"" + "n".repeat(1_000) + "\":").repeat(300);
        StringBuilder one = new StringBuilder();
        StringBuilder two = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            one.append(i == 0 ? "" : ",").append(i);
            two.append(i == 0 ? "" : ",").append(-i - 1);
        }
        String to = opening + "[" + two + "]" + "}".repeat(300);
        String patch = difference(opening + "[" + one + "]" + "}".repeat(300), to);
        assertThat(patch).isEqualTo("[{\"op\":\"replace\",\"path\":\"\",\"value\":" + to + "}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "\"\"",
                "\"text\"",
                "[]",
                "[1,2,3,4,5,6,7,8,9,[[[]]]]",
                "{}",
                "{\"a\":1,\"b\":{\"c\":{},\"d\":[1]}}",
                "{\"a\":\"\",\"b\":\"\",\"c\":\"\"}"
            })
    void a_value_takes_no_more_than_is_told_by_its_text(String json) {
        assertThat(read(json).sizeBytes()).isPositive().isLessThanOrEqualTo(JsonNode.mostBytes(RawJson.of(json)));
    }
}
