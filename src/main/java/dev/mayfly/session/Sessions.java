package dev.mayfly.session;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The sessions of all stores of a process. A store costs nothing here until it has sessions. Any thread may use it. */
public final class Sessions {
    /** The type of their aggregates. */
    public static final String AGGREGATE_TYPE = "Session";

    private final SessionSettings settings;
    private final Executor worker;
    private final Executor turns;
    private final ConcurrentHashMap<UsedStore, SessionKeeper> keepers = new ConcurrentHashMap<>();
    private volatile boolean started;
    /** Null until it is first needed, because making one takes time. Guarded by this. */
    private @Nullable SecureRandom random;

    /**
     * Makes the sessions of a process.
     *
     * @param worker runs what may block
     * @param turns runs long work that does not, one piece after the other, so that others have their turn
     */
    public Sessions(SessionSettings settings, Executor worker, Executor turns) {
        this.settings = settings;
        this.worker = worker;
        this.turns = turns;
    }

    /** Returns the keeper of a store's sessions. */
    public SessionKeeper of(UsedStore store) {
        SessionKeeper known = keepers.get(store);
        if (known != null) {
            return known;
        }
        SessionKeeper keeper = keepers.computeIfAbsent(store, each -> new SessionKeeper(each, settings, worker, turns));
        if (store.isDeleted()) {
            remove(store);
        }
        return keeper;
    }

    /**
     * Returns the commands of a request to a store's sessions.
     *
     * @param expected the version that the session must have, as its holder counts
     * @param traceparent the request's trace context, or null
     */
    public SessionCommands commands(UsedStore store, ExpectedVersion expected, @Nullable String traceparent) {
        return new SessionCommands(of(store), this::newId, expected, traceparent);
    }

    /** Returns what is done with many of a store's sessions at once. */
    public SessionSweep sweep(UsedStore store) {
        return new SessionSweep(of(store));
    }

    /** Returns the settings. */
    public SessionSettings settings() {
        return settings;
    }

    /** Begins with the stores that there are, once they have been filled and their clocks set. */
    public void start(Iterable<? extends UsedStore> stores) {
        started = true;
        stores.forEach(this::begin);
    }

    /**
     * Begins with a store's history, which is new: what has expired by its clock is recorded before this returns, unless
     * the sessions have to be read from many events first, which a worker does.
     */
    public void begin(UsedStore store) {
        if (!started || !keepers.containsKey(store) && !hasSessions(store.prefix())) {
            return;
        }
        SessionKeeper keeper = of(store);
        if (keeper.isBehind()) {
            keeper.expireLater();
        } else {
            keeper.expire();
        }
    }

    /** Follows a store whose events have been copied to where they take less memory. */
    public void rewritten(UsedStore store) {
        SessionKeeper keeper = keepers.get(store);
        if (keeper != null) {
            keeper.reread();
        }
    }

    /** Releases what is kept for a store that is gone. */
    public void remove(UsedStore store) {
        SessionKeeper gone = keepers.remove(store);
        if (gone != null) {
            gone.close();
        }
    }

    /** Records the last use of all live sessions; for a dump, after the last request. */
    public void recordTouches() {
        for (SessionKeeper keeper : keepers.values()) {
            try {
                new SessionSweep(keeper).recordTouches();
            } catch (SessionsFullException unread) {
                // None has been used, then.
            }
        }
    }

    /** Returns the number of sessions of a store that have not ended, as far as the log has been read. */
    public long count(UsedStore store) {
        SessionKeeper keeper = keepers.get(store);
        return keeper == null ? 0 : keeper.count();
    }

    private String newId() {
        SecureRandom made;
        synchronized (this) {
            made = random == null ? new SecureRandom() : random;
            random = made;
        }
        return SessionId.random(made);
    }

    private static boolean hasSessions(LogPrefix log) {
        Criteria all =
                Criteria.builder().aggregateTypes(List.of(AGGREGATE_TYPE)).build();
        return log.search(all, Sort.POSITION, Order.ASCENDING, 0).next() > 0;
    }
}
