package dev.mayfly.store;

import dev.mayfly.eventstore.TimeSource;
import java.util.function.LongSupplier;

/**
 * The process's time.
 *
 * @param clock the wall clock
 * @param elapsedNanos nanoseconds since some moment; never goes back, however the clock is set
 */
public record ProcessTime(TimeSource clock, LongSupplier elapsedNanos) {
    /** Returns the machine's time. */
    public static ProcessTime ofMachine() {
        return new ProcessTime(TimeSource.SYSTEM, System::nanoTime);
    }
}
