/**
 * Mayfly, an in-memory event store. Each package below this one is a feature; dependencies point one way, from the
 * outside ({@code rest}, {@code bootstrap}) to the values in {@code event}.
 */
@NullMarked
package dev.mayfly;

import org.jspecify.annotations.NullMarked;
