package dev.mayfly.store;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.StoreClock;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreDeletion;
import dev.mayfly.eventstore.StoreEngine;
import dev.mayfly.eventstore.StoreName;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.UsedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The worlds of a process. All methods may be called by any thread.
 *
 * <p>A world whose time is over is not found any more from that moment on; {@link #expire()}, to be called every now and then,
 * lets go of those that nobody asks for.
 */
public final class Worlds implements Stores {
    /** The longest time that a world may live without being used. */
    public static final Duration MAX_TTL = Duration.ofDays(36_500);

    private final StoreEngine engine;
    private final Dressing dressing;
    private final WorldLimits limits;
    private final ProcessTime time;
    private final StoreClock.Timer timer;
    private final MemoryBudget budget;
    private final ConcurrentSkipListMap<String, World> byName = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final CopyOnWriteArrayList<WorldListener> listeners = new CopyOnWriteArrayList<>();
    private final WorldListener all = new WorldListener() {
        @Override
        public void begun(World world) {
            listeners.forEach(listener -> listener.begun(world));
        }

        @Override
        public void forked(World world, World parent, LogImage image) {
            listeners.forEach(listener -> listener.forked(world, parent, image));
        }

        @Override
        public void historyChanged(World world, String before) {
            listeners.forEach(listener -> listener.historyChanged(world, before));
        }

        @Override
        public void deleted(World world) {
            listeners.forEach(listener -> listener.deleted(world));
        }
    };
    private final World defaultWorld;

    /** What others see of a store. */
    @FunctionalInterface
    public interface Dressing {
        /**
         * Returns what others see of a store.
         *
         * @param clock the clock that the store takes its times from
         */
        EventStore of(EventStore store, TimeSource clock);
    }

    /**
     * Makes the worlds of a process, the default one at once.
     *
     * @param engine makes the stores
     * @param dressing makes of a store what others see of it, such as one that is metered
     * @param timer wakes clocks that go
     */
    public Worlds(StoreEngine engine, Dressing dressing, WorldLimits limits, ProcessTime time, StoreClock.Timer timer) {
        this.engine = engine;
        this.dressing = dressing;
        this.limits = limits;
        this.time = time;
        this.timer = timer;
        this.budget = new MemoryBudget(limits.totalBytes());
        this.defaultWorld = world(DEFAULT, WorldSettings.of(DEFAULT, StoreSettings.DEFAULT, limits), null, all);
        byName.put(DEFAULT, defaultWorld);
        count.set(1);
    }

    /** Adds somebody who learns what becomes of worlds from now on. */
    public void listen(WorldListener listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<EventStore> find(String name) {
        return world(name).map(world -> world);
    }

    /** Returns the world of that name, or nothing; this is a use of it. */
    public Optional<World> world(String name) {
        Optional<World> world = entered(name);
        world.ifPresent(World::leave);
        return world;
    }

    @Override
    public Optional<UsedStore> glance(String name) {
        World world = byName.get(name);
        return world == null || expire(world) ? Optional.empty() : Optional.of(world);
    }

    @Override
    public Optional<UsedStore> enter(String name) {
        return entered(name).map(world -> world);
    }

    private Optional<World> entered(String name) {
        World world = byName.get(name);
        if (world == null || world.lifetime().enter()) {
            return Optional.ofNullable(world);
        }
        expire(world);
        return Optional.empty();
    }

    @Override
    public boolean createsOnUse(String name) {
        return limits.autoCreate() && StoreName.isValid(name);
    }

    @Override
    public EventStore defaultStore() {
        return defaultWorld;
    }

    /** Returns the world that always exists. */
    public World defaultWorld() {
        return defaultWorld;
    }

    /** Returns all worlds but the default one, in the order of their names; this is no use of them. */
    public List<World> others() {
        List<World> others = new ArrayList<>(byName.values());
        others.remove(defaultWorld);
        return others;
    }

    @Override
    public Collection<EventStore> all() {
        return List.copyOf(byName.values());
    }

    /** Returns worlds in the order of their names, at most so many, behind a name. */
    public List<World> page(String after, int limit) {
        List<World> page = new ArrayList<>(Math.min(limit, 128));
        for (World world : byName.tailMap(after, false).values()) {
            if (page.size() == limit) {
                break;
            }
            page.add(world);
        }
        return page;
    }

    /** Returns how many worlds there are. */
    public int count() {
        return count.get();
    }

    /** Returns the bytes that all worlds take, and may take. */
    public MemoryBudget memory() {
        return budget;
    }

    @Override
    public StoreCreation create(String name, StoreSettings given) {
        StoreName.require("store", name);
        WorldSettings settings = WorldSettings.of(name, given, limits);
        return create(name, settings, () -> world(name, settings, null, all));
    }

    /**
     * Makes a world that begins with the events of another one and its clock, and shares its memory. The name must be free: one
     * that is taken is {@link StoreCreation.Different}, whatever stands there.
     *
     * @param image an image of the parent
     * @param given what the fork is made with
     * @param ownClock whether its clock is what the settings say, and not the parent's
     * @throws dev.mayfly.event.InvalidInputException if the name is none that a store may have
     */
    public StoreCreation fork(World parent, LogImage image, String name, StoreSettings given, boolean ownClock) {
        StoreName.require("name", name);
        WorldSettings settings = WorldSettings.of(name, given, limits);
        StoreCreation creation = create(name, settings, () -> fork(parent, image, name, settings, ownClock));
        if (creation instanceof StoreCreation.Created made) {
            World fork = (World) made.store();
            all.forked(fork, parent, image);
            if (image.position() > 0) {
                fork.begin();
            }
        }
        return creation instanceof StoreCreation.Same ? new StoreCreation.Different() : creation;
    }

    /**
     * Makes a world that another process has kept, or takes the default one for it, with the settings that it had. It does not
     * go, however long it takes to fill it, before {@link World#settle} is called.
     *
     * @throws dev.mayfly.event.InvalidInputException if the name is none that a store may have
     */
    public StoreCreation bringBack(String name, KeptSettings kept) {
        StoreName.require("store", name);
        if (name.equals(DEFAULT)) {
            return new StoreCreation.Created(defaultWorld);
        }
        WorldSettings settings = new WorldSettings(
                kept.ttl(),
                kept.limitBytes() == 0 ? limits.totalBytes() : kept.limitBytes(),
                kept.firstClock(),
                limits.snapshots());
        return create(name, settings, () -> {
            World world = world(name, settings, kept.parent(), all);
            world.lifetime().enter();
            return world;
        });
    }

    /** Returns a world beside the others, which nobody finds, to put together what snapshots hold. */
    public World aside(String name) {
        return world(name, WorldSettings.of(DEFAULT, StoreSettings.DEFAULT, limits), null, WorldListener.NONE);
    }

    private StoreCreation create(String name, WorldSettings settings, Supplier<World> making) {
        while (true) {
            World known = byName.get(name);
            if (known == null) {
                if (count.incrementAndGet() > limits.worlds()) {
                    count.decrementAndGet();
                    return new StoreCreation.TooMany(limits.worlds());
                }
                World made = making.get();
                if (byName.putIfAbsent(name, made) == null) {
                    return new StoreCreation.Created(made);
                }
                made.discard();
                count.decrementAndGet();
            } else if (known.lifetime().enter()) {
                known.leave();
                return known.isMadeWith(settings) ? new StoreCreation.Same(known) : new StoreCreation.Different();
            } else {
                expire(known);
            }
        }
    }

    @Override
    public StoreDeletion delete(String name) {
        World world = byName.get(name);
        if (world == null || expire(world)) {
            return StoreDeletion.UNKNOWN;
        }
        if (name.equals(DEFAULT)) {
            return StoreDeletion.PROTECTED;
        }
        return world.lifetime().end() ? remove(world) : StoreDeletion.UNKNOWN;
    }

    /** Lets go of the worlds whose time is over. */
    public void expire() {
        for (World world : byName.values()) {
            if (!expire(world)) {
                world.account();
            }
        }
    }

    /** Returns whether a world's time is over; then it is found by its name no more. */
    private boolean expire(World world) {
        if (world.lifetime().expire()) {
            remove(world);
            return true;
        }
        if (!world.lifetime().isOver()) {
            return false;
        }
        // Whoever has ended it is about to do the same.
        take(world);
        return true;
    }

    private StoreDeletion remove(World world) {
        take(world);
        world.delete();
        return StoreDeletion.DELETED;
    }

    private void take(World world) {
        if (byName.remove(world.name(), world)) {
            count.decrementAndGet();
        }
    }

    private World world(String name, WorldSettings settings, @Nullable String parent, WorldListener listener) {
        StoreClock clock = new StoreClock(time.clock(), timer);
        clock.set(settings.clock());
        MemoryBudget.Share share = new MemoryBudget.Share(budget, settings.limitBytes());
        EventStore bare = engine.make(name, share::availableBytes, clock);
        return world(bare, origin(settings, parent, null), clock, share, listener);
    }

    private World fork(World parent, LogImage image, String name, WorldSettings settings, boolean ownClock) {
        StoreClock clock = new StoreClock(time.clock(), timer);
        if (ownClock) {
            clock.set(settings.clock());
        } else {
            clock.follow(parent.clock());
        }
        MemoryBudget.Share share = new MemoryBudget.Share(budget, settings.limitBytes());
        EventStore bare = engine.make(name, share::availableBytes, clock, image);
        return world(bare, origin(settings, parent.name(), parent.shared()), clock, share, all);
    }

    private World.Origin origin(WorldSettings settings, @Nullable String parent, MemoryBudget.@Nullable Layer layer) {
        return new World.Origin(settings, Rfc3339.instant(time.clock().epochNanos()), parent, layer);
    }

    private World world(
            EventStore bare, World.Origin origin, StoreClock clock, MemoryBudget.Share share, WorldListener listener) {
        Lifetime lifetime = new Lifetime(time, origin.settings().ttl());
        return new World(dressing.of(bare, clock), bare, origin, clock, share, lifetime, listener);
    }
}
