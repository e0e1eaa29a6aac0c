package dev.mayfly.eventstore.prefix;

import java.time.Instant;

/**
 * A summary of an aggregate as of some position of the log.
 *
 * @param aggregateId its id
 * @param aggregateType its type
 * @param version the version of its last event
 * @param firstTimestamp when its first event (version 1) happened
 * @param lastTimestamp when its last event happened
 */
public record AggregateSummary(
        String aggregateId, String aggregateType, long version, Instant firstTimestamp, Instant lastTimestamp) {}
