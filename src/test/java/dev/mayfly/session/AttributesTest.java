package dev.mayfly.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
    private static RawJson json(String text) {
        return RawJson.of(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1} | {\"a\":1} | {\"set\":{},\"removed\":[]}",
                "{\"a\":1} | {\"a\":1.0} | {\"set\":{\"a\":1.0},\"removed\":[]}",
                "{\"a\":1,\"b\":2} | {} | {\"set\":{},\"removed\":[\"a\",\"b\"]}",
                "{} | {\"a\": {\"b\" : [1]}} | {\"set\":{\"a\":{\"b\" : [1]}},\"removed\":[]}",
                "{\"\\u0061\":1} | {\"a\":1} | {\"set\":{},\"removed\":[]}"
            })
    void a_change_has_what_differs_byte_for_byte(String before, String target, String change) {
        assertThat(Attributes.change(json(before), Attributes.members("a", json(target)))
                        .json())
                .isEqualTo(change);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1} | {\"a\":null,\"b\":null} | {\"set\":{},\"removed\":[\"a\"]}",
                "{\"a\":{\"x\":1.0}} | {\"a\":{\"y\":2.0}} | {\"set\":{\"a\":{\"x\":1.0,\"y\":2.0}},\"removed\":[]}",
                "{\"a\":{\"x\": 1}} | {\"a\":{\"x\":1}} | {\"set\":{},\"removed\":[]}",
                "{\"a\":[1]} | {\"a\":{\"x\":null}} | {\"set\":{\"a\":{}},\"removed\":[]}",
                "{} | {\"a\":{\"b\":{\"c\":null,\"d\":1e400}}} | {\"set\":{\"a\":{\"b\":{\"d\":1e400}}},\"removed\":[]}"
            })
    void a_merge_patch_sets_whole_attributes(String before, String patch, String change) {
        assertThat(Attributes.patched(json(before), Attributes.members("", json(patch)))
                        .json())
                .isEqualTo(change);
    }

    @Test
    void a_change_is_applied_to_the_object_that_it_was_made_of() {
        RawJson before = json("{\"a\":1, \"b\":2}");
        Attributes.Change change = Attributes.change(before, Attributes.members("a", json("{\"b\":3,\"c\":4}")));
        assertThat(Attributes.after(before, change)).hasToString("{\"b\":3,\"c\":4}");
    }

    @Test
    void reading_attributes_leaves_their_bytes_as_they_are() {
        RawJson object = json(" {\"\\u0061\" :\t{\"b\":\"\\n\"} } ");
        String text = object.toString();
        assertThat(Attributes.members("a", object)).containsOnlyKeys("a");
        assertThat(object).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "{\"a\":1,\"a\":2}", "{\"a\":1", "{\"a\"}", "{a:1}", "{\"a\":1}x", ""})
    void what_is_no_object_is_refused(String text) {
        assertThatThrownBy(() -> Attributes.members("a", json(text))).isInstanceOf(InvalidInputException.class);
    }
}
