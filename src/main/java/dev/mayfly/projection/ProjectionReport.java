package dev.mayfly.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a projection, at about one moment.
 *
 * @param status what it is doing
 * @param position the position of the state that readers see
 * @param progress the position of the state that is being built; above {@code position} while it catches up, and below
 *     it while it is rebuilt
 * @param lag how many positions the log's head is beyond {@code position}
 * @param parked the events that are set aside, by position
 * @param foldedEvents how many events it has folded since it was made, those of rebuilds included
 * @param error what currently keeps it from continuing, such as an event that is tried again later, or null
 */
public record ProjectionReport(
        ProjectionStatus status,
        long position,
        long progress,
        long lag,
        List<ParkedEvent> parked,
        long foldedEvents,
        @Nullable String error) {}
