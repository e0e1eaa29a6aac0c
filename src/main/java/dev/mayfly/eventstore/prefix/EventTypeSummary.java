package dev.mayfly.eventstore.prefix;

/**
 * What is known of an event type at some position of the log.
 *
 * @param eventType the type
 * @param count how many events have it, at least one
 * @param lastPosition the position of the last of them
 */
public record EventTypeSummary(String eventType, long count, long lastPosition) {}
