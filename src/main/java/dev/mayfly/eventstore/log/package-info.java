/**
 * The embedded engine: the log, its single writer, and reads of its prefixes.
 *
 * <p>See ADR 0003 for how a batch becomes visible.
 */
package dev.mayfly.eventstore.log;
