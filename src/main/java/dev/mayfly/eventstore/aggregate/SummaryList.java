package dev.mayfly.eventstore.aggregate;

import dev.mayfly.eventstore.prefix.AggregateSummary;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * The summaries of some aggregates as of a bound, each made when it is asked for: a list takes {@link #SUMMARY_BYTES} for each
 * aggregate, however long their ids are. A list that is no longer added to may be read by any thread.
 */
public final class SummaryList extends AbstractList<AggregateSummary> implements RandomAccess {
    /** How many bytes of memory an aggregate takes in a list, at the most. */
    public static final int SUMMARY_BYTES = 8;

    private static final int FEW = 16;

    private final Aggregates aggregates;
    private final int bound;
    private int[] ordinals = new int[FEW];
    private int size;

    /** Makes an empty list. */
    public SummaryList(Aggregates aggregates, int bound) {
        this.aggregates = aggregates;
        this.bound = bound;
    }

    /** Adds an aggregate that has an event up to the bound. */
    public void addOrdinal(int aggregate) {
        if (size == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, 2 * size);
        }
        ordinals[size++] = aggregate;
    }

    @Override
    public AggregateSummary get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return aggregates.summary(ordinals[index], bound);
    }

    @Override
    public int size() {
        return size;
    }
}
