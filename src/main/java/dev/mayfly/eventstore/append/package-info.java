/** Appends, their expectations of the log, and their results. */
@NullMarked
package dev.mayfly.eventstore.append;

import org.jspecify.annotations.NullMarked;
