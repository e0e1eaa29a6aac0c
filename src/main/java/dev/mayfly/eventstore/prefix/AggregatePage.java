package dev.mayfly.eventstore.prefix;

import java.util.List;

/**
 * A page of aggregates in the order of their first events.
 *
 * @param aggregates at most as many as were asked for
 * @param next what to continue after to get the next page, or 0 when there is none
 */
public record AggregatePage(List<AggregateSummary> aggregates, long next) {}
