package dev.mayfly.eventstore.prefix;

import org.jspecify.annotations.Nullable;

/**
 * Where a log comes from: the logs that it was forked from, one from the other, and the stores that these belonged to.
 *
 * <p>It keeps nothing of the logs themselves. Any thread may use it.
 */
public final class Lineage {
    private final @Nullable Lineage from;
    private final long at;
    private volatile @Nullable Object owner;

    private Lineage(@Nullable Lineage from, long at) {
        this.from = from;
        this.at = at;
    }

    /** Returns the lineage of a log that begins empty. */
    public static Lineage beginning() {
        return new Lineage(null, 0);
    }

    /** Returns the lineage of a log that begins with this one's events up to a position. */
    public Lineage fork(long position) {
        return new Lineage(this, position);
    }

    /**
     * Sets the store that the log belongs to; images belong to none.
     *
     * @param identity stands for the store, and must not refer to it, because forks keep it
     */
    public void belongTo(Object identity) {
        owner = identity;
    }

    /**
     * Returns up to which position a log has events of the store that another log belongs to: those that it got from the
     * store itself, or from its forks. It is 0 for stores that the other one was forked from, and for their other forks.
     *
     * @param store the lineage of the store's present log
     */
    public long sharedWith(Lineage store) {
        Object wanted = store.owner;
        long bound = Long.MAX_VALUE;
        for (Lineage each = this; each != null; each = each.from) {
            if (each.owner == wanted && wanted != null) {
                long other = store.reach(each);
                if (other > 0) {
                    return Math.min(bound, other);
                }
            }
            bound = Math.min(bound, each.at);
        }
        return 0;
    }

    /** Returns up to which position this log has the events of one that it was forked from, or 0 if it was not. */
    private long reach(Lineage ancestor) {
        long bound = Long.MAX_VALUE;
        for (Lineage each = this; each != null; each = each.from) {
            if (each == ancestor) {
                return bound;
            }
            bound = Math.min(bound, each.at);
        }
        return 0;
    }
}
