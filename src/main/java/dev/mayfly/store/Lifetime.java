package dev.mayfly.store;

import dev.mayfly.event.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store's lifetime: unlimited, or until it has been unused for a while, by the process's clock. Any thread may use
 * it.
 */
final class Lifetime {
    private final ProcessTime process;
    private final long ttlNanos;
    private int uses;
    private long usedNanos;
    private boolean over;

    /**
     * Starts a lifetime, with the first use now.
     *
     * @param ttl how long it lasts without a use; null for no limit
     */
    Lifetime(ProcessTime process, @Nullable Duration ttl) {
        this.process = process;
        this.ttlNanos = ttl == null ? Long.MAX_VALUE : ttl.toNanos();
        this.usedNanos = ttl == null ? 0 : process.elapsedNanos().getAsLong();
    }

    /** Returns whether it is limited. */
    boolean isLimited() {
        return ttlNanos != Long.MAX_VALUE;
    }

    /** Returns whether it is over. */
    synchronized boolean isOver() {
        return over;
    }

    /** Begins a use, which lasts until {@link #leave()}; returns false if the lifetime is over. */
    synchronized boolean enter() {
        if (over || isDue()) {
            return false;
        }
        uses++;
        return true;
    }

    /** Ends a use. */
    synchronized void leave() {
        uses--;
        usedNanos = isLimited() ? process.elapsedNanos().getAsLong() : 0;
    }

    /** Ends a use without extending the lifetime. */
    synchronized void leave(Duration left) {
        leave();
        if (isLimited()) {
            usedNanos -= ttlNanos - Math.max(0, Math.min(ttlNanos, left.toNanos()));
        }
    }

    /** Returns the time left if there is no further use; only for a limited lifetime. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, leftNanos()));
    }

    /** Ends it if it has been unused for long enough, and returns whether this call ended it. */
    synchronized boolean expire() {
        if (over || !isDue()) {
            return false;
        }
        over = true;
        return true;
    }

    /** Ends it even if it is in use, and returns whether it had not ended yet. */
    synchronized boolean end() {
        boolean ends = !over;
        over = true;
        return ends;
    }

    /** Returns when it ends without further use, by the process's clock, or empty for never. */
    Optional<Instant> expiresAt() {
        if (!isLimited()) {
            return Optional.empty();
        }
        return Optional.of(Rfc3339.instant(process.clock().epochNanos()).plusNanos(leftNanos()));
    }

    private synchronized long leftNanos() {
        return uses > 0 ? ttlNanos : ttlNanos - (process.elapsedNanos().getAsLong() - usedNanos);
    }

    private boolean isDue() {
        return isLimited() && uses == 0 && process.elapsedNanos().getAsLong() - usedNanos >= ttlNanos;
    }
}
