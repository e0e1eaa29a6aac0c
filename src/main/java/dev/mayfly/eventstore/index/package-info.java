/**
 * Indexes that only grow at the end: dictionaries of keys, lists of ascending positions, and events by time.
 *
 * <p>One writer, any number of readers. A reader passes the position up to which it reads, and sees nothing beyond it.
 */
package dev.mayfly.eventstore.index;
