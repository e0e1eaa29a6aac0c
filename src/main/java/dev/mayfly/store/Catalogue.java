package dev.mayfly.store;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.StoreClock;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreDeletion;
import dev.mayfly.eventstore.StoreEngine;
import dev.mayfly.eventstore.StoreName;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.AppendRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a process. Any thread may call any method.
 *
 * <p>An expired store can no longer be found; call {@link #expire()} regularly to release those that are not requested.
 */
public final class Catalogue implements Stores {
    /** The longest time that a store may live without being used. */
    public static final Duration MAX_TTL = Duration.ofDays(36_500);

    private final StoreEngine engine;
    private final Dressing dressing;
    private final CatalogueLimits limits;
    private final ProcessTime time;
    private final StoreClock.Timer timer;
    private final MemoryBudget budget;
    private final ConcurrentSkipListMap<String, Store> byName = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final CopyOnWriteArrayList<StoreListener> listeners = new CopyOnWriteArrayList<>();
    private final StoreListener all = new StoreListener() {
        @Override
        public void begun(Store store) {
            listeners.forEach(listener -> listener.begun(store));
        }

        @Override
        public void forked(Store store, Store parent, LogImage image) {
            listeners.forEach(listener -> listener.forked(store, parent, image));
        }

        @Override
        public void historyChanged(Store store, String before) {
            listeners.forEach(listener -> listener.historyChanged(store, before));
        }

        @Override
        public void reduced(Store store) {
            listeners.forEach(listener -> listener.reduced(store));
        }

        @Override
        public void redacted(Store store) {
            listeners.forEach(listener -> listener.redacted(store));
        }

        @Override
        public void rewritten(Store store) {
            listeners.forEach(listener -> listener.rewritten(store));
        }

        @Override
        public void deleted(Store store) {
            listeners.forEach(listener -> listener.deleted(store));
        }
    };
    private final Store defaultStore;

    /** The view of a store for other code. */
    @FunctionalInterface
    public interface Dressing {
        /**
         * Returns the store as other code sees it.
         *
         * @param clock the source of the store's times
         */
        EventStore of(EventStore store, TimeSource clock);
    }

    /**
     * Makes the stores of a process, starting with the default one.
     *
     * @param engine makes the stores
     * @param dressing wraps a store for other code, such as with meters
     * @param timer wakes running clocks
     */
    public Catalogue(
            StoreEngine engine, Dressing dressing, CatalogueLimits limits, ProcessTime time, StoreClock.Timer timer) {
        this.engine = engine;
        this.dressing = dressing;
        this.limits = limits;
        this.time = time;
        this.timer = timer;
        this.budget = new MemoryBudget(limits.totalBytes());
        this.defaultStore = store(DEFAULT, EffectiveSettings.of(DEFAULT, StoreSettings.DEFAULT, limits), null, all);
        byName.put(DEFAULT, defaultStore);
        count.set(1);
    }

    /** Adds a listener for changes to stores from now on. */
    public void listen(StoreListener listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<EventStore> find(String name) {
        return store(name).map(store -> store);
    }

    /** Returns the store with that name, or empty; this counts as a use. */
    public Optional<Store> store(String name) {
        Optional<Store> store = entered(name);
        store.ifPresent(Store::leave);
        return store;
    }

    @Override
    public Optional<UsedStore> glance(String name) {
        Store store = byName.get(name);
        return store == null || expire(store) ? Optional.empty() : Optional.of(store);
    }

    @Override
    public Optional<UsedStore> enter(String name) {
        return entered(name).map(store -> store);
    }

    private Optional<Store> entered(String name) {
        Store store = byName.get(name);
        if (store == null || store.lifetime().enter()) {
            return Optional.ofNullable(store);
        }
        expire(store);
        return Optional.empty();
    }

    @Override
    public boolean createsOnUse(String name) {
        return limits.autoCreate() && StoreName.isValid(name);
    }

    @Override
    public Store defaultStore() {
        return defaultStore;
    }

    /** Returns all stores except the default one, ordered by name; this does not count as a use. */
    public List<Store> others() {
        List<Store> others = new ArrayList<>(byName.values());
        others.remove(defaultStore);
        return others;
    }

    @Override
    public Collection<EventStore> all() {
        return List.copyOf(byName.values());
    }

    /** Returns stores ordered by name, up to a limit, after a name. */
    public List<Store> page(String after, int limit) {
        return page(after, limit, store -> true);
    }

    /** Returns only those stores that are to be shown, in the same way. */
    public List<Store> page(String after, int limit, Predicate<Store> shown) {
        List<Store> page = new ArrayList<>(Math.min(limit, 128));
        for (Store store : byName.tailMap(after, false).values()) {
            if (page.size() == limit) {
                break;
            }
            if (shown.test(store)) {
                page.add(store);
            }
        }
        return page;
    }

    /** Returns the number of stores. */
    public int count() {
        return count.get();
    }

    /** Returns the bytes that all stores use, and their limit. */
    public MemoryBudget memory() {
        return budget;
    }

    @Override
    public StoreCreation create(String name, StoreSettings given) {
        StoreName.require("store", name);
        EffectiveSettings settings = EffectiveSettings.of(name, given, limits);
        return create(name, settings, true, () -> store(name, settings, null, all));
    }

    /**
     * Creates a store with the events and the clock of another one, whose memory it shares. The name must be free: a
     * name that is in use gives {@link StoreCreation.Different}, whatever the store's settings.
     *
     * @param image takes an image of the parent; not called if there can be no fork, because the parent copies what it
     *     changes from then on
     * @param given the fork's settings
     * @param ownClock whether its clock comes from the settings instead of the parent
     * @throws dev.mayfly.event.InvalidInputException if the name is not a valid store name
     */
    public StoreCreation fork(
            Store parent, Supplier<LogImage> image, String name, StoreSettings given, boolean ownClock) {
        StoreName.require("name", name);
        EffectiveSettings settings = EffectiveSettings.of(name, given, limits);
        AtomicReference<@Nullable LogImage> taken = new AtomicReference<>();
        StoreCreation creation = create(name, settings, true, () -> {
            LogImage now = image.get();
            taken.set(now);
            return fork(parent, now, name, settings, ownClock);
        });
        if (creation instanceof StoreCreation.Created made) {
            Store fork = (Store) made.store();
            fork.retention().put(parent.retention().rules());
            LogImage from = Objects.requireNonNull(taken.get());
            all.forked(fork, parent, from);
            if (from.position() > 0) {
                fork.begin();
            }
        }
        return creation instanceof StoreCreation.Same ? new StoreCreation.Different() : creation;
    }

    /**
     * Recreates a store of another process with its settings, or uses the existing default store. It does not expire,
     * however long filling takes, until {@link Store#settle} is called.
     *
     * @throws dev.mayfly.event.InvalidInputException if the name is not a valid store name
     */
    public StoreCreation bringBack(String name, KeptSettings kept) {
        StoreName.require("store", name);
        if (name.equals(DEFAULT)) {
            return new StoreCreation.Created(defaultStore);
        }
        EffectiveSettings settings = new EffectiveSettings(
                kept.ttl(),
                kept.limitBytes() == 0 ? limits.totalBytes() : kept.limitBytes(),
                kept.firstClock(),
                limits.snapshots());
        return create(name, settings, false, () -> {
            Store store = store(name, settings, kept.parent(), all);
            store.lifetime().enter();
            return store;
        });
    }

    /** Returns a store outside the catalogue, to assemble the contents of snapshots. */
    public Store aside(String name) {
        return store(name, EffectiveSettings.of(DEFAULT, StoreSettings.DEFAULT, limits), null, StoreListener.NONE);
    }

    private StoreCreation create(String name, EffectiveSettings settings, boolean isNew, Supplier<Store> making) {
        while (true) {
            Store known = byName.get(name);
            if (known == null) {
                MemoryUse shortage = isNew ? budget.shortage() : null;
                if (shortage != null) {
                    return new StoreCreation.Full(shortage);
                }
                if (count.incrementAndGet() > limits.stores()) {
                    count.decrementAndGet();
                    return new StoreCreation.TooMany(limits.stores());
                }
                Store made = made(making);
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

    private Store made(Supplier<Store> making) {
        try {
            return making.get();
        } catch (RuntimeException failure) {
            count.decrementAndGet();
            throw failure;
        }
    }

    @Override
    public StoreDeletion delete(String name) {
        Store store = byName.get(name);
        if (store == null || expire(store)) {
            return StoreDeletion.UNKNOWN;
        }
        if (name.equals(DEFAULT)) {
            return StoreDeletion.PROTECTED;
        }
        return store.lifetime().end() ? remove(store) : StoreDeletion.UNKNOWN;
    }

    /** Releases the stores that have expired. */
    public void expire() {
        for (Store store : byName.values()) {
            if (!expire(store)) {
                store.account();
            }
        }
    }

    /** Returns whether a store has expired, in which case it can no longer be found by name. */
    private boolean expire(Store store) {
        if (store.lifetime().expire()) {
            remove(store);
            return true;
        }
        if (!store.lifetime().isOver()) {
            return false;
        }
        // The thread that ended its lifetime is about to do the same.
        take(store);
        return true;
    }

    private StoreDeletion remove(Store store) {
        take(store);
        store.delete();
        return StoreDeletion.DELETED;
    }

    private void take(Store store) {
        if (byName.remove(store.name(), store)) {
            count.decrementAndGet();
        }
    }

    private Store store(String name, EffectiveSettings settings, @Nullable String parent, StoreListener listener) {
        StoreClock clock = new StoreClock(time.clock(), timer);
        clock.set(settings.clock());
        MemoryBudget.Share share = new MemoryBudget.Share(budget, settings.limitBytes(), name.equals(DEFAULT));
        EventStore bare = engine.make(name, share, clock);
        return store(bare, origin(settings, parent, null), clock, share, listener);
    }

    private Store fork(Store parent, LogImage image, String name, EffectiveSettings settings, boolean ownClock) {
        StoreClock clock = new StoreClock(time.clock(), timer);
        if (ownClock) {
            clock.set(settings.clock());
        } else {
            clock.follow(parent.clock());
        }
        MemoryBudget.Share share = new MemoryBudget.Share(budget, settings.limitBytes(), name.equals(DEFAULT));
        EventStore bare = engine.make(name, share, clock, image);
        AppendRule rule = parent.rule();
        if (rule != null) {
            AppendRule own = rule.inFork(parent.incarnation(), bare.incarnation(), image.position());
            bare.changeRule(null, position -> own);
        }
        return store(bare, origin(settings, parent.name(), parent.shared()), clock, share, all);
    }

    private Origin origin(EffectiveSettings settings, @Nullable String parent, MemoryBudget.@Nullable Layer layer) {
        return new Origin(settings, Rfc3339.instant(time.clock().epochNanos()), parent, layer);
    }

    private Store store(
            EventStore bare, Origin origin, StoreClock clock, MemoryBudget.Share share, StoreListener listener) {
        Lifetime lifetime = new Lifetime(time, origin.settings().ttl());
        return new Store(dressing.of(bare, clock), bare, origin, clock, share, lifetime, listener);
    }
}
