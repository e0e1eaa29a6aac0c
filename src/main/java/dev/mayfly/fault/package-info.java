/**
 * Faults that are injected on purpose: rules that say at which calls something fails, and how.
 *
 * <p>{@link dev.mayfly.fault.Faults} decides, for each call in turn, what it meets; the same for the same calls and seeds.
 * Plain Java.
 */
@NullMarked
package dev.mayfly.fault;

import org.jspecify.annotations.NullMarked;
