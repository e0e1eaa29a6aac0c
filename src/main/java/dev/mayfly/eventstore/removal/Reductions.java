package dev.mayfly.eventstore.removal;

import dev.mayfly.event.RawJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a log has removed and redacted while it was being copied. For one thread at a time. */
public final class Reductions {
    /** A redaction of some events. */
    public static final class Redaction {
        private final long[] positions;
        private final RawJson content;

        private Redaction(long[] positions, RawJson content) {
            this.positions = positions;
            this.content = content;
        }

        /** Returns the positions of the events. */
        public long[] positions() {
            return positions;
        }

        /** Returns what their data and metadata have become. */
        public RawJson content() {
            return content;
        }
    }

    private int[] aggregates = new int[16];
    private int size;
    private final List<Redaction> redactions = new ArrayList<>();

    /** Makes an instance without any. */
    public Reductions() {}

    /** Notes that events of an aggregate have been removed, or that it has been forgotten. */
    public void removed(int aggregate) {
        if (size == aggregates.length) {
            aggregates = Arrays.copyOf(aggregates, 2 * size);
        }
        aggregates[size++] = aggregate;
    }

    /** Notes that events have been redacted. */
    public void redacted(long[] positions, RawJson content) {
        redactions.add(new Redaction(positions, content));
    }

    /** Returns the aggregates of which events have been removed. */
    public int[] aggregates() {
        return Arrays.copyOf(aggregates, size);
    }

    /** Returns the redactions. */
    public List<Redaction> redactions() {
        return redactions;
    }

    /** Returns how many notes there are. */
    public int size() {
        return size + redactions.size();
    }
}
