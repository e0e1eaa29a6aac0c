package dev.mayfly.projection.declared.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.MergePatch;
import dev.mayfly.eventstore.support.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergedJsonTest {
    private static final String[] NAMES = {"a", "b", "c", "é", "\\\"", "", "\\u0061", "\\ud800", "long name"};
    private static final String[] LEAVES = {
        "1.00", "null", "null", "\"é\\u00e9\\/\"", "true", "[null,{\"a\":null}, 1]", "\"\\ud83d\\ude00\"", "[]"
    };

    private static JsonNode read(String json) {
        return JsonNode.read(RawJson.of(json));
    }

    private static MergedJson merged(String... patches) {
        MergedJson merged = MergedJson.NULL;
        for (String patch : patches) {
            merged = merged.with(RawJson.of(patch));
        }
        return merged;
    }

    private static String text(MergedJson merged) {
        JsonBuffer out = new JsonBuffer(16);
        merged.write(out);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static String text(JsonNode node) {
        JsonBuffer out = new JsonBuffer(16);
        node.write(out);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static String patch(Random random, int depth) {
        if (depth > 3 || random.nextInt(4) == 0) {
            return LEAVES[random.nextInt(LEAVES.length)];
        }
        StringBuilder object = new StringBuilder("{");
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            object.append(i == 0 ? "\"" : ", \"").append(NAMES[random.nextInt(NAMES.length)]);
            object.append("\": ").append(patch(random, depth + 1));
        }
        return object.append('}').toString();
    }

    @Test
    void members_keep_their_places_and_removed_ones_come_back_last() {
        assertThat(text(merged("{\"a\":1,\"b\":2,\"c\":3}", "{\"b\":{\"d\":4}}", "{\"a\":null}", "{\"a\":5}")))
                .isEqualTo("{\"b\":{\"d\":4},\"c\":3,\"a\":5}");
        assertThat(text(merged())).isEqualTo("null");
        assertThat(text(merged("{\"a\":1}", "[1, 2]", "{\"b\":{\"c\":null}}"))).isEqualTo("{\"b\":{}}");
    }

    @Test
    void of_members_with_the_same_name_the_last_value_counts_at_the_place_of_the_first() {
        assertThat(text(merged("{\"a\":{\"x\":1},\"b\":2,\"a\":{\"y\":3}}"))).isEqualTo("{\"a\":{\"y\":3},\"b\":2}");
        assertThat(text(merged("{\"a\":null,\"b\":2,\"a\":3}"))).isEqualTo("{\"a\":3,\"b\":2}");
        assertThat(text(merged("{\"a\":1,\"a\":null,\"b\":2,\"a\":3}"))).isEqualTo("{\"a\":3,\"b\":2}");
        assertThat(text(merged("{\"a\":{\"x\":1},\"b\":2}", "{\"b\":null,\"a\":null,\"a\":{\"y\":2},\"b\":3}")))
                .isEqualTo("{\"a\":{\"x\":1,\"y\":2},\"b\":3}");
    }

    @Test
    void it_is_what_merging_in_place_makes_and_no_earlier_value_changes() {
        Seeds.each(random -> {
            JsonNode model = JsonNode.Literal.NULL;
            MergedJson merged = MergedJson.NULL;
            List<MergedJson> values = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String patch = patch(random, random.nextInt(20) == 0 ? 4 : 0);
                model = MergePatch.apply(model, read(patch));
                merged = merged.with(RawJson.of(patch));
                values.add(merged);
                texts.add(text(model));
            }
            for (int i = 0; i < values.size(); i++) {
                MergedJson value = values.get(i);
                String text = texts.get(i);
                assertThat(text(value)).isEqualTo(text);
                assertThat(value.textBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
                // However it came about, it counts as if it had come at once.
                assertThat(value.sizeBytes()).isEqualTo(merged(text).sizeBytes());
            }
        });
    }
}
