package dev.mayfly.sink;

/**
 * The settings of a forwarder.
 *
 * @param window the most events that have been read but not finished
 * @param concurrency the most events being sent at once
 * @param schedule when a failed event is tried again
 * @param deadLetters whether there is an address for events that the sink does not accept
 */
public record ForwarderSettings(int window, int concurrency, RetrySchedule schedule, boolean deadLetters) {}
