/**
 * The embedded engine: the log's columns and payloads, the one writer, and reading a prefix.
 *
 * <p>See ADR 0003 for how a batch becomes visible.
 */
package dev.mayfly.eventstore.log;
