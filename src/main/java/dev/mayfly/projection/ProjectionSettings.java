package dev.mayfly.projection;

import java.time.Duration;
import java.util.List;

/**
 * The settings of projections.
 *
 * @param batchEvents the most events that are folded at once, at least 1; others get their turn in between
 * @param retryPauses the pauses before each further try of a failed event; there are as many tries
 * @param parkedEvents the most events that a projection parks; one more stops it
 * @param projections the most projections of a store
 */
public record ProjectionSettings(int batchEvents, List<Duration> retryPauses, int parkedEvents, int projections) {
    /** What is used where nothing is configured. */
    public static final ProjectionSettings DEFAULT = new ProjectionSettings(
            10_000, List.of(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofMillis(2500)), 1_000, 100);

    /** Checks the bounds and copies the list. */
    public ProjectionSettings {
        if (batchEvents < 1 || parkedEvents < 0 || projections < 1) {
            throw new IllegalArgumentException("a batch and a store's projections are at least 1, parked events 0");
        }
        retryPauses = List.copyOf(retryPauses);
    }
}
