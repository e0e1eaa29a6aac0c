package dev.mayfly.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "payment-1", "a/b", "a b", "a+b", "%", "é", "\uD83E\uDD8B", "..", "a\u0000b", "~._-"})
    void what_is_encoded_decodes_to_itself(String text) {
        assertThat(PercentEncoding.decode("f", PercentEncoding.encode(text))).isEqualTo(text);
        assertThat(PercentEncoding.decodeQuery("f", PercentEncoding.encode(text)))
                .isEqualTo(text);
        assertThat(PercentEncoding.encode(text)).matches("[A-Za-z0-9%._~-]*");
    }

    @Test
    void a_plus_is_a_space_in_a_query_only() {
        assertThat(PercentEncoding.decode("f", "a+b")).isEqualTo("a+b");
        assertThat(PercentEncoding.decodeQuery("f", "a+b")).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "a%", "%zz", "%+1", "%FF", "%C3", "%C0%80", "%ED%A0%80", "é", " ", "\u007F"})
    void what_is_malformed_is_refused(String encoded) {
        assertThatThrownBy(() -> PercentEncoding.decode("f", encoded)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PercentEncoding.decodeQuery("f", encoded)).isInstanceOf(InvalidInputException.class);
    }
}
