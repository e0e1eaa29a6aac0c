/**
 * Values that every other package speaks of: events to be appended, events as recorded, instants, raw JSON.
 *
 * <p>Plain Java without any framework.
 */
package dev.mayfly.event;
