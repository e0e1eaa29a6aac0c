package dev.mayfly.store.retention;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.removal.Truncation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One limit for an aggregate type, and how far it has been enforced. An aggregate is represented by the position of its last
 * event that is due, so nothing has to be remembered of those that have been looked at. For one thread at a time.
 */
final class Sweep {
    /** What a look at an aggregate counts, compared with a look at an event. */
    private static final int AGGREGATE = 32;
    /** What it counts to begin, or to begin again in the next step. */
    private static final int BEGINNING = 64;

    private final UsedStore store;
    private final Criteria.Builder criteria;
    private final @Nullable Duration age;
    private final boolean idle;
    private final long count;
    /** The last position that was looked at. */
    private long done;
    /** The last position that is due. */
    private long due;
    /** The positions of aggregates that were in use when they were looked at last, and how many were looked at again. */
    private long[] again = {};

    private int looked;
    /** Those that were found in use by this sweep. */
    private long[] used = {};

    private int usedCount;

    private Sweep(UsedStore store, String aggregateType, @Nullable Duration age, boolean idle, long count) {
        this.store = store;
        this.criteria = Criteria.builder().aggregateTypes(List.of(aggregateType));
        this.age = age;
        this.idle = idle;
        this.count = count;
    }

    /** Returns the sweeps for the limits of some rules. */
    static List<Sweep> of(RetentionRules rules, UsedStore store) {
        List<Sweep> all = new ArrayList<>();
        for (RetentionRule rule : rules.strictest()) {
            if (rule.idleFor() != null) {
                all.add(new Sweep(store, rule.aggregateType(), rule.idleFor(), true, 0));
            }
            if (rule.maxAge() != null) {
                all.add(new Sweep(store, rule.aggregateType(), rule.maxAge(), false, 0));
            }
            if (rule.maxCount() > 0) {
                all.add(new Sweep(store, rule.aggregateType(), null, false, rule.maxCount()));
            }
        }
        return all;
    }

    /** Begins to look at what is due of a log at a time, after what was looked at earlier. */
    void begin(LogPrefix log, long nowNanos) {
        due = age == null ? log.position() : dueAt(nowNanos - lifeNanos(), log);
        long[] all = Arrays.copyOfRange(again, looked, again.length + usedCount);
        System.arraycopy(used, 0, all, again.length - looked, usedCount);
        again = all;
        looked = 0;
        used = new long[0];
        usedCount = 0;
    }

    /** Returns how long after its recording an event is due: when it is idle, or older than allowed. */
    private long lifeNanos() {
        return age == null ? 0 : age.toNanos() + (idle ? 0 : 1);
    }

    private long dueAt(long nanos, LogPrefix log) {
        LogPrefix then = store.prefixAsOf(nanos);
        boolean same = then.incarnation().equals(log.incarnation());
        return same ? Math.min(then.position(), log.position()) : 0;
    }

    /**
     * Looks at some of what is due.
     *
     * @param log the log that it began with, or a longer one of the same history
     * @param most how much to look at
     * @return how much is left of that, 0 or less for nothing
     */
    int goOn(LogPrefix log, int most, Predicate<String> isLive) {
        LogPrefix old = log.upTo(due);
        int left = most - BEGINNING;
        while (left > 0 && looked < again.length) {
            long position = again[looked];
            if (position > due) {
                // The clock has been set back.
                use(position);
                left--;
            } else {
                left -= look(position, log, old, isLive);
            }
            looked++;
        }
        if (left > 0 && done < due) {
            Positions found = old.search(criteria.after(done).build(), Sort.POSITION, Order.ASCENDING, 0);
            while (left > 0 && done < due) {
                long position = found.next();
                left -= position == 0 ? 0 : look(position, log, old, isLive);
                done = position == 0 ? due : position;
            }
        }
        return left;
    }

    /** Returns whether it has looked at everything that is due. */
    boolean isComplete() {
        return looked == again.length && done >= due;
    }

    /** Returns when there may be something to do again if the log stays as it is. */
    long dueNanos(LogPrefix log) {
        if (usedCount > 0) {
            return Long.MIN_VALUE;
        }
        if (age == null || done >= log.position()) {
            return Long.MAX_VALUE;
        }
        return log.recordedAtNanos(done + 1) + lifeNanos();
    }

    /** Looks at the event at a position, and at its aggregate if it is the last one that is due; returns what that counts. */
    private int look(long position, LogPrefix log, LogPrefix old, Predicate<String> isLive) {
        String aggregateId = old.aggregateEndingAt(position);
        if (aggregateId == null) {
            return 1;
        }
        if (isLive.test(aggregateId)) {
            use(position);
        } else {
            reduce(aggregateId, log, old);
        }
        return AGGREGATE;
    }

    private void use(long position) {
        used = usedCount < used.length ? used : Arrays.copyOf(used, Math.max(16, 2 * usedCount));
        used[usedCount++] = position;
    }

    private void reduce(String aggregateId, LogPrefix log, LogPrefix old) {
        if (idle) {
            long version = log.version(aggregateId);
            if (version > 0 && version == old.version(aggregateId)) {
                ExpectedVersion same = new ExpectedVersion.Exactly(version, log.incarnation());
                store.truncate(new Truncation(aggregateId, Long.MAX_VALUE, same, true));
            }
        } else {
            long before = age == null ? log.version(aggregateId) - count + 1 : old.version(aggregateId) + 1;
            if (before > Math.max(1, log.firstVersion(aggregateId))) {
                store.truncate(Truncation.before(aggregateId, before));
            }
        }
    }
}
