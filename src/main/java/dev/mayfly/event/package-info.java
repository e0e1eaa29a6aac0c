/**
 * Values that every other package uses: events to be appended, events as recorded, instants, raw JSON.
 *
 * <p>Plain Java without any framework.
 */
package dev.mayfly.event;
