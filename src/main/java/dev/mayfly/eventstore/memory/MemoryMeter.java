package dev.mayfly.eventstore.memory;

/**
 * A counter of the bytes that a store's columns, arenas and tables take. Written by one thread, read by any.
 *
 * <p>A fork starts with its original's bytes, which the two share. Whoever first writes to a shared part replaces it with
 * a copy, and so uses as many bytes as before, while the other one still uses the part: {@link #copiedBytes} are what
 * the two take together beyond what each of them counts.
 */
public final class MemoryMeter {
    /** The memory of an array besides its elements, in bytes. */
    public static final int ARRAY_HEADER_BYTES = 16;

    private volatile long usedBytes;
    private volatile long copiedBytes;

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

    /** Returns the number of bytes of the shared parts that have been replaced with copies. */
    public long copiedBytes() {
        return copiedBytes;
    }

    /** Adds the bytes of a shared part that has been replaced with a copy. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void addCopied(long bytes) {
        copiedBytes += bytes;
    }

    /** Adds bytes that were taken, or freed if negative. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void add(long bytes) {
        usedBytes += bytes;
    }
}
