/**
 * Values that all other packages use: new events, recorded events, times and raw JSON.
 *
 * <p>Plain Java without any framework.
 */
package dev.mayfly.event;
