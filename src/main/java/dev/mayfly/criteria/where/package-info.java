/**
 * Conditions on values inside events: paths, comparisons, and their evaluation on raw JSON.
 *
 * <p>Plain Java, without a framework.
 */
@NullMarked
package dev.mayfly.criteria.where;

import org.jspecify.annotations.NullMarked;
