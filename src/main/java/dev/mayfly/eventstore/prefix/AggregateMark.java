package dev.mayfly.eventstore.prefix;

/**
 * What distinguishes states of an aggregate at the same version of the same history.
 *
 * @param life how many aggregates the store had forgotten when this one began
 * @param revision which of the log's removals and redactions last affected it; 0 for none
 */
public record AggregateMark(int life, int revision) {
    /** The mark of an aggregate in a log that never removed anything. */
    public static final AggregateMark NONE = new AggregateMark(0, 0);
}
