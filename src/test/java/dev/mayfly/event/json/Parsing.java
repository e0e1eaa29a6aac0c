package dev.mayfly.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Parsing of Java strings with the usual limits, and what is asked about the outcome. */
final class Parsing {
    static final EventParser.Limits LIMITS = new EventParser.Limits(1 << 20, 100_000);

    private Parsing() {}

    static EventBatch events(String text) {
        return events(text, null);
    }

    static EventBatch events(String text, String aggregateId) {
        byte[] bytes = bytes(text);
        return EventParser.events(withGarbageBehind(bytes), bytes.length, aggregateId, LIMITS);
    }

    static EventBatch lines(String text) {
        return lines(text, null);
    }

    static EventBatch lines(String text, String aggregateId) {
        byte[] bytes = bytes(text);
        return EventParser.lines(withGarbageBehind(bytes), bytes.length, aggregateId, LIMITS);
    }

    static EventParser.AppendText append(String text) {
        byte[] bytes = bytes(text);
        return EventParser.append(withGarbageBehind(bytes), bytes.length, LIMITS);
    }

    /** Returns an event with what is required and the given members besides, each written as JSON. */
    static String event(String... members) {
        StringBuilder text = new StringBuilder("{\"aggregateId\":\"a-1\",\"eventType\":\"T\"");
        for (String member : members) {
            text.append(',').append(member);
        }
        return text.append('}').toString();
    }

    static List<String> tags(EventBatch batch, int index) {
        List<String> tags = new ArrayList<>();
        for (int tag = 0; tag < batch.tagCount(index); tag++) {
            tags.add(batch.tag(index, tag));
        }
        return tags;
    }

    static InvalidInputException mistake(ThrowingCallable parsing) {
        InvalidInputException mistake = catchThrowableOfType(InvalidInputException.class, parsing);
        assertThat(mistake).as("the mistake that should have been found").isNotNull();
        assertThat(mistake.violations()).hasSize(1);
        return mistake;
    }

    /** Checks that parsing finds a request to be invalid: that field, for that reason. */
    static InvalidInputException assertInvalid(ThrowingCallable parsing, String field, String message) {
        InvalidInputException mistake = mistake(parsing);
        assertThat(mistake.violations().get(0)).isEqualTo(new InvalidInputException.Violation(field, message));
        assertThat(mistake.kind()).isEqualTo(InvalidInputException.Kind.INVALID_REQUEST);
        return mistake;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns an array that goes on behind the text with what would be a mistake if it were read. */
    private static byte[] withGarbageBehind(byte[] text) {
        byte[] longer = Arrays.copyOf(text, text.length + 9);
        Arrays.fill(longer, text.length, longer.length, (byte) '}');
        return longer;
    }
}
