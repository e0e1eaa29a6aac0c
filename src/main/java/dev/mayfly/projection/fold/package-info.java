/** How a projection computes a state from events, one at a time. */
@NullMarked
package dev.mayfly.projection.fold;

import org.jspecify.annotations.NullMarked;
