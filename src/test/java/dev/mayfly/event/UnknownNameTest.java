package dev.mayfly.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNameTest {
    private static final Set<String> KNOWN =
            Set.of("eventType", "aggregateType", "aggregateId", "data", "metadata", "tags", "to");

    @ParameterizedTest
    @CsvSource({
        "evenType, eventType",
        "eventtype, eventType",
        "EVENT_TYPE, eventType",
        "eventTpye, eventType",
        "evetnTypes, eventType",
        "agregateID, aggregateId",
        "dat, data",
        "daat, data",
        "metaData, metadata",
        "t, to",
        "tag, tags",
    })
    void a_mistyped_name_gets_the_known_name_that_it_resembles(String name, String suggestion) {
        assertThat(UnknownName.nearest(name, KNOWN)).isEqualTo(suggestion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "foo", "payload", "type", "\ufffd", ""})
    void a_name_that_resembles_none_gets_no_suggestion(String name) {
        assertThat(UnknownName.nearest(name, KNOWN)).isNull();
        assertThat(UnknownName.nearest(name, Set.of())).isNull();
    }

    @Test
    void of_two_names_that_are_equally_close_the_first_in_the_alphabet_is_suggested() {
        assertThat(UnknownName.nearest("byt", List.of("byz", "bya"))).isEqualTo("bya");
        assertThat(UnknownName.nearest("byt", List.of("bya", "byz"))).isEqualTo("bya");
    }

    @Test
    void names_over_forty_characters_are_not_compared() {
        String longest = "n".repeat(UnknownName.MAX_CHARACTERS);
        assertThat(UnknownName.nearest(longest, Set.of(longest))).isEqualTo(longest);
        assertThat(UnknownName.nearest(longest + "n", Set.of(longest))).isNull();
        assertThat(UnknownName.nearest("d".repeat(10_000_000), KNOWN)).isNull();
    }

    @Test
    void the_message_names_the_field_by_its_path_and_suggests_by_its_name() {
        var mistake = UnknownName.field("events[3].dat", "dat", KNOWN);
        assertThat(mistake.violations())
                .containsExactly(new InvalidInputException.Violation(
                        "events[3].dat", "is not a known field; did you mean 'data'?"));
        assertThat(UnknownName.parameter("x", KNOWN).message()).isEqualTo("is not a known parameter");
    }
}
