/**
 * Declared projections: which events to fold, how to group them, and which fields to compute.
 *
 * <p>A {@link dev.mayfly.projection.declared.Definition} defines one, a {@link dev.mayfly.projection.declared.Fold}
 * computes it: values are read out of the raw JSON of events ({@link dev.mayfly.projection.declared.EventValues})
 * without building a tree, and folded into the cells of the event's group. ADR 0014 defines each field.
 */
@NullMarked
package dev.mayfly.projection.declared;

import org.jspecify.annotations.NullMarked;
