package dev.mayfly.event.tree;

/** Mixes numbers into one. */
final class Fingerprint {
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    private Fingerprint() {}

    /** Returns a number that depends on both and on their order. */
    static long of(long one, long other) {
        long mixed = (one * ODD ^ other) * ODD;
        return mixed ^ mixed >>> 32;
    }
}
