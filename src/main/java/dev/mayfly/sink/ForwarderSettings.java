package dev.mayfly.sink;

/**
 * What a forwarder may take.
 *
 * @param window the most events that have been read and are not done with
 * @param concurrency the most events that are sent at once
 * @param schedule when a failed event is tried again
 * @param deadLetters whether there is a place for the events that the sink does not take
 */
public record ForwarderSettings(int window, int concurrency, RetrySchedule schedule, boolean deadLetters) {}
