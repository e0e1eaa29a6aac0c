package dev.mayfly.fault.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.Dimension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What faults on reads match. */
class RequestedValuesTest {
    @ParameterizedTest
    @EnumSource
    void a_read_is_told_by_the_values_of_each_dimension_that_it_asks_for(Dimension dimension) {
        Criteria match = Criteria.builder().values(dimension, List.of("v w")).build();
        String path = "/stores/default/events";
        assertThat(RequestedValues.of(path, dimension.field() + "=x&" + dimension.field() + "=v%20w", null)
                        .meet(match))
                .isTrue();
        assertThat(RequestedValues.of(path, dimension.field() + "=x", null).meet(match))
                .isFalse();
        assertThat(RequestedValues.of(path, null, null).meet(match)).isFalse();
    }

    @Test
    void any_value_will_do_but_of_tags_all_are_needed() {
        Criteria tags = Criteria.builder().tags(List.of("a", "b")).build();
        Criteria types = Criteria.builder().eventTypes("a", "b").build();
        assertThat(RequestedValues.of("/", "tag=a", null).meet(tags)).isFalse();
        assertThat(RequestedValues.of("/", "tag=b&tag=a", null).meet(tags)).isTrue();
        assertThat(RequestedValues.of("/", "eventType=b", null).meet(types)).isTrue();
    }

    @Test
    void all_dimensions_that_are_named_are_needed() {
        Criteria both = Criteria.builder()
                .eventTypes("a")
                .values(Dimension.USER_ID, List.of("u"))
                .build();
        assertThat(RequestedValues.of("/", "eventType=a", null).meet(both)).isFalse();
        assertThat(RequestedValues.of("/", "eventType=a&userId=u", null).meet(both))
                .isTrue();
        assertThat(RequestedValues.of("/", null, null).meet(Criteria.ALL)).isTrue();
    }
}
