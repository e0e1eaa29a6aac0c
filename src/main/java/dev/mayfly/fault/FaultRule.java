package dev.mayfly.fault;

import dev.mayfly.criteria.Criteria;
import java.time.Duration;

/**
 * A rule for injecting a fault: when, and with which effect.
 *
 * @param match the criteria for the events that a call is about; for reads, for what they request
 * @param trigger at which of the matching calls it fires
 * @param times the most times that it fires, or 0 for no limit besides the trigger
 * @param delay how long to wait before it takes effect
 */
public record FaultRule(
        FaultPoint point, Criteria match, FaultTrigger trigger, long times, FaultEffect effect, Duration delay) {
    /** Checks that the point supports the effect. */
    public FaultRule {
        if (!point.effects().contains(effect)) {
            throw new IllegalArgumentException(effect + " at " + point);
        }
    }
}
