package dev.mayfly.projection;

import java.time.Duration;
import java.util.List;

/**
 * The limits of projections and the pauses between their attempts.
 *
 * @param batchEvents the most events of one step, at least 1; other projections get their turns between steps
 * @param retryPauses the pause before each retry of a failed event; there are as many retries as pauses
 * @param parkedEvents the most parked events of a projection, at least 0; one more stops it
 * @param projections the most projections of a store, at least 1
 */
public record ProjectionSettings(int batchEvents, List<Duration> retryPauses, int parkedEvents, int projections) {
    /** The default settings. */
    public static final ProjectionSettings DEFAULT = new ProjectionSettings(
            10_000, List.of(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofMillis(2500)), 1_000, 100);

    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    /** Checks the bounds and copies the list. */
    public ProjectionSettings {
        if (batchEvents < 1 || parkedEvents < 0 || projections < 1) {
            throw new IllegalArgumentException("batchEvents and projections must be at least 1, parkedEvents 0");
        }
        retryPauses = List.copyOf(retryPauses);
    }

    /**
     * Returns the pause after a failure of the store, as long as that before the retry of an event; the last one repeats.
     *
     * @param failures how many times in a row the store had failed before
     */
    Duration storePause(int failures) {
        return retryPauses.isEmpty() ? STORE_PAUSE : retryPauses.get(Math.min(failures, retryPauses.size() - 1));
    }
}
