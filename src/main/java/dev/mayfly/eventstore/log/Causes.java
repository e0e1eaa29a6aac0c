package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import java.util.Arrays;

/**
 * The events by what caused them: for each cause its last effect, for each effect the one before it.
 *
 * <p>A cause is a position, or minus the ordinal of an id that was not stored when its effect came. Chains rather than
 * postings, because nearly every event is a cause and has one effect or two.
 */
final class Causes {
    private final UndoCount undos;
    private final IntColumn cause;
    private final IntColumn lastEffect;
    private final IntColumn lastForeignEffect;
    private final IntColumn previousEffect;

    Causes(MemoryMeter meter, IntColumn cause, UndoCount undos) {
        this.undos = undos;
        this.cause = cause;
        this.lastEffect = new IntColumn(meter);
        this.lastForeignEffect = new IntColumn(meter);
        this.previousEffect = new IntColumn(meter);
    }

    /** Adds an event whose cause is in the column. Writer only. */
    void add(int position) {
        int by = cause.get(position);
        IntColumn heads = heads(by);
        previousEffect.set(position, heads.getOrZero(Math.abs(by)));
        heads.setRelease(Math.abs(by), position);
    }

    /** Returns something of an event's effects; reading it brings that near. */
    int guess(int position) {
        return lastEffect.getOrZero(position);
    }

    /** Takes the event, the last that was added, out. Writer only. */
    void remove(int position) {
        int by = cause.get(position);
        if (by != 0 && heads(by).getOrZero(Math.abs(by)) == position) {
            heads(by).setRelease(Math.abs(by), previousEffect.get(position));
        }
    }

    /** Gives back what is not needed behind a position, and behind an ordinal. Writer only. */
    void trim(int last, int lastForeign) {
        lastEffect.trim(last + 1);
        previousEffect.trim(last + 1);
        lastForeignEffect.trim(lastForeign + 1);
    }

    /** Returns how many effects a cause has, counted no further than to {@code most}. */
    int count(int by, int most) {
        int count = 0;
        int position = heads(by).getAcquire(Math.abs(by));
        while (position != 0 && count < most) {
            count++;
            position = previousEffect.getOrZero(position);
        }
        return count;
    }

    /** Returns the last effect of a cause, or 0 if it has none; a reader may be told of one beyond its bound. */
    int last(int by) {
        return heads(by).getAcquire(Math.abs(by));
    }

    /** Returns the effects of a cause behind {@code after} up to a bound, ascending. */
    int[] effects(int by, int after, int bound) {
        while (true) {
            int before = undos.stable();
            int[] found = chain(by, after, bound);
            if (undos.isStill(before)) {
                return found;
            }
        }
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
