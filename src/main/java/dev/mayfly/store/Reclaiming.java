package dev.mayfly.store;

import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.StoreDeletedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Optimises those stores of a process in which a quarter of the memory is of removed and redacted events, one at a time.
 *
 * <p>Copying what is left takes time in proportion to that, at most three times what is freed. A store that had no room for
 * the copy is tried again once a quarter more is to be freed, or after a minute. Any thread may call it.
 */
public final class Reclaiming {
    /** So little is not worth a copy. */
    private static final long LEAST_BYTES = 64 << 10;

    private static final int PART = 4;
    private static final long AGAIN_NANOS = 60_000_000_000L;
    /** How long to work before a pause, and how long the pause is at least as a part of that. */
    private static final long SPELL_NANOS = 2_000_000;

    private static final int PAUSE_PART = 4;

    private final Catalogue catalogue;
    private final Listener listener;
    private final ReentrantLock running = new ReentrantLock();
    /** The stores that had no room. Guarded by the lock. */
    private final Map<Store, Refused> refused = new WeakHashMap<>();

    /** A store that had no room. */
    private record Refused(long garbageBytes, long atNanos) {}

    /** Receives what has been done. */
    public interface Listener {
        /**
         * A store has been optimised.
         *
         * @param nanos how long that took
         */
        void done(Store store, Optimisation result, long nanos);
    }

    /** Makes the reclaiming of a process's stores. */
    public Reclaiming(Catalogue catalogue, Listener listener) {
        this.catalogue = catalogue;
        this.listener = listener;
    }

    /** Returns whether there is a store to optimise. */
    public boolean isDue() {
        return !running.isLocked()
                && (isWorthIt(catalogue.defaultStore())
                        || catalogue.others().stream().anyMatch(Reclaiming::isWorthIt));
    }

    /** Optimises the stores in which enough is to be freed, unless another thread is doing so. May take long. */
    public void run() {
        if (!running.tryLock()) {
            return;
        }
        try {
            due().forEach(this::optimise);
        } finally {
            running.unlock();
        }
    }

    private List<Store> due() {
        List<Store> all = new ArrayList<>(catalogue.others());
        all.add(catalogue.defaultStore());
        all.removeIf(store -> !isWorthIt(store));
        all.sort(Comparator.comparingLong(Store::garbageOfItsOwn).reversed());
        return all;
    }

    private static boolean isWorthIt(Store store) {
        long garbage = store.garbageOfItsOwn();
        return garbage >= LEAST_BYTES && garbage >= store.memory().usedBytes() / PART;
    }

    private void optimise(Store store) {
        Refused before = refused.get(store);
        long garbage = store.garbageOfItsOwn();
        long now = System.nanoTime();
        boolean again = before == null
                || garbage > before.garbageBytes() + before.garbageBytes() / PART
                || now - before.atNanos() > AGAIN_NANOS;
        if (!again) {
            return;
        }
        try {
            Optimisation result = store.optimise(false, new Pace());
            if (result.garbageBytes() > 0) {
                refused.put(store, new Refused(garbage, now));
            } else {
                refused.remove(store);
            }
            listener.done(store, result, System.nanoTime() - now);
        } catch (CancellationException | StoreDeletedException gone) {
            refused.remove(store);
        }
    }

    /** Leaves a part of a processor to others. For one thread. */
    private static final class Pace implements Progress {
        private long since = System.nanoTime();

        @Override
        public void at(long done, long total) {
            long worked = System.nanoTime() - since;
            if (worked > SPELL_NANOS) {
                LockSupport.parkNanos(worked / PAUSE_PART);
                since = System.nanoTime();
            }
        }
    }
}
