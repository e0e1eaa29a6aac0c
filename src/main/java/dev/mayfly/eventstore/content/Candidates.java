package dev.mayfly.eventstore.content;

import dev.mayfly.eventstore.source.Source;

/** Positions of events among which are all that meet criteria. */
public interface Candidates {
    /** Returns about the most positions there can be up to a bound. */
    long count(int bound);

    /** Returns the positions after {@code after} up to {@code bound}. */
    Source positions(int after, int bound, boolean ascending);
}
