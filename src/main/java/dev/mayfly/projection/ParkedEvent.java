package dev.mayfly.projection;

import java.time.Instant;

/**
 * An event that could not be folded and was set aside.
 *
 * @param position its position
 * @param eventId its id
 * @param error why it could not be folded, for people, at most 1,000 characters
 * @param attempts the number of attempts, at least 1
 * @param at the time of the last attempt, by the process's clock
 */
public record ParkedEvent(long position, String eventId, String error, int attempts, Instant at) {}
