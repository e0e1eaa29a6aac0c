/** Which events a log has removed, and what is left of the aggregates that they belonged to. */
@NullMarked
package dev.mayfly.eventstore.removal;

import org.jspecify.annotations.NullMarked;
