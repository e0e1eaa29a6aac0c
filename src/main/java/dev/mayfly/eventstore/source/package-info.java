/** Where a search takes candidate positions from, in the order of positions or of time. */
@NullMarked
package dev.mayfly.eventstore.source;

import org.jspecify.annotations.NullMarked;
