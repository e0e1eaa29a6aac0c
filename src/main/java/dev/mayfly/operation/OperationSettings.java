package dev.mayfly.operation;

/**
 * The limits on the number of operations.
 *
 * @param running the most that may run at once
 * @param remembered the most ended ones that are remembered
 */
public record OperationSettings(int running, int remembered) {}
