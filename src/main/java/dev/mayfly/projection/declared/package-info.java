/**
 * Declared projections: which events to fold, how to group them, and which fields to compute.
 *
 * <p>A {@link dev.mayfly.projection.declared.Definition} defines one, and a {@code StateFold} computes its states: it
 * reads values from the raw JSON of events ({@link dev.mayfly.projection.declared.value.EventValues}) without building
 * a tree, and folds them into the cells of the event's group. ADR 0014 defines each field.
 */
@NullMarked
package dev.mayfly.projection.declared;

import org.jspecify.annotations.NullMarked;
