package dev.mayfly.analytics;

import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The events of a correlation in order of timestamp and position, as a forest of causes and effects. Immutable.
 *
 * <p>An event is identified by its index in that order, from 0. It is a root if its cause is not among the events. If
 * events cause each other in a circle, or an event is its own cause, the first event of the circle is a root.
 */
public final class Correlation {
    /** The index that stands for no event. */
    public static final int NONE = -1;

    /** What an event takes in all arrays, while they are being copied. */
    private static final long EVENT_BYTES = 80;
    /** About what an aggregate's id takes, also in the answer. */
    private static final long AGGREGATE_BYTES = 200;

    private final String correlationId;
    private final LogPrefix log;
    private final List<String> aggregates;
    private final long[] positions;
    private final int[] parents;
    private final int[] firstChildren;
    private final int[] nextSiblings;
    private final int firstRoot;

    private Correlation(String correlationId, LogPrefix log, List<String> aggregates, long[] positions, int[] parents) {
        this.correlationId = correlationId;
        this.log = log;
        this.aggregates = aggregates;
        this.positions = positions;
        this.parents = parents;
        this.firstChildren = new int[positions.length];
        this.nextSiblings = new int[positions.length];
        Arrays.fill(firstChildren, NONE);
        int root = NONE;
        for (int i = positions.length - 1; i >= 0; i--) {
            if (parents[i] == NONE) {
                nextSiblings[i] = root;
                root = i;
            } else {
                nextSiblings[i] = firstChildren[parents[i]];
                firstChildren[parents[i]] = i;
            }
        }
        this.firstRoot = root;
    }

    /**
     * Returns the events of a scan, which it reads to the end. Takes O(n log n) time.
     *
     * @param correlationId the correlation id that the events share
     * @param log the log that is scanned
     * @param scan the correlation's events, in order of timestamp and position
     */
    public static Correlation of(String correlationId, LogPrefix log, EventScan scan) {
        long[] positions = new long[16];
        long[] causes = new long[16];
        OrdinalCounts seen = new OrdinalCounts();
        List<String> aggregates = new ArrayList<>();
        int count = 0;
        for (long position = scan.next(); position != 0; position = scan.next()) {
            if (count == positions.length) {
                scan.reserve(count * EVENT_BYTES);
                positions = Arrays.copyOf(positions, 2 * count);
                causes = Arrays.copyOf(causes, 2 * count);
            }
            positions[count] = position;
            causes[count++] = scan.cause();
            int aggregate = scan.ordinal(Dimension.AGGREGATE_ID);
            if (seen.add(aggregate) == 1) {
                scan.reserve(AGGREGATE_BYTES);
                aggregates.add(scan.value(Dimension.AGGREGATE_ID, aggregate));
            }
        }
        long[] found = Arrays.copyOf(positions, count);
        int[] parents = places(found, Arrays.copyOf(causes, count));
        breakCycles(parents);
        return new Correlation(correlationId, log, List.copyOf(aggregates), found, parents);
    }

    /** Returns the index of each cause among the positions, or {@link #NONE}. */
    private static int[] places(long[] positions, long[] causes) {
        int count = positions.length;
        // Each number holds a position and, in its lower part, the index of that position.
        long[] sorted = new long[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = positions[i] * count + i;
        }
        Arrays.sort(sorted);
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            int at = Arrays.binarySearch(sorted, causes[i] * count);
            at = at < 0 ? ~at : at;
            boolean found = causes[i] != 0 && at < count && sorted[at] / count == causes[i];
            places[i] = found ? (int) (sorted[at] % count) : NONE;
        }
        return places;
    }

    /** Makes the first event of each circle of causes a root. */
    private static void breakCycles(int[] parents) {
        // The number, from 1, of the first walk towards the roots that passed an event; 0 if none has.
        int[] walks = new int[parents.length];
        for (int start = 0; start < parents.length; start++) {
            int at = start;
            while (at != NONE && walks[at] == 0) {
                walks[at] = start + 1;
                at = parents[at];
            }
            if (at != NONE && walks[at] == start + 1) {
                int first = at;
                for (int i = parents[at]; i != at; i = parents[i]) {
                    first = Math.min(first, i);
                }
                parents[first] = NONE;
            }
        }
    }

    /** Returns the correlation id that the events share. */
    public String correlationId() {
        return correlationId;
    }

    /** Returns the log that contains the events. */
    public LogPrefix log() {
        return log;
    }

    /** Returns the number of events. */
    public int size() {
        return positions.length;
    }

    /** Returns the position of an event. */
    public long position(int event) {
        return positions[event];
    }

    /** Returns the ids of the events' aggregates, each once, in the order of their first events. */
    public List<String> aggregates() {
        return aggregates;
    }

    /** Returns the time from the first event to the last; zero if there are no events. */
    public Duration duration() {
        if (positions.length == 0) {
            return Duration.ZERO;
        }
        Duration last = Duration.ofNanos(log.timestampNanos(positions[positions.length - 1]));
        // The nanoseconds from 1678 to 2261, the years that events can have, do not fit into a long.
        return last.minus(Duration.ofNanos(log.timestampNanos(positions[0])));
    }

    /** Returns the first root, or {@link #NONE} if there are no events. */
    public int firstRoot() {
        return firstRoot;
    }

    /** Returns the event that caused an event, or {@link #NONE} for a root. */
    public int parent(int event) {
        return parents[event];
    }

    /** Returns the first event that an event caused, or {@link #NONE} if it caused none. */
    public int firstChild(int event) {
        return firstChildren[event];
    }

    /** Returns the next event with the same cause or, for a root, the next root; {@link #NONE} after the last one. */
    public int nextSibling(int event) {
        return nextSiblings[event];
    }
}
