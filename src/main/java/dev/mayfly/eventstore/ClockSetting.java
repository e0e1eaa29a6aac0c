package dev.mayfly.eventstore;

import java.time.Duration;
import java.time.Instant;

/** A setting of a store's clock. */
public sealed interface ClockSetting {
    /** The clock shows the process's time. */
    ClockSetting SYSTEM = new Running();

    /** The clock shows the process's time. */
    record Running() implements ClockSetting {}

    /**
     * The clock is frozen.
     *
     * @param at the time that it shows
     */
    record Frozen(Instant at) implements ClockSetting {}

    /**
     * The clock follows the process's clock at a fixed offset.
     *
     * @param by the offset from the process's time; negative if the store's time is earlier
     */
    record Offset(Duration by) implements ClockSetting {}
}
