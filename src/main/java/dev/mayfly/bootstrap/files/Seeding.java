package dev.mayfly.bootstrap.files;

import dev.mayfly.criteria.CriteriaLimits;
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
import dev.mayfly.schema.Schemas;
import dev.mayfly.schema.json.JsonSchema;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The creation of stores from a seed: their events, settings, snapshots and projections. For one attempt. */
final class Seeding implements SeedTargets {
    private final Catalogue catalogue;
    private final StoreDeclarations declarations;
    private final Schemas schemas;
    private final Optional<DumpFiles> own;
    private final List<Beginning> stores = new ArrayList<>();
    private @Nullable Path file;
    /** The id of the dump whose histories are continued; null if there is none. */
    private @Nullable String continued;

    /** A schema that a store is to have again. */
    private record KeptSchema(String eventType, JsonSchema schema, long since) {}

    /** A store that is being created. */
    private static final class Beginning {
        private final Store store;
        private final long events;
        private final boolean made;
        private final @Nullable KeptSettings settings;
        private final List<DumpLine.Snapshot> snapshots = new ArrayList<>();
        /** The contents of snapshots with events of their own. */
        private final Map<String, Store> aside = new LinkedHashMap<>();

        private final Map<String, Definition> projections = new LinkedHashMap<>();
        private final List<KeptSchema> schemas = new ArrayList<>();

        Beginning(Store store, long events, boolean made, @Nullable KeptSettings settings) {
            this.store = store;
            this.events = events;
            this.made = made;
            this.settings = settings;
        }
    }

    /**
     * Makes an instance for one seed.
     *
     * @param own where this process writes its dumps, if it is seeded from there; its own dumps can be continued
     */
    Seeding(Catalogue catalogue, StoreDeclarations declarations, Schemas schemas, Optional<DumpFiles> own) {
        this.catalogue = catalogue;
        this.declarations = declarations;
        this.schemas = schemas;
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
        Optional<Store> known = catalogue.store(name);
        Store store = known.orElseGet(() -> made(catalogue.create(name, StoreSettings.DEFAULT)));
        stores.add(new Beginning(store, 0, known.isEmpty(), null));
        return opened(store, null);
    }

    @Override
    public Import open(DumpLine.Store line, int count) {
        Store store = made(catalogue.bringBack(line.name(), line.settings()));
        stores.add(new Beginning(
                store, line.events() + line.removed(), store != catalogue.defaultStore(), line.settings()));
        if (continued == null) {
            return opened(store, null);
        }
        Import events = opened(store, line.incarnation());
        events.countFrom(line.revision());
        return events;
    }

    @Override
    public void projection(DumpLine.Projection line) {
        RawJson text = line.definition();
        byte[] copy = Arrays.copyOfRange(text.array(), text.offset(), text.offset() + text.sizeBytes());
        last().projections.put(line.name(), DefinitionReader.read(copy, copy.length, CriteriaLimits.NONE));
    }

    @Override
    public void schema(DumpLine.Schema line) {
        RawJson text = line.definition();
        byte[] copy = Arrays.copyOfRange(text.array(), text.offset(), text.offset() + text.sizeBytes());
        JsonSchema schema = schemas.compileKept(RawJson.of(copy, 0, copy.length));
        last().schemas.add(new KeptSchema(line.eventType(), schema, line.since()));
    }

    @Override
    public Optional<Import> snapshot(DumpLine.Snapshot line) {
        Beginning beginning = last();
        if (beginning.snapshots.stream().anyMatch(other -> other.name().equals(line.name()))) {
            throw InvalidInputException.invalid("snapshot", "repeats '" + line.name() + "'");
        }
        if (!line.own() && line.position() > eventsOf(beginning, line.of())) {
            throw InvalidInputException.invalid("position", "is beyond the last event");
        }
        beginning.snapshots.add(line);
        if (!line.own()) {
            return Optional.empty();
        }
        Store aside = catalogue.aside(beginning.store.name());
        beginning.aside.put(line.name(), aside);
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
        for (Beginning beginning : stores) {
            Store store = beginning.store;
            if (beginning.settings != null) {
                store.settle(beginning.settings);
            }
            for (DumpLine.Snapshot line : beginning.snapshots) {
                Store source =
                        beginning.aside.getOrDefault(line.own() ? line.name() : String.valueOf(line.of()), store);
                store.bringBack(line.name(), line.atNanos(), source, line.position());
            }
            beginning.aside.values().forEach(Store::discard);
            beginning.projections.forEach((name, definition) -> declare(store, name, definition));
            beginning.schemas.forEach(each -> schemas.bringBack(store, each.eventType(), each.schema(), each.since()));
        }
    }

    @Override
    public void discard() {
        for (Beginning beginning : stores) {
            beginning.aside.values().forEach(Store::discard);
            if (beginning.made) {
                catalogue.delete(beginning.store.name());
            }
        }
    }

    /** Declares a projection, unless the configuration has declared one with that name, which takes precedence. */
    private void declare(Store store, String name, Definition definition) {
        DeclaredProjections declared = declarations.of(store);
        if (declared.find(name).isPresent()) {
            return;
        }
        DeclaredProjections.Put put = declared.put(name, definition);
        if (!(put instanceof DeclaredProjections.Put.Created)) {
            throw new IllegalStateException(
                    "the projection '" + name + "' of the store '" + store.name() + "' cannot be declared: " + put);
        }
    }

    private static long eventsOf(Beginning beginning, @Nullable String snapshot) {
        if (snapshot == null) {
            return beginning.events;
        }
        return beginning.snapshots.stream()
                .filter(other -> other.own() && other.name().equals(snapshot))
                .mapToLong(DumpLine.Snapshot::position)
                .findFirst()
                .orElseThrow(() -> InvalidInputException.invalid("of", "must name an earlier snapshot"));
    }

    private Beginning last() {
        return stores.get(stores.size() - 1);
    }

    private static Store made(StoreCreation creation) {
        if (creation instanceof StoreCreation.Created created) {
            return (Store) created.store();
        }
        throw InvalidInputException.invalid(
                "",
                creation instanceof StoreCreation.TooMany
                        ? "needs one more store than mayfly.stores.limit allows"
                        : "is for a store that already exists");
    }

    private static Import opened(Store store, @Nullable String incarnation) {
        return store.openImport(incarnation)
                .orElseThrow(() ->
                        InvalidInputException.invalid("", "store '" + store.name() + "' is already being filled"));
    }
}
