package dev.mayfly.bootstrap;

import dev.mayfly.dump.StoreDump;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.store.World;
import dev.mayfly.store.Worlds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is dumped of the stores of a process. */
final class StoreDumps {
    private StoreDumps() {}

    /** Returns what the stores hold now, each at a moment of its own; no append waits for it. */
    static List<StoreDump> of(Worlds worlds, StoreDeclarations declarations) {
        List<World> all = worlds.page("", Integer.MAX_VALUE);
        Set<String> names = all.stream().map(EventStore::name).collect(Collectors.toSet());
        return all.stream().map(world -> of(world, names, declarations)).toList();
    }

    private static StoreDump of(World world, Set<String> names, StoreDeclarations declarations) {
        Map<String, RawJson> projections = new LinkedHashMap<>();
        for (Declaration each :
                declarations.find(world).map(DeclaredProjections::all).orElse(List.of())) {
            projections.put(each.name(), each.projection().definition().text());
        }
        List<StoreDump.Snapshot> snapshots = world.allSnapshots().stream()
                .map(snapshot -> new StoreDump.Snapshot(
                        snapshot.name(),
                        snapshot.atNanos(),
                        snapshot.image().incarnation(),
                        snapshot.image().prefix()))
                .toList();
        return new StoreDump(
                world.name(), settings(world.keptSettings(), names), projections, world.glance(), snapshots);
    }

    /** Leaves out the name of a parent that has gone. */
    private static KeptSettings settings(KeptSettings kept, Set<String> names) {
        String parent = kept.parent();
        return parent == null || names.contains(parent)
                ? kept
                : new KeptSettings(
                        kept.createdAt(),
                        null,
                        kept.ttl(),
                        kept.ttlLeft(),
                        kept.limitBytes(),
                        kept.firstClock(),
                        kept.clock());
    }
}
