package dev.mayfly.fault;

import dev.mayfly.criteria.Criteria;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rules of one store and how often each has fired. Any thread may call any method.
 *
 * <p>Rules are checked in their order, and at most one fires at a call; later rules do not see that call.
 */
public final class Faults {
    private final List<Armed> rules;

    /** Arms rules, with all counts at 0. */
    public Faults(List<FaultRule> rules) {
        this.rules = rules.stream().map(Armed::new).toList();
    }

    /** Returns whether there are rules for a point. */
    public boolean concern(FaultPoint point) {
        return rules.stream().anyMatch(armed -> armed.rule.point() == point);
    }

    /**
     * Returns the rule that fires at a call, if any.
     *
     * @param matches whether the call meets criteria; called for rules with criteria
     */
    public synchronized Optional<FaultRule> meet(FaultPoint point, Predicate<Criteria> matches) {
        for (Armed armed : rules) {
            FaultRule rule = armed.rule;
            if (rule.point() == point
                    && (rule.match().equals(Criteria.ALL) || matches.test(rule.match()))
                    && armed.fires()) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** Returns the rules, in their order, with their counts. */
    public synchronized List<FaultCount> counts() {
        return rules.stream()
                .map(armed -> new FaultCount(armed.rule, armed.seen, armed.fired))
                .toList();
    }

    private static final class Armed {
        final FaultRule rule;
        final FaultTrigger.Decision decision;
        long seen;
        long fired;

        Armed(FaultRule rule) {
            this.rule = rule;
            this.decision = rule.trigger().begin();
        }

        boolean fires() {
            seen++;
            boolean fires = decision.firesAt(seen) && (rule.times() == 0 || fired < rule.times());
            fired += fires ? 1 : 0;
            return fires;
        }
    }
}
