package dev.mayfly.membership;

/** Why a membership refuses a command. */
public enum MembershipRefusal {
    /** It has been started before. */
    STARTED_BEFORE,
    /** It has been cancelled before. */
    CANCELLED_BEFORE,
    /** There is no such membership. */
    UNKNOWN
}
