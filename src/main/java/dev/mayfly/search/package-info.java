/**
 * Paged reads of a store: what a read sees ({@link dev.mayfly.eventstore.AsOf}), what it lists
 * ({@link dev.mayfly.search.Listing}), how a walk over many pages continues ({@link dev.mayfly.search.Cursor}), and the
 * text of the answers.
 *
 * <p>Plain Java; it knows the event store's prefixes and nothing of HTTP.
 */
@NullMarked
package dev.mayfly.search;

import org.jspecify.annotations.NullMarked;
