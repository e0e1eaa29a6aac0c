package dev.mayfly.eventstore.prefix;

/**
 * An event type as of some position of the log.
 *
 * @param eventType the type
 * @param count how many events have it, at least one
 * @param lastPosition the position of the last of them
 */
public record EventTypeSummary(String eventType, long count, long lastPosition) {}
