/** Sources of candidate positions for searches, ordered by position or by time. */
@NullMarked
package dev.mayfly.eventstore.source;

import org.jspecify.annotations.NullMarked;
