/**
 * Projections that are declared instead of programmed: which events, grouped by what, folded into which fields.
 *
 * <p>A {@link dev.mayfly.projection.declared.Definition} says it, a {@link dev.mayfly.projection.declared.Fold} does it:
 * values are read out of the raw JSON of events ({@link dev.mayfly.projection.declared.EventValues}) without making a tree
 * of it, and taken in by the cells of the event's group. ADR 0014 has the meaning of each field.
 */
@NullMarked
package dev.mayfly.projection.declared;

import org.jspecify.annotations.NullMarked;
