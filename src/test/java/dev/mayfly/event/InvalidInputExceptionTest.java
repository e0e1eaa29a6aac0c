package dev.mayfly.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The place that a client's mistake is named by. */
class InvalidInputExceptionTest {
    @Test
    void a_mistake_in_a_part_is_named_from_the_root() {
        InvalidInputException mistake =
                InvalidInputException.tooLarge("", "is too long", 7).atLine(3).under("events[2]");

        assertThat(mistake.violations())
                .containsExactly(new InvalidInputException.Violation("events[2]", "is too long"));
        assertThat(mistake.line()).isEqualTo(3);
        assertThat(mistake.limit()).isEqualTo(7);
        assertThat(InvalidInputException.invalid("eventId", "m")
                        .under("[0]")
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("[0].eventId");
        assertThat(InvalidInputException.malformed("", "m")
                        .under("[0]")
                        .violations()
                        .get(0)
                        .field())
                .isEmpty();
    }
}
