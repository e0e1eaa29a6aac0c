package dev.mayfly.bootstrap.meters;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * The buckets of duration histograms, from 10 µs to 2.5 s; each bound is 2 or 2.5 times the previous one, or 5 times
 * above 100 ms.
 */
final class DurationBuckets {
    private static final Duration[] BOUNDS = {
        Duration.ofNanos(10_000),
        Duration.ofNanos(25_000),
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2_500),
    };

    private DurationBuckets() {}

    /** Configures a timer to use the buckets. */
    static Timer.Builder of(Timer.Builder timer) {
        return timer.serviceLevelObjectives(BOUNDS);
    }
}
