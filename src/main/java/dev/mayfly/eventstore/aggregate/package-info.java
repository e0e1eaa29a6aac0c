/** Aggregates in a log: which of their events are left, at which versions, and the removal of their oldest ones. */
@NullMarked
package dev.mayfly.eventstore.aggregate;

import org.jspecify.annotations.NullMarked;
