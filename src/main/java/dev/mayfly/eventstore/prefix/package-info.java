/** Reading: a prefix of a log, which is a value, and the events, aggregates and positions in it. */
@NullMarked
package dev.mayfly.eventstore.prefix;

import org.jspecify.annotations.NullMarked;
