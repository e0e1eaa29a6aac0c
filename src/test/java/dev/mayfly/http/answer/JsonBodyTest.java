package dev.mayfly.http.answer;

import static dev.mayfly.http.answer.JsonBody.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;

import org.hamcrest.StringDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paths that other tests look at answers by. */
class JsonBodyTest {
    private static final String JSON =
            "{\"n\":1,\"long\":9000000000,\"half\":0.5,\"yes\":true,\"none\":null,\"a.b\":\"c\","
                    + "\"list\":[{\"name\":\"x\",\"v\":1},{\"name\":\"y\",\"v\":2}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n | 1",
                "long | 9000000000",
                "half | 0.5",
                "yes | true",
                "none | null",
                "missing | null",
                "n.missing | null",
                "'a.b' | c",
                "list[0].name | x",
                "list[-1].name | y",
                "list[2].name | null",
                "list[name=y].v | 2",
                "list[name=z].v | null",
                "list.v | [1, 2]",
                "list[0].* | [x, 1]",
                "list.size() | 2",
                "size() | 7"
            },
            quoteCharacter = '`')
    void a_path_leads_to_what_is_there_or_nothing(String path, String value) {
        assertThat(String.valueOf(JsonBody.of(JSON).<Object>valueAt(path))).isEqualTo(value);
    }

    @Test
    void what_is_no_path_is_refused() {
        assertThatThrownBy(() -> JsonBody.of(JSON).valueAt("list.find { it.v == 1 }"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonBody.of("no")).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_body_that_does_not_match_is_told_with_its_path() {
        assertThat(at("n", is(1)).matches(JSON)).isTrue();
        StringDescription mismatch = new StringDescription();
        at("list[0].v", is(2)).describeMismatch(JSON, mismatch);
        assertThat(mismatch).hasToString("list[0].v was <1> in " + JSON);
    }
}
