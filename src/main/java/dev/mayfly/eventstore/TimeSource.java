package dev.mayfly.eventstore;

import java.time.Instant;

/** A source of time, such as a store's clock. */
@FunctionalInterface
public interface TimeSource {
    /** The machine's clock. */
    TimeSource SYSTEM = () -> {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    };

    /** Returns the time in nanoseconds since 1970. */
    long epochNanos();
}
