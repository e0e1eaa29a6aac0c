package dev.mayfly.eventstore.prefix;

import java.util.List;

/**
 * A page of aggregates in the order of their first events.
 *
 * @param aggregates up to the requested number
 * @param next the place after which the next page starts, or 0 if this is the last page
 */
public record AggregatePage(List<AggregateSummary> aggregates, long next) {}
