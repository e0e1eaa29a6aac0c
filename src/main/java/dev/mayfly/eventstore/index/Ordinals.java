package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;

/** The ordinals that keys of one dictionary have in another one, to which those that are asked for are added. */
public final class Ordinals {
    private final KeyTable from;
    private final KeyTable to;
    private final long seed;
    private final Key key = new Key();
    /** By ordinal in the first dictionary: the one in the second, or 0 if it has not been asked for yet. */
    private final IntColumn known;

    /**
     * Makes an instance that knows none.
     *
     * @param seed the seed of the keys' hashes
     * @param meter counts its memory
     */
    public Ordinals(KeyTable from, KeyTable to, long seed, MemoryMeter meter) {
        this.from = from;
        this.to = to;
        this.seed = seed;
        this.known = new IntColumn(meter);
    }

    /** Returns the ordinal in the second dictionary, adding the key if it is new; 0 for 0. */
    public int of(int ordinal) {
        int found = known.getOrZero(ordinal);
        if (found != 0 || ordinal == 0) {
            return found;
        }
        byte[] text = from.bytes(ordinal);
        int added = to.findOrAdd(key.set(text, 0, text.length, seed));
        known.set(ordinal, added);
        return added;
    }

    /** Returns the ordinal in the second dictionary, or 0 if the key has not been asked for. */
    public int known(int ordinal) {
        return known.getOrZero(ordinal);
    }
}
