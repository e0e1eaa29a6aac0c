/**
 * The event store: appending to an append-only log and reading any prefix of it.
 *
 * <p>Plain Java without any framework. {@link dev.mayfly.eventstore.EventStore} is the entry; the embedded engine lives
 * in the packages {@code log} and {@code index} below.
 */
package dev.mayfly.eventstore;
