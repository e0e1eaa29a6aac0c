/** How a projection makes a state of events, one at a time. */
@NullMarked
package dev.mayfly.projection.fold;

import org.jspecify.annotations.NullMarked;
