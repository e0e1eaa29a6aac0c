package dev.mayfly.eventstore.memory;

/** A counter of the bytes that a store's columns, arenas and tables take. Written by one thread, read by any. */
public final class MemoryMeter {
    /** The memory of an array besides its elements, in bytes. */
    public static final int ARRAY_HEADER_BYTES = 16;

    private volatile long usedBytes;

    /** Makes a counter at 0. */
    public MemoryMeter() {
        this(0);
    }

    private MemoryMeter(long usedBytes) {
        this.usedBytes = usedBytes;
    }

    /** Returns a counter that starts at this one's value. */
    public MemoryMeter fork() {
        return new MemoryMeter(usedBytes);
    }

    /** Returns the number of bytes taken. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Adds bytes that were taken, or freed if negative. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void add(long bytes) {
        usedBytes += bytes;
    }
}
