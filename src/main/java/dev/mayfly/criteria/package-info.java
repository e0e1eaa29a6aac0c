/**
 * What events are selected by: criteria, DCB queries, their order, and their readers from query strings and JSON.
 *
 * <p>Plain Java. Whatever selects events takes its criteria from here: searches, analysis, subscriptions, projections, faults
 * and the forwarder.
 */
@NullMarked
package dev.mayfly.criteria;

import org.jspecify.annotations.NullMarked;
