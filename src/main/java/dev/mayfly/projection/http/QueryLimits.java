package dev.mayfly.projection.http;

/**
 * The limits of queries.
 *
 * @param maxGroups the most groups of a query
 */
public record QueryLimits(int maxGroups) {}
