package dev.mayfly.http.share;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A limited amount of something, of which clients take parts, shared between their addresses.
 *
 * <p>An address always gets up to a quarter of the amount, its share, for as long as there is something left. It may have
 * more while a fifth stays free (nothing of fewer than eight), and only while no other address waits: one that was refused
 * a part of its own share in the last ten seconds. So one client alone may use almost everything, and the first that comes
 * beside it finds room at once.
 *
 * <p>Any thread may use it; taking and giving back take constant time. It remembers only addresses that hold a part, and
 * the last two that waited.
 */
public final class Shares {
    private static final int SHARES = 4;
    private static final int RESERVES = 5;
    /** The least amount of which a part is kept free. */
    private static final int FEW = 8;

    private static final long WAITING_NANOS = 10_000_000_000L;

    private final long limit;
    private final long share;
    private final long alone;
    private final LongSupplier nanoTime;
    private final AtomicLong used = new AtomicLong();
    private final ConcurrentHashMap<String, Long> held = new ConcurrentHashMap<>();
    /** The address that was refused last although its share was not used up, and the one before it. */
    private volatile @Nullable Waiting waiting;

    /** What became of an attempt to take a part. */
    public enum Outcome {
        /** The part is taken, and is to be given back. */
        TAKEN,
        /** The address has its share, and may have no more at the moment. */
        OVER_SHARE,
        /** Others leave too little for the address to get its share. */
        USED_UP
    }

    /** An attempt to take a part, applied to what the address holds. */
    private final class Attempt implements BiFunction<String, @Nullable Long, @Nullable Long> {
        private final long part;
        private final long most;
        private boolean within;
        private boolean taken;

        Attempt(long part, long most) {
            this.part = part;
            this.most = most;
        }

        @Override
        public @Nullable Long apply(String address, @Nullable Long before) {
            long whole = before == null ? part : before + part;
            within = whole <= share;
            taken = (within || !othersWait(address)) && use(part, within ? most : Math.min(most, alone));
            return taken ? (Long) whole : before;
        }
    }

    private record Waiting(
            String address, long sinceNanos, @Nullable Waiting other) {}

    /** Makes an amount of which nothing is taken. */
    public Shares(long limit) {
        this(limit, 0, System::nanoTime);
    }

    /**
     * Makes an amount of which nothing is taken.
     *
     * @param least how much one address may have in any case while no other takes a part
     */
    public Shares(long limit, long least) {
        this(limit, least, System::nanoTime);
    }

    Shares(long limit, long least, LongSupplier nanoTime) {
        this.limit = limit;
        this.share = Math.max(1, limit / SHARES);
        long reserve = limit < FEW ? 0 : limit / RESERVES;
        this.alone = Math.min(limit, Math.max(least, limit - reserve));
        this.nanoTime = nanoTime;
    }

    /** Takes a part for an address. */
    public Outcome take(String address, long part) {
        return take(address, part, limit);
    }

    /**
     * Takes a part for an address, of what may be taken for its purpose.
     *
     * @param most the most that may be taken by all for such purposes
     */
    public Outcome take(String address, long part, long most) {
        if (part == 0) {
            return Outcome.TAKEN;
        }
        Attempt attempt = new Attempt(part, most);
        held.compute(address, attempt);
        if (attempt.taken) {
            return Outcome.TAKEN;
        }
        if (attempt.within) {
            remember(address);
        }
        return attempt.within ? Outcome.USED_UP : Outcome.OVER_SHARE;
    }

    /** Returns what would become of an attempt to take a part; an address that gets none waits, as it does then. */
    public Outcome probe(String address, long part) {
        Outcome outcome = take(address, part);
        if (outcome == Outcome.TAKEN) {
            giveBack(address, part);
        }
        return outcome;
    }

    /** Takes a part for an address even if there is not as much left. */
    public void takeAnyway(String address, long part) {
        if (part == 0) {
            return;
        }
        used.addAndGet(part);
        held.merge(address, part, Long::sum);
    }

    /** Gives back a part that an address has taken. */
    public void giveBack(String address, long part) {
        if (part == 0) {
            return;
        }
        held.computeIfPresent(address, (unused, whole) -> whole == part ? null : (Long) (whole - part));
        used.addAndGet(-part);
    }

    /** Returns how much is taken. */
    public long used() {
        return used.get();
    }

    /** Returns how much there is, taken or not. */
    public long limit() {
        return limit;
    }

    /** Takes a part unless that would be more than so many then. One that is refused never counts, not even for a moment. */
    private boolean use(long part, long most) {
        long now;
        do {
            now = used.get();
            if (now + part > most) {
                return false;
            }
        } while (!used.compareAndSet(now, now + part));
        return true;
    }

    private boolean othersWait(String address) {
        Waiting last = waiting;
        long now = nanoTime.getAsLong();
        for (Waiting each = last; each != null; each = each.other()) {
            if (!each.address().equals(address) && now - each.sinceNanos() < WAITING_NANOS) {
                return true;
            }
        }
        return false;
    }

    private void remember(String address) {
        Waiting last = waiting;
        Waiting other = last == null || !last.address().equals(address) ? last : last.other();
        Waiting before = other == null ? null : new Waiting(other.address(), other.sinceNanos(), null);
        waiting = new Waiting(address, nanoTime.getAsLong(), before);
    }
}
