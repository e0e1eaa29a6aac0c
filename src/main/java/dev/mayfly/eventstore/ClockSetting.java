package dev.mayfly.eventstore;

import java.time.Duration;
import java.time.Instant;

/** What a store's clock can be set to. */
public sealed interface ClockSetting {
    /** The clock reads what the process's clock reads. */
    ClockSetting SYSTEM = new Running();

    /** The clock reads what the process's clock reads. */
    record Running() implements ClockSetting {}

    /**
     * The clock is frozen.
     *
     * @param at the time that it reads
     */
    record Frozen(Instant at) implements ClockSetting {}

    /**
     * The clock follows the process's clock at an offset.
     *
     * @param by the offset from the process's time; negative for an earlier one
     */
    record Offset(Duration by) implements ClockSetting {}
}
