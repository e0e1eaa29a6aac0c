/**
 * Selecting events: criteria, DCB queries, sort orders, and their readers from query strings and JSON.
 *
 * <p>Plain Java. All selections of events take their criteria from here: searches, analysis, subscriptions,
 * projections, faults and the forwarder.
 */
@NullMarked
package dev.mayfly.criteria;

import org.jspecify.annotations.NullMarked;
