/**
 * Analysis: counts over the events that match criteria, and their chains of causes.
 *
 * <p>Plain Java without any framework, over a prefix of the log.
 */
package dev.mayfly.analytics;
