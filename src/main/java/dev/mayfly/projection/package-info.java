/**
 * Projections: read models folded from the log, outside the path of appends.
 *
 * <p>Plain Java without any framework. A {@link dev.mayfly.projection.Projection} defines which events it wants and how
 * it folds them into an immutable state; a {@link dev.mayfly.projection.ProjectionRunner} pulls the events from the
 * log, keeps the state with its position, and parks events that fail. See ADR 0013.
 */
@NullMarked
package dev.mayfly.projection;

import org.jspecify.annotations.NullMarked;
