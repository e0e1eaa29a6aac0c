package dev.mayfly.eventstore.append;

import dev.mayfly.eventstore.prefix.LogPrefix;
import org.jspecify.annotations.Nullable;

/**
 * A rule that new events of a store must meet whatever the log holds, such as its schemas. Immutable: a store has one at a
 * time, and a change replaces it.
 *
 * <p>An append is checked before it takes the writer's lock. Under the lock the store only compares whether its rule is
 * still the one that the append was checked by; if not, the append is checked again outside. So every event that is
 * appended after a change of the rule has been made meets the new one. Events of {@linkplain ReservedAggregates reserved
 * aggregates} and repetitions of stored events meet every rule.
 */
public interface AppendRule {
    /**
     * What has been found out about an append.
     *
     * @param rule the rule that it was checked by
     * @param refusal what to refuse it for unless it repeats stored events; null if it meets the rule
     */
    record Check(AppendRule rule, AppendResult.@Nullable Unfit refusal) {}

    /**
     * Checks an append, paid for from its budget.
     *
     * @throws dev.mayfly.event.InvalidInputException if the budget is exceeded
     */
    Check check(Append append);

    /** Checks an append like {@link #check} if that takes microseconds, and otherwise returns null. */
    @Nullable
    Check checkBriefly(Append append);

    /** Returns the first events of a log that do not meet the rule, each with its position; null if all do. */
    AppendResult.@Nullable Unfit misfits(LogPrefix log);

    /**
     * Returns the same rule for a fork.
     *
     * @param parent the incarnation of the store that is forked
     * @param fork the incarnation of the fork
     * @param position the fork's last position
     */
    AppendRule inFork(String parent, String fork, long position);

    /** Returns about how many bytes of memory it takes. */
    long sizeBytes();

    /** Returns a check by a rule, or null if there is no rule. */
    static @Nullable Check checkedBy(@Nullable AppendRule rule, Append append) {
        return rule == null ? null : rule.check(append);
    }

    /** Returns whether a check was made by another rule, or a missing one without one. */
    @SuppressWarnings("ReferenceEquality")
    static boolean isOutdated(@Nullable Check check, @Nullable AppendRule rule) {
        return (check == null ? null : check.rule()) != rule;
    }
}
