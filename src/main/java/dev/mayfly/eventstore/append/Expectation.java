package dev.mayfly.eventstore.append;

/**
 * What an append expects of one aggregate, which need not be one that it appends to.
 *
 * @param aggregateId the aggregate
 * @param version the expected version
 */
public record Expectation(String aggregateId, ExpectedVersion version) {}
