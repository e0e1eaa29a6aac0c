package dev.mayfly.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be folded and was set aside.
 *
 * @param position its position
 * @param eventId its id
 * @param error why it could not be folded, for people, at most 1,000 characters
 * @param attempts the number of attempts, at least 1
 * @param at the time of the last attempt, by the process's clock
 */
public record ParkedEvent(long position, String eventId, String error, int attempts, Instant at) {
    /**
     * The outcome of retrying a parked event.
     *
     * @param parked the event as it is parked now, or null if it has been folded
     */
    public record Retried(@Nullable ParkedEvent parked) {}
}
