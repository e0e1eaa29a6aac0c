package dev.mayfly.fault;

/**
 * A rule and what it has done.
 *
 * @param seen how many calls matched it that no rule before it fired at
 * @param fired at how many of them it fired
 */
public record FaultCount(FaultRule rule, long seen, long fired) {}
