package dev.mayfly.projection.declared.value;

import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.prefix.EventScan;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A field of events that is read from a column of the log instead of the event's JSON.
 *
 * @param dimension the dimension of its values
 */
public record Column(Dimension dimension) {
    /** The dimensions that are read from the whole event. */
    private static final EnumSet<Dimension> ELSEWHERE =
            EnumSet.of(Dimension.CORRELATION_ID, Dimension.CAUSATION_ID, Dimension.TAG);

    private static final Map<String, Column> BY_PATH = EnumSet.complementOf(ELSEWHERE).stream()
            .collect(Collectors.toUnmodifiableMap(Dimension::path, Column::new));

    /** Returns the column from which a path is read, or null if it is not read from a column. */
    public static @Nullable Column of(EventPath path) {
        return path.members().size() <= 1 ? BY_PATH.get(path.canonical()) : null;
    }

    /** Returns the ordinal of the value in the scan's current event, or 0 if it has none. */
    public int ordinal(EventScan scan) {
        return scan.ordinal(dimension);
    }

    /** Returns the value that an ordinal other than 0 stands for. */
    public String text(EventScan scan, int ordinal) {
        return scan.value(dimension, ordinal);
    }
}
