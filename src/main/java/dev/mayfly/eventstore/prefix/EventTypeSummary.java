package dev.mayfly.eventstore.prefix;

/**
 * A summary of an event type as of some position of the log.
 *
 * @param eventType the type
 * @param count the number of its events, at least one
 * @param lastPosition the position of the last of them
 */
public record EventTypeSummary(String eventType, long count, long lastPosition) {}
