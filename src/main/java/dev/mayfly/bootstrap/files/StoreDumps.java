package dev.mayfly.bootstrap.files;

import dev.mayfly.dump.DumpLine;
import dev.mayfly.dump.StoreDump;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.schema.Schemas;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The contents of a dump of a process's stores. */
final class StoreDumps {
    private StoreDumps() {}

    /** Returns the stores' current contents, each as of its own moment. No append waits for it. */
    static List<StoreDump> of(Catalogue catalogue, StoreDeclarations declarations, Schemas schemas) {
        List<Store> all = catalogue.page("", Integer.MAX_VALUE);
        Set<String> names = all.stream().map(EventStore::name).collect(Collectors.toSet());
        return all.stream()
                .map(store -> of(store, names, declarations, schemas))
                .toList();
    }

    private static StoreDump of(Store store, Set<String> names, StoreDeclarations declarations, Schemas schemas) {
        Map<String, RawJson> projections = new LinkedHashMap<>();
        for (Declaration each :
                declarations.find(store).map(DeclaredProjections::all).orElse(List.of())) {
            projections.put(each.name(), each.projection().definition().text());
        }
        List<StoreDump.Snapshot> snapshots = store.allSnapshots().stream()
                .map(snapshot -> new StoreDump.Snapshot(
                        snapshot.name(),
                        snapshot.atNanos(),
                        snapshot.image().incarnation(),
                        snapshot.image().prefix()))
                .toList();
        LogPrefix log = store.glance();
        List<DumpLine.Schema> held = schemas.page(store, "", Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                .map(each -> new DumpLine.Schema(
                        each.eventType(),
                        each.since(log.incarnation()),
                        each.schema().text()))
                .toList();
        return new StoreDump(store.name(), settings(store.keptSettings(), names), projections, held, log, snapshots);
    }

    /** Returns the settings without the name of a parent that no longer exists. */
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
                        kept.clock(),
                        kept.indexes(),
                        kept.retention());
    }
}
