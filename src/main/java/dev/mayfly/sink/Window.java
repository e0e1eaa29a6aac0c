package dev.mayfly.sink;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The events that have been read and are not done with, as positions: a line for each aggregate, whose first event
 * alone may be on its way, so that an aggregate's events keep their order and aggregates do not wait for each other.
 *
 * <p>A line is ready, or out: being sent, or waiting for another try. For one thread at a time.
 */
final class Window {
    private final int most;
    private final TreeSet<Long> undone = new TreeSet<>();
    private final Map<Integer, Line> lines = new HashMap<>();
    private final ArrayDeque<Line> ready = new ArrayDeque<>();

    /** The events of one aggregate. */
    static final class Line {
        private final int aggregate;
        private final ArrayDeque<Long> positions = new ArrayDeque<>(4);
        private int failures;
        private int triesUsed;
        private Outcome.@Nullable Refused givenUp;

        private Line(int aggregate) {
            this.aggregate = aggregate;
        }

        /** Returns the position of its first event. */
        long position() {
            return positions.element();
        }

        /** Returns why the sink does not get its first event, which is to be set aside; null while it may. */
        Outcome.@Nullable Refused givenUp() {
            return givenUp;
        }

        /** Takes note that the sink does not get its first event, whose tries are counted again from here. */
        void giveUp(Outcome.Refused why) {
            givenUp = why;
            failures = 0;
            triesUsed = 0;
        }

        /**
         * Counts a failed try of its first event, and returns how many there were in a row.
         *
         * @param counts whether it is one of the tries that an event has
         */
        int fail(boolean counts) {
            failures++;
            triesUsed += counts ? 1 : 0;
            return failures;
        }

        /** Returns whether its first event is being tried again. */
        boolean hasFailed() {
            return failures > 0;
        }

        /** Returns how many of the tries that its first event has are used up. */
        int triesUsed() {
            return triesUsed;
        }

        private void drop() {
            positions.remove();
            givenUp = null;
            failures = 0;
            triesUsed = 0;
        }
    }

    /** Makes an empty window for up to a number of events. */
    Window(int most) {
        this.most = most;
    }

    /** Returns how many events there are. */
    int size() {
        return undone.size();
    }

    /** Returns whether there are as many events as may be. */
    boolean isFull() {
        return undone.size() >= most;
    }

    /** Returns the first position that is not done with, or 0 if there is none. */
    long first() {
        return undone.isEmpty() ? 0 : undone.first();
    }

    /**
     * Adds an event.
     *
     * @param position its position, beyond all that were added before
     * @param aggregate the identity of its aggregate
     */
    void add(long position, int aggregate) {
        undone.add(position);
        Line line = lines.get(aggregate);
        if (line == null) {
            line = new Line(aggregate);
            lines.put(aggregate, line);
            ready.add(line);
        }
        line.positions.add(position);
    }

    /** Returns whether a line is ready. */
    boolean hasReady() {
        return !ready.isEmpty();
    }

    /** Returns the line that has been ready for longest, which is out from now on; null if none is. */
    @Nullable
    Line take() {
        return ready.poll();
    }

    /**
     * Takes away the first event of a line that is out, which is done with; the line is ready if it has another one.
     */
    void done(Line line) {
        undone.remove(line.position());
        line.drop();
        if (line.positions.isEmpty()) {
            lines.remove(line.aggregate);
        } else {
            ready.add(line);
        }
    }

    /** Makes a line ready that is out, for another try of its first event. */
    void again(Line line) {
        ready.add(line);
    }

    /** Takes away everything; lines that are out mean nothing any more. */
    void clear() {
        undone.clear();
        lines.clear();
        ready.clear();
    }
}
