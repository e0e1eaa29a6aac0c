package dev.mayfly.fault;

/**
 * A rule and its counts.
 *
 * @param seen how many calls matched it, not counting those at which an earlier rule fired
 * @param fired how many of them it fired at
 */
public record FaultCount(FaultRule rule, long seen, long fired) {}
