package dev.mayfly.membership;

/** What the events of a membership add up to. */
public sealed interface Membership {
    /** It has not been started. */
    record None() implements Membership {}

    /**
     * It has been started.
     *
     * @param plan what the member pays for
     */
    record Active(String plan) implements Membership {}

    /**
     * It has been cancelled.
     *
     * @param plan what the member paid for
     */
    record Cancelled(String plan) implements Membership {}
}
