package dev.mayfly.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule that identifiers keep. */
class IdentifierTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "...", " ", "a/b", "%2F", "😀", "日本語", "a.b", ".a", "\u00a0", "\uFFFF"})
    void identifiers_may_hold_almost_any_character(String identifier) {
        assertThat(Identifier.require("f", identifier)).isSameAs(identifier);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "\0", "a\n", "\u007F", "\u0080", "\u009F", "\ud800", "\udc00\ud800"})
    void what_breaks_the_rule_is_refused(String identifier) {
        assertThatThrownBy(() -> Identifier.require("f", identifier))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations().get(0).field()).isEqualTo("f"));
    }

    @Test
    void length_is_counted_in_characters_and_not_in_units_or_bytes() {
        for (String character : new String[] {"a", "é", "日", "😀"}) {
            assertThat(Identifier.mistake(character.repeat(255))).isNull();
            assertThat(Identifier.mistake(character.repeat(256))).isEqualTo("must be at most 255 characters (has 256)");
        }
    }
}
