package dev.mayfly.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The names that a domain gives keep the rule of identifiers before the engine sees them. */
class DomainNamesTest {
    private record Named(String type) implements Aggregate<Long, Integer, String> {
        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public Long apply(Long state, RecordedEvent event) {
            return state;
        }

        @Override
        public Decision<String> decide(Long state, Integer command) {
            return Decision.refuse("always");
        }
    }

    static String[] wrongNames() {
        return new String[] {"", ".", "a\n", "\ud800", "x".repeat(256), "x".repeat(20_000)};
    }

    @ParameterizedTest
    @MethodSource("wrongNames")
    void a_fact_has_an_identifier_as_its_type(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fact(name, RawJson.EMPTY_OBJECT))
                .withMessageContaining("eventType");
    }

    @ParameterizedTest
    @MethodSource("wrongNames")
    void an_aggregate_has_an_identifier_as_its_type(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CommandHandler<>(new Named(name), Runnable::run))
                .withMessageContaining("type");
    }

    @Test
    void any_identifier_will_do() {
        String longest = "\u00e9".repeat(255);
        assertThatCode(() -> new Fact(longest, RawJson.EMPTY_OBJECT)).doesNotThrowAnyException();
        assertThatCode(() -> new CommandHandler<>(new Named(longest), Runnable::run))
                .doesNotThrowAnyException();
    }
}
