/**
 * The stores of a process by name, each with its own lifetime and clock.
 *
 * <p>{@link dev.mayfly.store.Catalogue} creates, finds and deletes them, and releases unused ones. Plain Java.
 */
@NullMarked
package dev.mayfly.store;

import org.jspecify.annotations.NullMarked;
