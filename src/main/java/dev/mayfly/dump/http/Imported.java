package dev.mayfly.dump.http;

/**
 * The result of an import.
 *
 * @param count the number of events in it
 * @param lastPosition the position of the last of them, or of the store's last event if there were none
 * @param replayed whether an earlier import had stored the same events, so that this one stored nothing
 */
record Imported(long count, long lastPosition, boolean replayed) {}
