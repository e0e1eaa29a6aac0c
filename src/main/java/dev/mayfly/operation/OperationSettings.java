package dev.mayfly.operation;

/**
 * How many operations there may be.
 *
 * @param running the most that run at once
 * @param remembered the most ended ones that are remembered
 */
public record OperationSettings(int running, int remembered) {}
