package dev.mayfly.projection.declared.value;

import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.prefix.EventScan;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value of events that is read from a column of the log instead of the event's JSON.
 *
 * @param dimension the dimension whose value it is
 */
public record Column(Dimension dimension) {
    /** The dimensions that are read from the event as a whole. */
    private static final EnumSet<Dimension> ELSEWHERE =
            EnumSet.of(Dimension.CORRELATION_ID, Dimension.CAUSATION_ID, Dimension.TAG);

    private static final Map<String, Column> BY_PATH = EnumSet.complementOf(ELSEWHERE).stream()
            .collect(Collectors.toUnmodifiableMap(Dimension::path, Column::new));

    /** Returns the column that a path is read from, or null if it is read from somewhere else. */
    public static @Nullable Column of(EventPath path) {
        return BY_PATH.get(path.toString());
    }

    /** Returns the ordinal of the value that the current event of a scan has, or 0 if it has none. */
    public int ordinal(EventScan scan) {
        return scan.ordinal(dimension);
    }

    /** Returns the value of an ordinal other than 0. */
    public String text(EventScan scan, int ordinal) {
        return scan.value(dimension, ordinal);
    }
}
