package dev.mayfly.membership;

/** What can be asked of a membership. */
public sealed interface MembershipCommand {
    /**
     * Start it.
     *
     * @param plan what the member pays for
     */
    record Start(String plan) implements MembershipCommand {}

    /** Cancel it. */
    record Cancel() implements MembershipCommand {}
}
