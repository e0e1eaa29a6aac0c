/**
 * Analysis: counts of the events that match criteria, and the causes of correlated events.
 *
 * <p>Plain Java, without a framework. An analysis reads one prefix of the log.
 */
package dev.mayfly.analytics;
