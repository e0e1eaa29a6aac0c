/**
 * Reading a store page by page: what a read sees ({@link dev.mayfly.query.AsOf}), what it lists
 * ({@link dev.mayfly.query.Listing}), how a walk over many pages goes on ({@link dev.mayfly.query.Cursor}), and the text
 * of the answers.
 *
 * <p>Plain Java; it knows the event store's prefixes and nothing of HTTP.
 */
@NullMarked
package dev.mayfly.query;

import org.jspecify.annotations.NullMarked;
