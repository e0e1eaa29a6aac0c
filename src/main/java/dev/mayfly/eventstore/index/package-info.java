/**
 * Indexes that grow at their end: dictionaries of keys, lists of ascending positions, and events in the order of time.
 *
 * <p>One writer, any number of readers. A reader passes the position up to which it reads, and sees nothing beyond it.
 */
package dev.mayfly.eventstore.index;
