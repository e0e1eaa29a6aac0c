/**
 * Projections: read models folded from the log, off the append path.
 *
 * <p>Plain Java without a framework. A {@link dev.mayfly.projection.fold.Projection} defines which events it takes and
 * how it folds them into an immutable state. A {@link dev.mayfly.projection.ProjectionRunner} pulls the events from the
 * log, keeps the state with its position, and parks events that fail. See ADR 0013.
 */
@NullMarked
package dev.mayfly.projection;

import org.jspecify.annotations.NullMarked;
