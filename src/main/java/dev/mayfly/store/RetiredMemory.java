package dev.mayfly.store;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of histories that no store has any longer, after a reset, a restore or a deletion, and that readers may
 * still hold: a history counts until the garbage collector finds that nobody can reach it. Any thread may use it.
 *
 * <p>When the memory is short, it asks for a collection: at once if much has come since the last one, and else so that collections
 * take at most a tenth of the time.
 */
final class RetiredMemory {
    /** How long to wait after a collection if little has come since, as a multiple of the time that it took. */
    private static final int PAUSE_FACTOR = 9;

    /** The bytes that are worth a collection at once. */
    private final long muchBytes;

    private final AtomicLong bytes = new AtomicLong();
    private final Set<Retired> retired = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Object> cleared = new ReferenceQueue<>();
    private boolean collecting;
    private long nextNanos = System.nanoTime();
    /** What has come since the last collection, as far as is known. */
    private long newBytes;

    /**
     * Makes one without any.
     *
     * @param muchBytes how many more bytes are worth a collection at once
     */
    RetiredMemory(long muchBytes) {
        this.muchBytes = muchBytes;
    }

    /** Some bytes, and the histories whose readers may hold them. */
    private static final class Retired {
        private final long bytes;
        private final List<Reference<Object>> histories;

        Retired(long bytes, List<Reference<Object>> histories) {
            this.bytes = bytes;
            this.histories = histories;
        }

        boolean isGone() {
            return histories.stream().allMatch(history -> history.refersTo(null));
        }
    }

    /** Histories that have left bytes to others but may still be read. Any thread may use it. */
    static final class Readers {
        private static final int FEW = 8;

        private final List<Reference<Object>> histories = new ArrayList<>(1);
        private int most = FEW;

        /** Adds a history. */
        synchronized void add(Object history) {
            if (histories.size() >= most) {
                histories.removeIf(each -> each.refersTo(null));
                most = Math.max(FEW, 2 * histories.size());
            }
            histories.add(new WeakReference<>(history));
        }

        /** Adds those of another one. */
        void addAll(Readers others) {
            others.all().forEach(this::add);
        }

        /** Returns those that can still be reached. */
        synchronized List<Object> all() {
            List<Object> all = new ArrayList<>(histories.size());
            for (Reference<Object> each : histories) {
                Object history = each.get();
                if (history != null) {
                    all.add(history);
                }
            }
            return all;
        }
    }

    /** Counts bytes until none of the histories can be reached. */
    void add(long more, Collection<?> histories) {
        if (more > 0 && !histories.isEmpty()) {
            List<Reference<Object>> references = new ArrayList<>(histories.size());
            histories.forEach(history -> references.add(new WeakReference<>(history, cleared)));
            bytes.addAndGet(more);
            retired.add(new Retired(more, references));
            synchronized (this) {
                newBytes += more;
            }
        }
    }

    /** Returns how many bytes are retired and may still be held. */
    long bytes() {
        if (bytes.get() > 0 && cleared.poll() != null) {
            while (cleared.poll() != null) {
                // Each of them is looked at below.
            }
            sweep();
        }
        return bytes.get();
    }

    /** Lets the garbage collector look for what nobody holds, unless it did a short while ago. */
    void collect() {
        if (bytes() == 0 || !begins()) {
            return;
        }
        long begun = System.nanoTime();
        System.gc();
        sweep();
        ended(System.nanoTime() - begun);
    }

    private synchronized boolean begins() {
        if (collecting || newBytes < muchBytes && System.nanoTime() - nextNanos < 0) {
            return false;
        }
        collecting = true;
        newBytes = 0;
        return true;
    }

    private synchronized void ended(long tookNanos) {
        collecting = false;
        nextNanos = System.nanoTime() + PAUSE_FACTOR * tookNanos;
    }

    /** Counts no longer what a collection has found. What else had come by then is held, as far as anybody knows. */
    private void sweep() {
        boolean found = false;
        for (Retired each : List.copyOf(retired)) {
            if (each.isGone() && retired.remove(each)) {
                bytes.addAndGet(-each.bytes);
                found = true;
            }
        }
        if (found) {
            synchronized (this) {
                newBytes = 0;
            }
        }
    }
}
