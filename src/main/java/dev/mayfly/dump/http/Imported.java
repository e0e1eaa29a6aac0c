package dev.mayfly.dump.http;

/**
 * What came of an import.
 *
 * @param count how many events it brought
 * @param lastPosition the position of the last event in the store, of those that it brought if there were any
 * @param replayed whether they had been there already, so that nothing was stored now
 */
record Imported(long count, long lastPosition, boolean replayed) {}
