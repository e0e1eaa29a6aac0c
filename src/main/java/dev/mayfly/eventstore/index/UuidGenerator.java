package dev.mayfly.eventstore.index;

/**
 * Generates event ids: UUIDs of version 7 (RFC 9562) that increase with every call.
 *
 * <p>An id has 48 bits of milliseconds, 12 bits of the fraction of the millisecond (method 3 of section 6.2), and 62
 * random bits. The time is raised by one step where it would not increase otherwise. For one thread at a time.
 */
public final class UuidGenerator {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;
    private long lastTicks;

    /**
     * Makes a generator.
     *
     * @param seed the seed of its random bits
     */
    public UuidGenerator(long seed) {
        state = seed;
    }

    /** Sets a key to the next id. */
    public void next(long nowNanos, Key target, long hashSeed) {
        long millis = Math.max(0, Math.floorDiv(nowNanos, 1_000_000L));
        long fraction = Math.floorMod(nowNanos, 1_000_000L) * 4096 / 1_000_000;
        long ticks = Math.max(millis << 12 | fraction, lastTicks + 1);
        lastTicks = ticks;
        long high = ticks >>> 12 << 16 | VERSION | ticks & 0xFFF;
        target.set(high, VARIANT | random() >>> 2, hashSeed);
    }

    /** SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    private long random() {
        long z = state += GOLDEN_GAMMA;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
