package dev.mayfly.dump;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.List;
import java.util.Map;

/**
 * One store's part of a dump, which does not change while it is written.
 *
 * @param name the store's name
 * @param settings its settings
 * @param projections the definitions of its declared projections, by name
 * @param schemas its schemas, in any order
 * @param log its events
 * @param snapshots its snapshots
 */
public record StoreDump(
        String name,
        KeptSettings settings,
        Map<String, RawJson> projections,
        List<DumpLine.Schema> schemas,
        LogPrefix log,
        List<Snapshot> snapshots) {
    /** Makes the dump of a store without schemas. */
    public StoreDump(
            String name,
            KeptSettings settings,
            Map<String, RawJson> projections,
            LogPrefix log,
            List<Snapshot> snapshots) {
        this(name, settings, projections, List.of(), log, snapshots);
    }

    /**
     * A snapshot of the store.
     *
     * @param name its name
     * @param atNanos when it was taken, by the store's clock, in nanoseconds since 1970
     * @param incarnation the id of the history from which it was taken
     * @param log its events
     */
    public record Snapshot(String name, long atNanos, String incarnation, LogPrefix log) {}
}
