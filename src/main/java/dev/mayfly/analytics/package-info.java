/**
 * Analysis: counts over the events that meet some criteria, and what caused what among them.
 *
 * <p>Plain Java without any framework, over a prefix of the log.
 */
package dev.mayfly.analytics;
