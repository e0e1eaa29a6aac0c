/** Reads: prefixes of a log, which are immutable values, and the events, aggregates and positions in them. */
@NullMarked
package dev.mayfly.eventstore.prefix;

import org.jspecify.annotations.NullMarked;
