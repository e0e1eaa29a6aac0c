package dev.mayfly.sink;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outcome of sending an event once. */
public sealed interface Outcome {
    /** The longest {@code Retry-After} that is honoured. */
    Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    /** The receiver has the event. */
    Outcome ACCEPTED = new Accepted();

    /** The receiver has the event. */
    record Accepted() implements Outcome {}

    /**
     * The receiver will not take the event, now or later.
     *
     * @param reason why, for the log
     * @param status the status of its answer, or 0 if the event was never sent
     */
    record Refused(String reason, int status) implements Outcome {}

    /**
     * The receiver may take the event later, or may have taken it.
     *
     * @param reason why, for the log
     * @param status the status of its answer, or 0 if there was none
     * @param reached whether it may have seen the event; if not, the failure is not the event's
     * @param retryAfter how long it asks to wait
     */
    record Failed(String reason, int status, boolean reached, Duration retryAfter) implements Outcome {}

    /** The statuses below 500 after which to retry, as in Knative's data plane. */
    Set<Integer> RETRIED = Set.of(404, 408, 409, 429);

    /**
     * Returns the outcome for an answer.
     *
     * @param retryAfter its header {@code Retry-After}, seconds or a date, or null
     * @param now the current time, to which such a date is compared
     */
    static Outcome answered(int status, @Nullable String retryAfter, Instant now) {
        if (status >= 200 && status < 300) {
            return ACCEPTED;
        }
        String reason = "status " + status;
        return status >= 500 || RETRIED.contains(status)
                ? new Failed(reason, status, true, pause(retryAfter, now))
                : new Refused(reason, status);
    }

    /** Returns the outcome of an event without an answer, which the receiver may have seen. */
    static Outcome unanswered(String reason) {
        return new Failed(reason, 0, true, Duration.ZERO);
    }

    /** Returns the outcome of an event that could not reach the receiver. */
    static Outcome unreached(String reason) {
        return new Failed(reason, 0, false, Duration.ZERO);
    }

    private static Duration pause(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        String text = retryAfter.strip();
        Duration pause;
        try {
            pause = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? text.length() > 9 ? LONGEST_RETRY_AFTER : Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException neither) {
            return Duration.ZERO;
        }
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : pause;
    }
}
