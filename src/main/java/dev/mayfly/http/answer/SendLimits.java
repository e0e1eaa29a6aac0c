package dev.mayfly.http.answer;

import java.time.Duration;

/**
 * The limits of what waits for clients to read it.
 *
 * @param queueBytes the most bytes of all answers together that wait to be read
 * @param stallTime how long a client may read nothing of an answer
 */
public record SendLimits(long queueBytes, Duration stallTime) {}
