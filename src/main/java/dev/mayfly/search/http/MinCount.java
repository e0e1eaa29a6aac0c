package dev.mayfly.search.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.answer.Format;
import dev.mayfly.input.Fields;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The matches that a search waits for.
 *
 * @param count how many events must match, at least 1
 * @param atMost the longest wait
 */
record MinCount(long count, Duration atMost) {
    /** The names of these parameters. */
    static final Set<String> PARAMETERS = Set.of("minCount", "wait");

    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    /**
     * Reads the two parameters; returns null if the search does not wait.
     *
     * @throws InvalidInputException if one is invalid, or the search can find no more than it does now
     */
    static @Nullable MinCount of(Fields fields) {
        if (!fields.has("minCount")) {
            if (fields.has("wait")) {
                throw InvalidInputException.invalid("wait", "requires 'minCount'");
            }
            return null;
        }
        long count = fields.number("minCount", 1, Long.MAX_VALUE, 1);
        for (String fixed : List.of("asOf", "cursor")) {
            if (fields.has(fixed)) {
                throw InvalidInputException.invalid(
                        "minCount", "must not be given with '" + fixed + "', because no new events can match");
            }
        }
        String wait = fields.text("wait");
        return new MinCount(count, wait == null ? DEFAULT_WAIT : duration(wait));
    }

    /**
     * Checks that the answer's format can report whether enough events match, which lines cannot.
     *
     * @throws InvalidInputException if it cannot
     */
    static void requireFormat(@Nullable MinCount minCount, Format format) {
        if (minCount != null && format != Format.JSON) {
            throw InvalidInputException.invalid("minCount", "must be left out for answers as " + format.mediaType());
        }
    }

    private static Duration duration(String text) {
        try {
            Duration wait = Duration.parse(text);
            if (!wait.isNegative() && wait.compareTo(MAX_WAIT) <= 0) {
                return wait;
            }
        } catch (DateTimeParseException malformed) {
            // Reported below, like a duration that is out of bounds.
        }
        throw InvalidInputException.invalid("wait", "must be an ISO 8601 duration such as PT5S, at most " + MAX_WAIT);
    }
}
