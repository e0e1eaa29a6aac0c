package dev.mayfly.store.retention;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The retention rules of a store and what remains to be done for them.
 *
 * <p>For each rule and limit a position is kept up to which everything has been looked at. Because {@code recordedAt} never
 * goes back, what has become too old is a range of positions after that; what may have become too many are the aggregates
 * with events after it. So each event is looked at once for each limit, whatever the store's size. Aggregates that were in
 * use when they were looked at are looked at again each time.
 *
 * <p>Appends pay nothing for rules. Any thread may call it, except an event loop.
 */
public final class Retention {
    private final UsedStore store;
    private final TimeSource clock;
    private volatile RetentionRules rules = RetentionRules.NONE;
    /** Guarded by this. */
    private List<Sweep> sweeps = List.of();

    private String incarnation = "";
    private RetentionRules applied = RetentionRules.NONE;

    /** Makes the retention of a store without rules. */
    public Retention(UsedStore store, TimeSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Returns the rules. */
    public RetentionRules rules() {
        return rules;
    }

    /** Replaces the rules. */
    public void put(RetentionRules next) {
        rules = next;
    }

    /** Returns the rules as JSON, to be kept with the store's settings, or null if there are none. */
    public @Nullable RawJson kept() {
        if (rules.rules().isEmpty()) {
            return null;
        }
        JsonBuffer out = new JsonBuffer(256);
        rules.write(out);
        byte[] text = out.toByteArray();
        return RawJson.of(text, 0, text.length);
    }

    /** Brings back the rules that {@link #kept} returned. */
    public void bringBack(@Nullable RawJson kept) {
        if (kept != null) {
            byte[] text = kept.toString().getBytes(StandardCharsets.UTF_8);
            put(RetentionRules.read(text, text.length));
        }
    }

    /**
     * Removes what the rules do not keep, by the store's clock.
     *
     * @param live tell which aggregates are in use, so that none of their events are removed
     */
    public void apply(List<LiveAggregates> live) {
        if (!rules.rules().isEmpty() && !store.isDeleted()) {
            applyAll(id -> live.stream().anyMatch(each -> each.isLive(store, id)));
        }
    }

    @SuppressWarnings("ReferenceEquality") // Rules that were put again are applied anew.
    private synchronized void applyAll(Predicate<String> isLive) {
        LogPrefix log = store.prefix();
        RetentionRules now = rules;
        if (applied != now || !log.incarnation().equals(incarnation)) {
            applied = now;
            incarnation = log.incarnation();
            List<Sweep> fresh = new ArrayList<>();
            for (RetentionRule rule : now.rules()) {
                if (rule.idleFor() != null) {
                    fresh.add(new Sweep(rule.aggregateType(), rule.idleFor(), true, 0));
                }
                if (rule.maxAge() != null) {
                    fresh.add(new Sweep(rule.aggregateType(), rule.maxAge(), false, 0));
                }
                if (rule.maxCount() > 0) {
                    fresh.add(new Sweep(rule.aggregateType(), null, false, rule.maxCount()));
                }
            }
            sweeps = fresh;
        }
        for (Sweep sweep : sweeps) {
            sweep.run(log, clock.epochNanos(), isLive);
        }
    }

    /** One limit of a rule. */
    private final class Sweep {
        private final Criteria.Builder criteria;
        private final @Nullable Duration age;
        private final boolean idle;
        private final long count;
        /** The last position that was looked at. */
        private long done;
        /** The aggregates that were in use when they were looked at. */
        private Set<String> used = new HashSet<>();

        Sweep(String aggregateType, @Nullable Duration age, boolean idle, long count) {
            this.criteria = Criteria.builder().aggregateTypes(List.of(aggregateType));
            this.age = age;
            this.idle = idle;
            this.count = count;
        }

        void run(LogPrefix log, long nowNanos, Predicate<String> isLive) {
            long cutoff = age == null ? Long.MAX_VALUE : nowNanos - age.toNanos();
            // An event as old as its limit is idle, but not older than that yet.
            LogPrefix due = age == null ? log : dueAt(idle ? cutoff : cutoff - 1, log);
            Set<String> seen = used;
            used = new HashSet<>();
            if (due.position() > done) {
                EventScan scan = due.scan(criteria.after(done).build(), Sort.POSITION);
                while (scan.next() != 0) {
                    seen.add(scan.value(Dimension.AGGREGATE_ID, scan.ordinal(Dimension.AGGREGATE_ID)));
                }
                done = due.position();
            }
            for (String aggregateId : seen) {
                if (isLive.test(aggregateId)) {
                    used.add(aggregateId);
                } else {
                    reduce(aggregateId, log, due);
                }
            }
        }

        private LogPrefix dueAt(long nanos, LogPrefix log) {
            LogPrefix due = store.prefixAsOf(nanos);
            boolean same = due.incarnation().equals(log.incarnation());
            return same && due.position() <= log.position() ? due : log.upTo(0);
        }

        private void reduce(String aggregateId, LogPrefix log, LogPrefix due) {
            if (idle) {
                long version = log.version(aggregateId);
                if (version > 0 && version == due.version(aggregateId)) {
                    store.truncate(new Truncation(
                            aggregateId,
                            Long.MAX_VALUE,
                            new ExpectedVersion.Exactly(version, log.incarnation()),
                            true));
                }
            } else {
                long before = age == null ? log.version(aggregateId) - count + 1 : due.version(aggregateId) + 1;
                if (before > 1) {
                    store.truncate(Truncation.before(aggregateId, before));
                }
            }
        }
    }
}
