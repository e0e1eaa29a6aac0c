package dev.mayfly.store;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.LogImage;

/** A store's content at one time, to which it can return. Any thread may use it. */
public final class Snapshot {
    private final String name;
    private final LogImage image;
    private final long atNanos;
    private final MemoryBudget.Layer layer;
    /** What it has of its own, because events of it were redacted. Guarded by this. */
    private long ownBytes;

    private boolean discarded;

    /**
     * Makes a snapshot.
     *
     * @param name its name
     * @param image the events
     * @param atNanos when it was taken, by the store's clock, in nanoseconds since 1970
     * @param layer the memory that it shares, held for it
     */
    Snapshot(String name, LogImage image, long atNanos, MemoryBudget.Layer layer) {
        this.name = name;
        this.image = image;
        this.atNanos = atNanos;
        this.layer = layer;
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /** Returns the events. */
    public LogImage image() {
        return image;
    }

    /** Returns when it was taken, by the store's clock, in nanoseconds since 1970. */
    public long atNanos() {
        return atNanos;
    }

    /** Returns the position of the last event in it. */
    public long position() {
        return image.position();
    }

    /** Returns the memory that it shares. */
    MemoryBudget.Layer layer() {
        return layer;
    }

    /** Redacts events of it like {@link LogImage#redact}, and counts the memory that this takes. */
    public synchronized long redact(long[] positions, RawJson content) {
        long before = image.usedBytes() + image.copiedBytes();
        try {
            return image.redact(positions, content);
        } finally {
            long more = image.usedBytes() + image.copiedBytes() - before;
            if (!discarded) {
                ownBytes += more;
                layer.addBytes(more);
            }
        }
    }

    /** Releases its memory. */
    synchronized void discard() {
        discarded = true;
        layer.addBytes(-ownBytes);
        layer.addSnapshots(-1);
        MemoryBudget.Layer.release(layer);
    }
}
