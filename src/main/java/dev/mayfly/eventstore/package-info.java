/**
 * The event store: an append-only log, and reads of any prefix of it.
 *
 * <p>Plain Java without any framework. {@link dev.mayfly.eventstore.EventStore} is the entry point; the embedded engine
 * is in the packages below, from {@code log} down to {@code memory}.
 */
package dev.mayfly.eventstore;
