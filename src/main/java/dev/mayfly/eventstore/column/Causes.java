package dev.mayfly.eventstore.column;

import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events by cause: for each cause its last effect, and for each effect the previous effect of the same cause.
 *
 * <p>A cause is a position, or minus the ordinal of an id that was not stored when its effect was appended. Chains are
 * used rather than postings, because nearly every event is a cause and has one or two effects.
 */
public final class Causes {
    /** How many truncating forks may follow one another before one rebuilds its chains. */
    private static final int MOST_INHERITED = 8;

    private final UndoCount undos;
    private final IntColumn cause;
    private final IntColumn lastEffect;
    private final IntColumn lastForeignEffect;
    private final IntColumn previousEffect;

    /** The effects that a fork with fewer events inherited, or null; its own chains hold the later ones. */
    private final @Nullable Causes inherited;
    /** The last inherited position. */
    private final int inheritedLast;

    public Causes(MemoryMeter meter, IntColumn cause, UndoCount undos) {
        this(cause, undos, new IntColumn(meter), new IntColumn(meter), new IntColumn(meter), null, 0);
    }

    private Causes(
            IntColumn cause,
            UndoCount undos,
            IntColumn lastEffect,
            IntColumn lastForeignEffect,
            IntColumn previousEffect,
            @Nullable Causes inherited,
            int inheritedLast) {
        this.undos = undos;
        this.cause = cause;
        this.lastEffect = lastEffect;
        this.lastForeignEffect = lastForeignEffect;
        this.previousEffect = previousEffect;
        this.inherited = inherited;
        this.inheritedLast = inheritedLast;
    }

    /**
     * Returns the effects up to {@code last}. Neither sees what is added to the other afterwards. Writer only.
     *
     * @param meter counts the fork's memory, and has counted these already
     * @param forkCause the causes of the fork's events by position
     * @param forkUndos counts the fork's undos
     * @param cut whether there are events after {@code last}
     */
    public Causes fork(MemoryMeter meter, IntColumn forkCause, UndoCount forkUndos, int last, boolean cut) {
        Causes fork = new Causes(
                forkCause,
                forkUndos,
                lastEffect.fork(meter),
                lastForeignEffect.fork(meter),
                previousEffect.fork(meter),
                inherited,
                inheritedLast);
        return cut ? fork.cut(meter, last) : fork;
    }

    /**
     * Returns the effects up to {@code last} for a log that continues from there; this object must no longer change.
     */
    private Causes cut(MemoryMeter meter, int last) {
        int depth = 1;
        for (Causes each = inherited; each != null; each = each.inherited) {
            depth++;
        }
        boolean anew = depth > MOST_INHERITED;
        if (anew) {
            // The fork holds none of these chains.
            meter.add(-usedBytes());
        }
        Causes fork = new Causes(
                cause,
                undos,
                lastEffect.zeros(meter),
                lastForeignEffect.zeros(meter),
                previousEffect.zeros(meter),
                anew ? null : this,
                last);
        for (int position = 1; anew && position <= last; position++) {
            if (cause.getOrZero(position) != 0) {
                fork.add(position);
            }
        }
        return fork;
    }

    /** Adds an event whose cause is in the column. Writer only. */
    public void add(int position) {
        int by = cause.get(position);
        IntColumn heads = heads(by);
        previousEffect.set(position, heads.getOrZero(Math.abs(by)));
        heads.setRelease(Math.abs(by), position);
    }

    /** Returns part of an event's effects; reading it brings them into the cache. */
    public int guess(int position) {
        return lastEffect.getOrZero(position);
    }

    /** Removes an event, which must be the last one added. Writer only. */
    public void remove(int position) {
        int by = cause.get(position);
        if (by != 0 && heads(by).getOrZero(Math.abs(by)) == position) {
            heads(by).setRelease(Math.abs(by), previousEffect.get(position));
        }
    }

    /** Frees what is not needed after a position and after an ordinal. Writer only. */
    public void trim(int last, int lastForeign) {
        lastEffect.trim(last + 1);
        previousEffect.trim(last + 1);
        lastForeignEffect.trim(lastForeign + 1);
    }

    /** Returns roughly how many effects a cause has, never too few, counting no further than {@code most}. */
    public int count(int by, int most) {
        int count = 0;
        int position = heads(by).getAcquire(Math.abs(by));
        while (position != 0 && count < most) {
            count++;
            position = previousEffect.getOrZero(position);
        }
        return inherited == null || count >= most ? count : count + inherited.count(by, most - count);
    }

    /** Returns the last effect of a cause, or 0 if it has none. A reader may get one beyond its bound. */
    public int last(int by) {
        int own = heads(by).getAcquire(Math.abs(by));
        return own != 0 || inherited == null ? own : Math.min(inherited.last(by), inheritedLast);
    }

    /** Returns the effects of a cause after {@code after} up to a bound, ascending. */
    public int[] effects(int by, int after, int bound) {
        while (true) {
            int before = undos.stable();
            int[] found = chain(by, after, bound);
            if (undos.isStill(before)) {
                return inherited == null
                        ? found
                        : concatenated(inherited.effects(by, after, Math.min(bound, inheritedLast)), found);
            }
        }
    }

    /**
     * Returns how many bytes the chains take, including inherited ones, as the meter should count them. Writer only.
     */
    long usedBytes() {
        long own = lastEffect.usedBytes() + lastForeignEffect.usedBytes() + previousEffect.usedBytes();
        return inherited == null ? own : own + inherited.usedBytes();
    }

    private static int[] concatenated(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private int[] chain(int by, int after, int bound) {
        int[] found = new int[8];
        int count = 0;
        for (int position = heads(by).getAcquire(Math.abs(by)); position > after; ) {
            if (position <= bound) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = position;
            }
            position = previousEffect.getOrZero(position);
        }
        int[] ascending = new int[count];
        for (int i = 0; i < count; i++) {
            ascending[i] = found[count - 1 - i];
        }
        return ascending;
    }

    private IntColumn heads(int by) {
        return by > 0 ? lastEffect : lastForeignEffect;
    }
}
