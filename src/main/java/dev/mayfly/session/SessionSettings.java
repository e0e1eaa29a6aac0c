package dev.mayfly.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of sessions.
 *
 * @param ttl how long a session lives after each use, if the client does not say
 * @param maxSizeBytes the most bytes of a session's attributes
 * @param touchInterval how often a session's touches are recorded at most; null for a tenth of its ttl
 * @param live the most live sessions of a store
 */
public record SessionSettings(
        Span ttl, int maxSizeBytes, @Nullable Duration touchInterval, int live) {
    private static final int PARTS_OF_TTL = 10;

    /** Returns how often the touches of a session with a ttl are recorded at most, in nanoseconds. */
    long touchIntervalNanos(Span of) {
        return touchInterval == null ? of.nanos() / PARTS_OF_TTL : touchInterval.toNanos();
    }
}
