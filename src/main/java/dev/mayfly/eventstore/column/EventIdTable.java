package dev.mayfly.eventstore.column;

import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.OrdinalTable;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.removal.Removals;

/** The positions of events by their ids. The ids of removed events are not found. */
public final class EventIdTable extends OrdinalTable {
    private final Columns columns;
    private final Removals removals;
    private final long seed;

    public EventIdTable(MemoryMeter meter, Columns columns, Removals removals, long seed) {
        super(meter);
        this.removals = removals;
        this.columns = columns;
        this.seed = seed;
    }

    private EventIdTable(MemoryMeter meter, EventIdTable original, Columns columns, Removals removals, boolean cut) {
        super(meter, original, cut);
        this.removals = removals;
        this.columns = columns;
        this.seed = original.seed;
    }

    /**
     * Returns a table with the same ids, which finds only those in the fork's columns. Writer only.
     *
     * @param forkMeter counts the fork's memory, and has counted this table's already
     * @param cut whether the fork has fewer events
     */
    public EventIdTable fork(MemoryMeter forkMeter, Columns forkColumns, Removals forkRemovals, boolean cut) {
        return new EventIdTable(forkMeter, this, forkColumns, forkRemovals, cut);
    }

    @Override
    protected long readAhead(int position) {
        return columns.idGuess(position);
    }

    @Override
    protected long hashOf(int position) {
        return columns.idHash(position, seed);
    }

    /** Returns the positions of all events that have or had an id, up to a bound, removed ones included. */
    public int[] all(Key key, int bound) {
        return findAll(key, bound, position -> isOf(position, key));
    }

    @Override
    protected boolean matches(int position, Key key) {
        return isOf(position, key) && !removals.contains(position);
    }

    /** Returns whether the event at a position has or had an id. */
    public boolean isOf(int position, Key key) {
        // A UUID's halves are the id itself. They could also be the hash of a text id, but such a text cannot be found
        // without knowing the seed, and a chance collision is as unlikely as two equal random UUIDs.
        return columns.idHigh(position) == key.high()
                && columns.idLow(position) == key.low()
                && (key.isUuid() || columns.records.hasTextId(columns.recordAddress(position), key));
    }
}
