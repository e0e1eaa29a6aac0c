package dev.mayfly.store;

import dev.mayfly.eventstore.LogImage;

/**
 * A store's content at one time, to which it can return.
 *
 * @param name its name
 * @param image the events
 * @param atNanos when it was taken, by the store's clock, in nanoseconds since 1970
 * @param layer the memory that it shares
 */
public record Snapshot(String name, LogImage image, long atNanos, MemoryBudget.Layer layer) {
    /** Returns the position of the last event in it. */
    public long position() {
        return image.position();
    }
}
