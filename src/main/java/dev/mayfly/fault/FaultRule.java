package dev.mayfly.fault;

import dev.mayfly.criteria.Criteria;
import java.time.Duration;

/**
 * When a fault is injected, and what it does.
 *
 * @param match what the events that a call is about have to meet; for reads, what they ask for
 * @param trigger which of the calls that match it fires at
 * @param times how often it fires at most, 0 for as often as the trigger says
 * @param delay how long to wait before it takes effect
 */
public record FaultRule(
        FaultPoint point, Criteria match, FaultTrigger trigger, long times, FaultEffect effect, Duration delay) {
    /** Checks that the effect is one that the point can have. */
    public FaultRule {
        if (!point.effects().contains(effect)) {
            throw new IllegalArgumentException(effect + " at " + point);
        }
    }
}
