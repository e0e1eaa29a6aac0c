package dev.mayfly.http.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.http.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Choosing the form of an answer. */
class FormatTest {
    @Test
    void without_a_wish_the_first_is_taken() {
        assertThat(Format.of((String) null, Format.JSON, Format.NDJSON)).isEqualTo(Format.JSON);
        assertThat(Format.of((String) null, Format.NDJSON, Format.JSON)).isEqualTo(Format.NDJSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | JSON",
                "application/* | JSON",
                "application/x-ndjson | NDJSON",
                "application/x-ndjson;q=0.1 | NDJSON",
                "application/json,application/x-ndjson | JSON",
                "application/json;q=0.999, application/x-ndjson | NDJSON",
                "application/json; Q=0.2 , application/x-ndjson; q=0.3 | NDJSON",
                "*/*;q=0.5, application/json;q=0.1 | NDJSON",
                "application/json;q=0, */*;q=0.001 | NDJSON",
                "nonsense, application/json | JSON"
            })
    void the_best_liked_is_taken(String accept, Format expected) {
        assertThat(Format.of(accept, Format.JSON, Format.NDJSON)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/html", "nonsense", "application/json;q=0", "application/json;q=high", "*/*;q=0"})
    void what_cannot_be_had_is_refused(String accept) {
        assertThatThrownBy(() -> Format.of(accept, Format.JSON, Format.NDJSON)).isInstanceOf(ProblemException.class);
    }
}
