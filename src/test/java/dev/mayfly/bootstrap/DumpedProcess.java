package dev.mayfly.bootstrap;

import static dev.mayfly.eventstore.support.TestEvent.append;
import static dev.mayfly.eventstore.support.TestEvent.event;

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
import dev.mayfly.projection.declared.StateMemory;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.projection.http.DefinitionReader;
import dev.mayfly.store.ProcessTime;
import dev.mayfly.store.World;
import dev.mayfly.store.WorldLimits;
import dev.mayfly.store.Worlds;
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
    final Worlds worlds = new Worlds(
            new EmbeddedStores(),
            (store, clock) -> store,
            new WorldLimits(20, LIMIT_BYTES, null, 5, false),
            new ProcessTime(time, time::now),
            (delay, task) -> {});
    final StoreDeclarations declarations;
    private final Subscriptions subscriptions = new Subscriptions();
    private final StoreProjections projections;
    private final StoreFiles files;

    /** Starts with some settings, each {@code key=value}. */
    DumpedProcess(String... settings) {
        projections = new StoreProjections(
                store -> new Projections(
                        store,
                        ProjectionSettings.DEFAULT,
                        new ProjectionWorkers(ForkJoinPool.commonPool(), (pause, task) -> {}, Clock.systemUTC()),
                        subscriptions),
                Map.of(),
                opened -> {});
        declarations = new StoreDeclarations(projections, StateLimits.DEFAULT, new StateMemory(1 << 20));
        files = new StoreFiles(
                Configured.with(settings),
                worlds,
                declarations,
                new RequestLimits(1 << 20, 1 << 20, 250, 10, new EventParser.Limits(1 << 20, 100)));
        try {
            files.seed();
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    World world(String name) {
        return worlds.world(name).orElseThrow();
    }

    World make(String name, Duration ttl, long limitBytes, ClockSetting clock) {
        return (World) ((StoreCreation.Created) worlds.create(name, new StoreSettings(ttl, limitBytes, clock))).store();
    }

    World fork(World parent, String name) {
        return (World) ((StoreCreation.Created) worlds.fork(
                        parent, parent.image(parent.prefix().position()), name, StoreSettings.DEFAULT, false))
                .store();
    }

    static void appendTo(World world, String... ids) {
        for (String id : ids) {
            world.append(append(event("a-1", "T").id(id))).toCompletableFuture().join();
        }
    }

    void snapshot(World world, String name) {
        world.keep(name, world.image(world.prefix().position()));
    }

    static Definition definition(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DefinitionReader.read(bytes, bytes.length);
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
