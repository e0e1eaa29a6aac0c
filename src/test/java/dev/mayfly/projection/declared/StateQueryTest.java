package dev.mayfly.projection.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.projection.declared.value.Operation;
import dev.mayfly.projection.declared.value.Scalar;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and cursors as clients say them. */
class StateQueryTest {
    private static final Definition ONE =
            Declared.all().by("data.k").field("n", Operation.COUNT, null).definition();
    private static final Definition TWO = Declared.all()
            .byAll("data.a", "data.b")
            .field("n", Operation.COUNT, null)
            .definition();

    private static Scalar number(String text) {
        return Scalar.number(new BigDecimal(text));
    }

    @Test
    void a_text_means_the_string_and_the_number_that_it_reads_as() {
        assertThat(KeyReader.read(ONE, List.of("EUR"))).containsExactly(new Key(List.of(Scalar.text("EUR"))));
        assertThat(KeyReader.read(ONE, List.of("1.0")))
                .containsExactly(new Key(List.of(number("1"))), new Key(List.of(Scalar.text("1.0"))));
        assertThat(KeyReader.read(ONE, List.of("true")))
                .containsExactly(new Key(List.of(Scalar.TRUE)), new Key(List.of(Scalar.text("true"))));
        assertThat(KeyReader.read(ONE, List.of("[1]"))).containsExactly(new Key(List.of(Scalar.text("[1]"))));
        assertThat(KeyReader.read(ONE, List.of(""))).containsExactly(new Key(List.of(Scalar.text(""))));
        for (String noNumber : List.of("+1", "1e", ".", "-", "1e99999999999", "0x1", "1_0", "٣")) {
            assertThat(KeyReader.read(ONE, List.of(noNumber))).containsExactly(new Key(List.of(Scalar.text(noNumber))));
        }
    }

    @Test
    void a_compound_key_comes_part_by_part_or_as_an_array() {
        Key key = new Key(List.of(Scalar.text("EUR"), number("5")));
        assertThat(KeyReader.read(TWO, List.of("[\"EUR\", 5.0]"))).containsExactly(key);
        assertThat(KeyReader.read(TWO, List.of("EUR", "5")))
                .containsExactly(key, new Key(List.of(Scalar.text("EUR"), Scalar.text("5"))));
        assertThat(KeyReader.read(TWO, List.of("[", "]")))
                .containsExactly(new Key(List.of(Scalar.text("["), Scalar.text("]"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"EUR", "[\"EUR\"]", "[\"EUR\",null]", "[\"EUR\",[]]", "[\"EUR\",5", "[\"EUR\",5]x", "[1,2,3]"})
    void what_is_no_compound_key_is_refused(String text) {
        assertThatThrownBy(() -> KeyReader.read(TWO, List.of(text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("key:");
    }

    @Test
    void a_key_that_cannot_be_is_refused() {
        Definition all = Declared.all().field("n", Operation.COUNT, null).definition();
        assertThatThrownBy(() -> KeyReader.read(all, List.of("x"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> KeyReader.read(ONE, List.of("x", "y"))).isInstanceOf(InvalidInputException.class);
        StateCursor cursor = new StateCursor("default", "i", "p", 0, 0, "[\"a\"]");
        assertThatThrownBy(() -> new StateQuery(List.of("x"), 0, cursor)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"EUR", "''", "é\uD83D\uDE00", "quote\"and\\slash", "\uD800", "line\nbreak"})
    void a_cursor_comes_back_as_it_was(String text) {
        Key key = new Key(List.of(Scalar.text(text), number("-1.5"), Scalar.TRUE, number("1e400")));
        StateCursor cursor = StateCursor.following("default", "inc", "p", 42, 10_000, key);
        StateCursor decoded = StateCursor.decode(cursor.encode());
        assertThat(decoded).isEqualTo(cursor);
        assertThat(KeyReader.array(decoded.key())).isEqualTo(key);
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void a_cursor_that_was_not_given_out_is_refused() {
        String good = new StateCursor("default", "inc", "p", StateCursor.LATEST, 0, "[\"a\"]").encode();
        for (int i = 0; i < good.length(); i++) {
            String cut = good.substring(0, i);
            assertThatThrownBy(() -> StateCursor.decode(cut)).isInstanceOf(InvalidInputException.class);
            String changed = cut + (good.charAt(i) == 'A' ? 'B' : 'A') + good.substring(i + 1);
            assertThatThrownBy(() -> StateCursor.decode(changed)).isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> StateCursor.decode(good + "AAAA")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_cursor_of_another_definition_is_refused() {
        StateCursor cursor = new StateCursor("default", "inc", "p", StateCursor.LATEST, 0, "[\"a\"]");
        assertThatThrownBy(() -> cursor.after(TWO)).isInstanceOf(InvalidInputException.class);
    }
}
