package dev.mayfly.bootstrap.files;

import static dev.mayfly.eventstore.support.TestEvent.append;
import static dev.mayfly.eventstore.support.TestEvent.event;

import dev.mayfly.bootstrap.Configured;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.log.EmbeddedStores;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.projection.ProjectionSettings;
import dev.mayfly.projection.ProjectionWorkers;
import dev.mayfly.projection.Projections;
import dev.mayfly.projection.StoreProjections;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.StateLimits;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.projection.fold.StateMemory;
import dev.mayfly.projection.http.DefinitionReader;
import dev.mayfly.schema.SchemaLimits;
import dev.mayfly.schema.Schemas;
import dev.mayfly.schema.re2.Re2Patterns;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.CatalogueLimits;
import dev.mayfly.store.ProcessTime;
import dev.mayfly.store.Store;
import dev.mayfly.subscription.Subscriptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;

/** What of a process is dumped and read back, without an application; its time is moved by the test. */
final class DumpedProcess implements AutoCloseable {
    static final long LIMIT_BYTES = 64 << 20;

    final FakeClock time = new FakeClock();
    final Catalogue catalogue = new Catalogue(
            new EmbeddedStores(),
            (store, clock) -> store,
            new CatalogueLimits(20, LIMIT_BYTES, null, 5, false),
            new ProcessTime(time, time::now),
            (delay, task) -> {});
    final StoreDeclarations declarations;
    final Schemas schemas = new Schemas(new SchemaLimits(10, 1 << 16, 1_000_000), new Re2Patterns());
    private final Subscriptions subscriptions = new Subscriptions();
    private final StoreProjections projections;
    private final StoreFiles files;

    /** Starts with some settings, each {@code key=value}. */
    DumpedProcess(String... settings) {
        StateMemory memory = new StateMemory(1 << 20);
        projections = new StoreProjections(
                store -> new Projections(
                        store,
                        ProjectionSettings.DEFAULT,
                        new ProjectionWorkers(ForkJoinPool.commonPool(), (pause, task) -> {}, Clock.systemUTC()),
                        subscriptions),
                Map.of(),
                memory,
                opened -> {});
        declarations = new StoreDeclarations(projections, StateLimits.DEFAULT, memory);
        files = new StoreFiles(
                Configured.with(settings),
                catalogue,
                declarations,
                schemas,
                new RequestLimits(
                        1 << 20, 1 << 20, 250, 10, CriteriaLimits.NONE, 1_000, new EventParser.Limits(1 << 20, 100)));
        try {
            files.seed();
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    Store store(String name) {
        return catalogue.store(name).orElseThrow();
    }

    Store make(String name, Duration ttl, long limitBytes, ClockSetting clock) {
        return (Store)
                ((StoreCreation.Created) catalogue.create(name, new StoreSettings(ttl, limitBytes, clock))).store();
    }

    Store fork(Store parent, String name) {
        return (Store) ((StoreCreation.Created) catalogue.fork(
                        parent, () -> parent.image(parent.prefix().position()), name, StoreSettings.DEFAULT, false))
                .store();
    }

    static void appendTo(Store store, String... ids) {
        for (String id : ids) {
            store.append(append(event("a-1", "T").id(id))).toCompletableFuture().join();
        }
    }

    void snapshot(Store store, String name) {
        store.keep(name, () -> store.image(store.prefix().position()));
    }

    static Definition definition(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DefinitionReader.read(bytes, bytes.length, CriteriaLimits.NONE);
    }

    /** Writes the last dump; returns whether that could be done. */
    boolean stop() {
        return files.dump();
    }

    @Override
    public void close() {
        files.close();
        projections.close();
        subscriptions.close();
    }
}
