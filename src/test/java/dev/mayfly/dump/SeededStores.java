package dev.mayfly.dump;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Takes what files hold into stores by name, and remembers the lines that it was told. */
final class SeededStores implements SeedTargets {
    final Map<String, EventStore> stores = new TreeMap<>();
    final List<DumpLine> lines = new ArrayList<>();
    final Map<String, EventStore> snapshots = new TreeMap<>();
    boolean discarded;
    private final Function<String, EventStore> making;

    SeededStores(Function<String, EventStore> making) {
        this.making = making;
    }

    @Override
    public void from(Path file) {}

    @Override
    public void prepare() {}

    @Override
    public void complete() {}

    @Override
    public void discard() {
        discarded = true;
        stores.clear();
    }

    @Override
    public void begin(DumpLine.Header header) {
        lines.add(header);
    }

    @Override
    public Import open(String store, int count) {
        if (store.equals("unknown")) {
            throw InvalidInputException.invalid("", "is for a store that is not there");
        }
        return stores.computeIfAbsent(store, making).openImport().orElseThrow();
    }

    @Override
    public Import open(DumpLine.Store store, int count) {
        lines.add(store);
        return open(store.name(), count);
    }

    @Override
    public void projection(DumpLine.Projection projection) {
        lines.add(projection);
    }

    @Override
    public Optional<Import> snapshot(DumpLine.Snapshot snapshot) {
        lines.add(snapshot);
        return snapshot.own()
                ? snapshots.computeIfAbsent(snapshot.name(), making).openImport()
                : Optional.empty();
    }
}
