package dev.mayfly.sample.company;

import java.util.List;

/**
 * A sequence of pseudorandom numbers, the same for the same seed on every machine and in every release: SplitMix64
 * (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). For one thread.
 */
public final class Chance {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** Makes a sequence. */
    public Chance(long seed) {
        state = mixed(seed ^ GOLDEN_GAMMA);
    }

    /** Returns another sequence, which takes only its seed from this one. */
    public Chance split() {
        return new Chance(bits());
    }

    /** Returns 64 random bits. */
    public long bits() {
        state += GOLDEN_GAMMA;
        return mixed(state);
    }

    /** Returns a number from 0 (inclusive) to the bound (exclusive). */
    public int below(int bound) {
        return (int) ((bits() >>> 32) * bound >>> 32);
    }

    /** Returns a number from 0 (inclusive) to 1 (exclusive). */
    public double fraction() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    /** Returns true with a probability of {@code percentage} percent. */
    public boolean percent(int percentage) {
        return below(100) < percentage;
    }

    /** Returns a number from {@code low} (inclusive) to {@code high} (exclusive). */
    public long between(long low, long high) {
        return low + (long) (fraction() * (high - low));
    }

    /** Returns a number from {@code low} (inclusive) to {@code high} (exclusive), mostly near {@code low}. */
    public long mostlyLow(long low, long high) {
        double fraction = fraction();
        return low + (long) (fraction * fraction * fraction * (high - low));
    }

    /**
     * Returns a number from {@code low} (inclusive) to {@code high} (exclusive), rarely near either and more often
     * nearer {@code low}.
     */
    public long rather(long low, long high) {
        double fraction = (fraction() + fraction()) / 2;
        return low + (long) (fraction * fraction * (high - low));
    }

    /**
     * Returns the time to the next of many independent occurrences: exponentially distributed with mean 1, capped at 4.
     */
    public double pause() {
        // StrictMath gives the same result on every machine.
        return Math.min(4, -StrictMath.log(1 - fraction()));
    }

    /** Returns one of the values. */
    @SafeVarargs
    public final <T> T of(T... values) {
        return values[below(values.length)];
    }

    /** Returns one of the values. */
    public <T> T of(List<T> values) {
        return values.get(below(values.size()));
    }

    private static long mixed(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
