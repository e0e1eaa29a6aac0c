package dev.mayfly.fault;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The faults of all stores of a process, by the stores' names. Any thread may call any method. */
public final class FaultInjection {
    private final ConcurrentHashMap<String, Faults> byStore = new ConcurrentHashMap<>();
    /** Whether any store has rules: the fast check for callers on a hot path. */
    private volatile boolean active;

    private final boolean enabled;

    /**
     * Makes an instance without faults.
     *
     * @param enabled whether faults may be injected over HTTP
     */
    public FaultInjection(boolean enabled) {
        this.enabled = enabled;
    }

    /** Returns whether faults may be injected. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Returns whether any store has rules. */
    public boolean isActive() {
        return active;
    }

    /** Returns the faults of a store that has rules for a point. */
    public Optional<Faults> of(String store, FaultPoint point) {
        return active ? of(store).filter(faults -> faults.concern(point)) : Optional.empty();
    }

    /** Returns the faults of a store that has rules. */
    public Optional<Faults> of(String store) {
        return Optional.ofNullable(byStore.get(store));
    }

    /** Replaces a store's rules. */
    public void put(String store, Faults faults) {
        byStore.put(store, faults);
        active = true;
    }

    /** Removes a store's rules, if it has any. */
    public void remove(String store) {
        if (active) {
            byStore.remove(store);
            active = !byStore.isEmpty();
        }
    }

    /** Returns the rule that fires at an event of a store, if any. */
    public Optional<FaultRule> meet(String store, FaultPoint point, LogPrefix log, long position) {
        return of(store, point).flatMap(faults -> faults.meet(point, criteria -> matches(criteria, log, position)));
    }

    private static boolean matches(Criteria criteria, LogPrefix log, long position) {
        return log.upTo(position)
                        .search(criteria.startingAfter(position - 1), Sort.POSITION, Order.ASCENDING, 0)
                        .next()
                == position;
    }
}
