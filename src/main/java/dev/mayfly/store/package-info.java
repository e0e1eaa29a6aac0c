/**
 * Stores: the stores of a process by name, each with a life of its own and a clock of its own.
 *
 * <p>{@link dev.mayfly.store.Catalogue} makes, finds and deletes them, and lets go of those that nobody uses. Plain Java.
 */
@NullMarked
package dev.mayfly.store;

import org.jspecify.annotations.NullMarked;
