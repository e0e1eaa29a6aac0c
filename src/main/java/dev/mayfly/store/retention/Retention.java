package dev.mayfly.store.retention;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The retention rules of a store and what remains to be done for them.
 *
 * <p>The rules for an aggregate type are applied as one, with the strictest of their limits. For each limit a position is kept
 * up to which everything has been looked at. Because {@code recordedAt} never goes back, what has become too old is a range of
 * positions after that; what may have become too many are the aggregates with events after it. So each event is looked at once
 * for each limit, whatever the store's size. Aggregates that were in use when they were looked at are looked at again each time.
 *
 * <p>Appends pay nothing for rules, and a store in which nothing can have become due costs one look. Any thread may call it.
 */
public final class Retention {
    /** How much of a pass is one step: so many events that are looked at, or a few hundred aggregates. */
    private static final int STEP = 8_192;

    private final UsedStore store;
    private final TimeSource clock;
    private final Passes passes = new Passes();
    private volatile RetentionRules rules = RetentionRules.NONE;
    /** What the last pass has left. */
    private volatile Applied applied = new Applied(RetentionRules.NONE, "", List.of(), 0, Long.MAX_VALUE);

    /**
     * How far the rules have been applied.
     *
     * @param sweeps one for each limit, which only the current pass changes
     * @param position the position up to which nothing can become due before {@code dueNanos}
     */
    private record Applied(
            RetentionRules rules, String incarnation, List<Sweep> sweeps, long position, long dueNanos) {}

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

    /** Returns whether the rules are being applied. */
    public boolean isBeingApplied() {
        return passes.isRunning();
    }

    /**
     * Removes what the rules do not keep, by the store's clock, in short steps. The stage ends once that is done, or the rules
     * or the history have been replaced meanwhile.
     *
     * @param live tell which aggregates are in use, so that none of their events are removed
     * @param turns gives turns for the steps, never on an event loop; those of one client are equal
     */
    public CompletionStage<Void> apply(List<LiveAggregates> live, Executor turns) {
        return isDue() ? passes.run(() -> begin(live), turns) : CompletableFuture.completedStage(null);
    }

    /** Returns whether there may be something to remove. */
    private boolean isDue() {
        if (rules.rules().isEmpty() || store.isDeleted()) {
            return false;
        }
        Applied last = applied;
        LogPrefix log = store.prefix();
        return passes.isRunning()
                || !isOf(last, log)
                || log.position() != last.position()
                || clock.epochNanos() >= last.dueNanos();
    }

    @SuppressWarnings("ReferenceEquality") // Rules that were put again are applied anew.
    private boolean isOf(Applied some, LogPrefix log) {
        return some.rules() == rules && some.incarnation().equals(log.incarnation());
    }

    private BooleanSupplier begin(List<LiveAggregates> live) {
        LogPrefix log = store.prefix();
        Applied last = applied;
        if (!isOf(last, log)) {
            RetentionRules now = rules;
            last = new Applied(now, log.incarnation(), Sweep.of(now, store), 0, Long.MIN_VALUE);
        }
        Applied begun = new Applied(last.rules(), last.incarnation(), last.sweeps(), log.position(), Long.MIN_VALUE);
        applied = begun;
        return new Pass(begun, clock.epochNanos(), id -> live.stream().anyMatch(each -> each.isLive(store, id)));
    }

    /** One application of all rules at a time; its steps are taken one after another. */
    private final class Pass implements BooleanSupplier {
        private final Applied begun;
        private final long nowNanos;
        private final Predicate<String> isLive;
        /** How many sweeps are complete. */
        private int complete;

        private boolean sweeping;

        Pass(Applied begun, long nowNanos, Predicate<String> isLive) {
            this.begun = begun;
            this.nowNanos = nowNanos;
            this.isLive = isLive;
        }

        @Override
        public boolean getAsBoolean() {
            LogPrefix log = store.prefix();
            if (store.isDeleted() || !isOf(begun, log)) {
                return false;
            }
            List<Sweep> sweeps = begun.sweeps();
            int left = STEP;
            while (left > 0 && complete < sweeps.size()) {
                Sweep sweep = sweeps.get(complete);
                if (!sweeping) {
                    sweep.begin(log.upTo(begun.position()), nowNanos);
                    sweeping = true;
                }
                left = sweep.goOn(log, left, isLive);
                if (sweep.isComplete()) {
                    sweeping = false;
                    complete++;
                }
            }
            if (complete < sweeps.size()) {
                return true;
            }
            LogPrefix seen = log.upTo(begun.position());
            long due = sweeps.stream()
                    .mapToLong(sweep -> sweep.dueNanos(seen))
                    .min()
                    .orElse(Long.MAX_VALUE);
            applied = new Applied(begun.rules(), begun.incarnation(), sweeps, begun.position(), due);
            return false;
        }
    }
}
