package dev.mayfly.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    @Test
    void a_text_that_a_checkpoint_wrote_reads_as_the_same() {
        Checkpoint checkpoint = new Checkpoint("5f1c", 42);
        assertThat(checkpoint).hasToString("5f1c:42");
        assertThat(Checkpoint.parse("after", "5f1c:42", "other")).isEqualTo(checkpoint);
    }

    @Test
    void a_bare_position_is_one_of_the_history_that_is_meant() {
        assertThat(Checkpoint.parse("after", "42", "now")).isEqualTo(new Checkpoint("now", 42));
        assertThat(Checkpoint.parse("after", "0", "now")).isEqualTo(Checkpoint.beginning("now"));
    }

    @Test
    void an_incarnation_may_have_colons() {
        assertThat(Checkpoint.parse("after", "a:b:7", "now")).isEqualTo(new Checkpoint("a:b", 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "a:", ":1", "-1", "a:-1", "+1", "1.0", "a", "1:x", "1 ", "١", "1234567890123456789"})
    void what_is_no_checkpoint_is_refused_with_the_name_of_the_field(String text) {
        assertThatThrownBy(() -> Checkpoint.parse("Last-Event-ID", text, "now"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        wrong -> assertThat(wrong.violations())
                                .extracting(InvalidInputException.Violation::field)
                                .containsExactly("Last-Event-ID"));
    }

    @Test
    void a_position_before_the_beginning_is_an_error() {
        assertThatThrownBy(() -> new Checkpoint("a", -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
