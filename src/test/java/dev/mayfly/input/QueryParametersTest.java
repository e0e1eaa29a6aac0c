package dev.mayfly.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.InvalidInputException.Violation;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
    @Test
    void values_are_decoded_and_kept_in_order() {
        QueryParameters parameters =
                QueryParameters.of("type=A%20B&limit=5&type=C+D&flag", Set.of("limit", "flag"), Set.of("type"));
        assertThat(parameters.texts("type")).containsExactly("A B", "C D");
        assertThat(parameters.text("limit")).isEqualTo("5");
        assertThat(parameters.text("flag")).isEmpty();
        assertThat(parameters.text("other")).isNull();
        assertThat(parameters.names()).containsExactly("type", "limit", "flag");
    }

    @Test
    void what_is_not_known_or_repeated_is_refused_all_at_once() {
        InvalidInputException mistake = catchThrowableOfType(
                InvalidInputException.class,
                () -> QueryParameters.of("limit=1&limit=2&x=1&x=2&y", Set.of("limit"), Set.of()));
        assertThat(mistake.violations()).extracting(Violation::field).containsExactly("limit", "x", "y");
    }

    @Test
    void a_number_is_held_to_its_bounds() {
        QueryParameters parameters = QueryParameters.of("a=5&b=x&c=", Set.of("a", "b", "c"), Set.of());
        assertThat(parameters.number("a", 0, 5, 1)).isEqualTo(5);
        assertThat(parameters.number("d", 0, 5, 1)).isEqualTo(1);
        for (String wrong : new String[] {"b", "c"}) {
            assertThat(catchThrowableOfType(InvalidInputException.class, () -> parameters.number(wrong, 0, 5, 1))
                            .violations()
                            .get(0)
                            .field())
                    .isEqualTo(wrong);
        }
        assertThat(catchThrowableOfType(InvalidInputException.class, () -> parameters.number("a", 0, 4, 1)))
                .hasMessageContaining("from 0 to 4");
    }

    @Test
    void a_semicolon_separates_nothing() {
        assertThat(QueryParameters.of("a=1;b=2", Set.of("a"), Set.of()).text("a"))
                .isEqualTo("1;b=2");
    }
}
