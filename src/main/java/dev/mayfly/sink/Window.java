package dev.mayfly.sink;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The events that have been read but not finished, as positions. They form a line for each aggregate, and only the
 * first event of a line may be in flight, so an aggregate's events keep their order and aggregates do not wait for each
 * other.
 *
 * <p>A line is either ready, or out: being sent or waiting for a retry. For one thread at a time.
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

        /** Returns why its first event was given up, or null if it was not. */
        Outcome.@Nullable Refused givenUp() {
            return givenUp;
        }

        /** Gives up its first event, whose tries are then counted anew for the dead-letter address. */
        void giveUp(Outcome.Refused why) {
            givenUp = why;
            failures = 0;
            triesUsed = 0;
        }

        /**
         * Counts a failed try of its first event, and returns the number of failures in a row.
         *
         * @param counts whether it uses up one of the event's tries
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

        /** Returns how many tries its first event has used up. */
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

    /** Returns the number of events. */
    int size() {
        return undone.size();
    }

    /** Returns whether the window is full. */
    boolean isFull() {
        return undone.size() >= most;
    }

    /** Returns the first position that is not finished, or 0 if there is none. */
    long first() {
        return undone.isEmpty() ? 0 : undone.first();
    }

    /**
     * Adds an event.
     *
     * @param position its position, greater than all added before
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

    /** Returns the line that has been ready for longest, which is then out; null if no line is ready. */
    @Nullable
    Line take() {
        return ready.poll();
    }

    /** Removes the finished first event of a line that is out; the line becomes ready if it has another event. */
    void done(Line line) {
        undone.remove(line.position());
        line.drop();
        if (line.positions.isEmpty()) {
            lines.remove(line.aggregate);
        } else {
            ready.add(line);
        }
    }

    /** Makes a line that is out ready again, to retry its first event. */
    void again(Line line) {
        ready.add(line);
    }

    /** Removes everything; lines that are out become meaningless. */
    void clear() {
        undone.clear();
        lines.clear();
        ready.clear();
    }
}
