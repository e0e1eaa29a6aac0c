package dev.mayfly.append.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import org.junit.jupiter.api.Test;

class AppendTermsTest {
    @Test
    void there_are_no_more_expected_versions_than_a_request_may_have_events() {
        RawJson three = RawJson.of("{\"a\":1,\"b\":0,\"c\":2}");
        assertThat(AppendTerms.expectations(three, 3)).hasSize(3);
        assertThatThrownBy(() -> AppendTerms.expectations(three, 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mayfly.limits.request-events");
    }
}
