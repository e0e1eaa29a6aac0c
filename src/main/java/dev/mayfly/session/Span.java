package dev.mayfly.session;

import dev.mayfly.event.InvalidInputException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A length of time as a client wrote it.
 *
 * @param text an ISO 8601 duration, such as {@code P1D}
 * @param nanos its length in nanoseconds, more than 0
 */
public record Span(String text, long nanos) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_TTL = Duration.ofDays(365);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(36_500);
    private static final int MAX_CHARACTERS = 64;

    /** Returns the span of a duration. */
    public static Span of(Duration duration) {
        return new Span(duration.toString(), duration.toNanos());
    }

    /**
     * Returns a time to live: 1 s to 365 d.
     *
     * @throws InvalidInputException if the text is anything else
     */
    public static Span ttl(String field, String text) {
        return within(field, text, LONGEST_TTL, "PT1S to P365D");
    }

    /**
     * Returns the longest lifetime of a session: 1 s to 36,500 d.
     *
     * @throws InvalidInputException if the text is anything else
     */
    public static Span maxLifetime(String field, String text) {
        return within(field, text, LONGEST_LIFETIME, "PT1S to P36500D");
    }

    /** Returns whether two spans, of which null is none, are equally long. */
    static boolean same(@Nullable Span one, @Nullable Span other) {
        return one == null ? other == null : other != null && one.nanos == other.nanos;
    }

    private static Span within(String field, String text, Duration longest, String range) {
        try {
            Duration duration = text.length() > MAX_CHARACTERS ? Duration.ZERO : Duration.parse(text);
            if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(longest) <= 0) {
                return new Span(text, duration.toNanos());
            }
        } catch (DateTimeParseException | ArithmeticException malformed) {
            // Reported below, like one that is out of bounds.
        }
        throw InvalidInputException.invalid(field, "must be an ISO 8601 duration from " + range + ", such as PT30M");
    }
}
