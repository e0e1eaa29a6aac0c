package dev.mayfly.bootstrap;

import dev.mayfly.dump.DumpFiles;
import dev.mayfly.dump.DumpLine;
import dev.mayfly.dump.SeedTargets;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.projection.http.DefinitionReader;
import dev.mayfly.store.World;
import dev.mayfly.store.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes stores of what a process begins with: their events, settings, snapshots and projections. For one try. */
final class Seeding implements SeedTargets {
    private final Worlds worlds;
    private final StoreDeclarations declarations;
    private final Optional<DumpFiles> own;
    private final List<Store> stores = new ArrayList<>();
    private @Nullable Path file;
    /** The id of the dump whose histories are continued; null if there is none. */
    private @Nullable String continued;

    /** A store that is being made. */
    private static final class Store {
        private final World world;
        private final long events;
        private final boolean made;
        private final @Nullable KeptSettings settings;
        private final List<DumpLine.Snapshot> snapshots = new ArrayList<>();
        /** What snapshots hold that have events of their own. */
        private final Map<String, World> aside = new LinkedHashMap<>();

        private final Map<String, Definition> projections = new LinkedHashMap<>();

        Store(World world, long events, boolean made, @Nullable KeptSettings settings) {
            this.world = world;
            this.events = events;
            this.made = made;
            this.settings = settings;
        }
    }

    /**
     * Makes what is to be filled.
     *
     * @param own where this process dumps to, if that is where it is seeded from: its own dumps can be continued
     */
    Seeding(Worlds worlds, StoreDeclarations declarations, Optional<DumpFiles> own) {
        this.worlds = worlds;
        this.declarations = declarations;
        this.own = own;
    }

    /** Returns whether the histories of another process are continued. */
    boolean continues() {
        return continued != null;
    }

    @Override
    public void from(Path next) {
        file = next;
    }

    @Override
    public void begin(DumpLine.Header header) {
        Path from = file;
        if (from != null
                && own.isPresent()
                && header.clean()
                && header.path().equals(own.get().path().toString())) {
            try {
                continued = DumpFiles.isTaken(from, header.id()) ? null : header.id();
            } catch (IOException unreadable) {
                throw InvalidInputException.invalid("", "has a mark that cannot be read: " + unreadable);
            }
        }
    }

    @Override
    public Import open(String name, int count) {
        Optional<World> known = worlds.world(name);
        World world = known.orElseGet(() -> made(worlds.create(name, StoreSettings.DEFAULT)));
        stores.add(new Store(world, 0, known.isEmpty(), null));
        return opened(world, null);
    }

    @Override
    public Import open(DumpLine.Store line, int count) {
        World world = made(worlds.bringBack(line.name(), line.settings()));
        stores.add(new Store(world, line.events(), world != worlds.defaultWorld(), line.settings()));
        return opened(world, continued == null ? null : line.incarnation());
    }

    @Override
    public void projection(DumpLine.Projection line) {
        RawJson text = line.definition();
        byte[] copy = Arrays.copyOfRange(text.array(), text.offset(), text.offset() + text.sizeBytes());
        last().projections.put(line.name(), DefinitionReader.read(copy, copy.length));
    }

    @Override
    public Optional<Import> snapshot(DumpLine.Snapshot line) {
        Store store = last();
        if (store.snapshots.stream().anyMatch(other -> other.name().equals(line.name()))) {
            throw InvalidInputException.invalid("snapshot", "repeats '" + line.name() + "'");
        }
        if (!line.own() && line.position() > eventsOf(store, line.of())) {
            throw InvalidInputException.invalid("position", "is beyond the last event");
        }
        store.snapshots.add(line);
        if (!line.own()) {
            return Optional.empty();
        }
        World aside = worlds.aside(store.world.name());
        store.aside.put(line.name(), aside);
        return aside.openImport();
    }

    @Override
    public void prepare() throws IOException {
        if (continued != null && own.isPresent() && file != null && !own.get().take(file, continued)) {
            throw new IOException("another process continues its histories");
        }
    }

    @Override
    public void complete() {
        for (Store store : stores) {
            World world = store.world;
            if (store.settings != null) {
                world.settle(store.settings);
            }
            for (DumpLine.Snapshot line : store.snapshots) {
                World source = store.aside.getOrDefault(line.own() ? line.name() : String.valueOf(line.of()), world);
                world.bringBack(line.name(), line.atNanos(), source, line.position());
            }
            store.aside.values().forEach(World::discard);
            store.projections.forEach((name, definition) -> declare(world, name, definition));
        }
    }

    @Override
    public void discard() {
        for (Store store : stores) {
            store.aside.values().forEach(World::discard);
            if (store.made) {
                worlds.delete(store.world.name());
            }
        }
    }

    /** Declares a projection, unless the configuration has declared one of that name, which counts more. */
    private void declare(World world, String name, Definition definition) {
        DeclaredProjections declared = declarations.of(world);
        if (declared.find(name).isPresent()) {
            return;
        }
        DeclaredProjections.Put put = declared.put(name, definition);
        if (!(put instanceof DeclaredProjections.Put.Created)) {
            throw new IllegalStateException(
                    "the projection '" + name + "' of the store '" + world.name() + "' cannot be declared: " + put);
        }
    }

    private static long eventsOf(Store store, @Nullable String snapshot) {
        if (snapshot == null) {
            return store.events;
        }
        return store.snapshots.stream()
                .filter(other -> other.own() && other.name().equals(snapshot))
                .mapToLong(DumpLine.Snapshot::position)
                .findFirst()
                .orElseThrow(() -> InvalidInputException.invalid("of", "names no snapshot before it"));
    }

    private Store last() {
        return stores.get(stores.size() - 1);
    }

    private static World made(StoreCreation creation) {
        if (creation instanceof StoreCreation.Created created) {
            return (World) created.store();
        }
        throw InvalidInputException.invalid(
                "",
                creation instanceof StoreCreation.TooMany
                        ? "is for one store more than there may be"
                        : "is for a store that is there already");
    }

    private static Import opened(World world, @Nullable String incarnation) {
        return world.openImport(incarnation)
                .orElseThrow(() ->
                        InvalidInputException.invalid("", "the store '" + world.name() + "' is being filled already"));
    }
}
