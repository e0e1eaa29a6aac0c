package dev.mayfly.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a projection is doing and how far it has come, read at about one moment.
 *
 * @param status what it is doing
 * @param position the position of the state that readers see
 * @param progress the position of the state that is being built; higher than {@code position} while it catches up, and
 *     lower while it is rebuilt
 * @param lag the number of positions from {@code position} to the head of the log
 * @param parked the parked events, in the order of their positions
 * @param foldedEvents how many events have been folded since the projection was added, including during rebuilds
 * @param error what currently keeps it from continuing, such as an event that waits for a retry, or null
 */
public record ProjectionReport(
        ProjectionStatus status,
        long position,
        long progress,
        long lag,
        List<ParkedEvent> parked,
        long foldedEvents,
        @Nullable String error) {}
