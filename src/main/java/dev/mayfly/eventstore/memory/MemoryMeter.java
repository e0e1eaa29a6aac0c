package dev.mayfly.eventstore.memory;

/** The count of the bytes that a store's columns, arenas and tables take; written by one thread, read by any. */
public final class MemoryMeter {
    /** What an array costs beside its elements, in bytes. */
    public static final int ARRAY_HEADER_BYTES = 16;

    private volatile long usedBytes;

    /** Makes a count of nothing. */
    public MemoryMeter() {
        this(0);
    }

    private MemoryMeter(long usedBytes) {
        this.usedBytes = usedBytes;
    }

    /** Returns a count that begins with what this one has now. */
    public MemoryMeter fork() {
        return new MemoryMeter(usedBytes);
    }

    /** Returns the bytes that are taken. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Adds bytes that were taken, or, when negative, freed. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void add(long bytes) {
        usedBytes += bytes;
    }
}
