/**
 * Injected faults: rules that say which calls fail, and how.
 *
 * <p>{@link dev.mayfly.fault.Faults} decides for each call which fault it meets, if any. The same calls and seeds meet
 * the same faults. Plain Java.
 */
@NullMarked
package dev.mayfly.fault;

import org.jspecify.annotations.NullMarked;
