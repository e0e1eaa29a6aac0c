package dev.mayfly.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of dimensions. */
class DimensionTest {
    /** The codes that have been given out, which cursors hold: a line may be added, none changed, and none used again. */
    private static final Map<String, Integer> CODES = Map.of(
            "eventType", 1,
            "aggregateType", 2,
            "aggregateId", 3,
            "correlationId", 4,
            "causationId", 5,
            "organizationId", 6,
            "userId", 7,
            "tag", 8);

    @Test
    void each_dimension_keeps_the_code_that_it_was_given() {
        assertThat(Arrays.stream(Dimension.values()).collect(Collectors.toMap(Dimension::field, Dimension::code)))
                .isEqualTo(CODES);
    }

    @Test
    void no_two_dimensions_share_a_name() {
        assertDistinct(Dimension::path);
        assertDistinct(Dimension::extension);
        assertDistinct(dimension -> dimension.words().english());
        assertDistinct(dimension -> dimension.words().french());
        assertThat(Dimension.COUNTED).extracting(Dimension::breakdown).doesNotHaveDuplicates();
    }

    @Test
    void each_name_can_stand_in_json_a_query_string_and_a_cloud_event() {
        assertThat(Dimension.values()).allSatisfy(dimension -> {
            assertThat(dimension.field()).matches("[a-z][a-zA-Z]*");
            assertThat(dimension.extension()).matches("[a-z0-9]{1,20}");
            assertThat(dimension.words().english()).matches("\\p{Lu}.*");
            assertThat(dimension.words().french()).matches("\\p{Lu}.*");
        });
    }

    @Test
    void the_value_of_a_dimension_stands_where_its_path_leads() {
        assertThat(Dimension.USER_ID.path()).isEqualTo("metadata.userId");
        assertThat(Dimension.EVENT_TYPE.path()).isEqualTo("eventType");
        assertThat(Dimension.IN_METADATA).contains(Dimension.ORGANIZATION_ID, Dimension.USER_ID);
        assertThat(Dimension.IN_METADATA).allMatch(dimension -> dimension.path().startsWith("metadata."));
    }

    @Test
    void statistics_count_by_the_dimensions_that_have_a_name_there() {
        assertThat(Dimension.COUNTED).contains(Dimension.EVENT_TYPE, Dimension.AGGREGATE_TYPE);
        assertThat(Dimension.COUNTED).doesNotContain(Dimension.CAUSATION_ID, Dimension.TAG);
    }

    private static void assertDistinct(Function<Dimension, String> name) {
        assertThat(Dimension.values()).extracting(name::apply).doesNotHaveDuplicates();
    }
}
