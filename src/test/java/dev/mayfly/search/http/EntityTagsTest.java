package dev.mayfly.search.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How entity tags are compared. */
class EntityTagsTest {
    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "W/\"3\"", "\"1\", \"3\"", "\"a,b\" ,W/\"3\"", "*", "W/\"1\",\"3\",\"4\""})
    void a_tag_that_is_named_matches(String header) {
        assertThat(EntityTags.matches(List.of(header), "\"3\"")).isTrue();
        assertThat(EntityTags.matches(List.of(header), "W/\"3\"")).isTrue();
        assertThat(EntityTags.matches(List.of("\"0\"", header), "\"3\"")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "3", "\"33\"", "\"1\",\"2\"", "\"1,3\"", "w/\"3\"", "W/3", "\"3", "W/", "W/\"", "x \"3\""})
    void a_tag_that_is_not_named_does_not(String header) {
        assertThat(EntityTags.matches(List.of(header), "\"3\"")).isFalse();
        assertThat(EntityTags.matches(List.of(header), "W/\"3\"")).isFalse();
    }

    @Test
    void no_header_matches_nothing() {
        assertThat(EntityTags.matches(List.of(), "\"3\"")).isFalse();
    }
}
