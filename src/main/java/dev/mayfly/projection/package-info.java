/**
 * Projections: read models that are folded from the log, off the path of appends.
 *
 * <p>Plain Java without any framework. A {@link dev.mayfly.projection.Projection} says which events it wants and how it folds
 * them into a state that never changes; a {@link dev.mayfly.projection.ProjectionRunner} pulls the events from the log,
 * keeps the state together with the position it is of, and sets aside what fails. See ADR 0013.
 */
@NullMarked
package dev.mayfly.projection;

import org.jspecify.annotations.NullMarked;
