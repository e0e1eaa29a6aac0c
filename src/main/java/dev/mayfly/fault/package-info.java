/**
 * Injected faults: rules for which calls fail, and how.
 *
 * <p>{@link dev.mayfly.fault.Faults} decides for each call which fault, if any, applies. The same calls and seeds
 * always get the same faults. Plain Java.
 */
@NullMarked
package dev.mayfly.fault;

import org.jspecify.annotations.NullMarked;
