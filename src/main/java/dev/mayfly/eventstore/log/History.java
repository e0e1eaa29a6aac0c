package dev.mayfly.eventstore.log;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendRule;
import dev.mayfly.eventstore.index.UuidGenerator;
import dev.mayfly.eventstore.removal.Reductions;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.removal.TruncationResult;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A log with the objects that write to it. An {@link EmbeddedEventStore} has one at a time, and replaces it as a whole
 * when its history changes, or when its log has been rewritten.
 */
record History(EventLog log, Admission admission, LogWriter writer, Optimiser optimiser, Others others) {
    private static final int REDACTED_AT_ONCE = 1024;

    /**
     * The other logs of the same history: those that were rewritten, for as long as somebody reads them, and one that is
     * being made. What is removed or redacted must go from them too. Guarded by the lock of appends.
     */
    static final class Others {
        private final List<WeakReference<EventLog>> earlier = new ArrayList<>();
        private @Nullable Reductions reductions;

        /** Begins to note what is removed and redacted. */
        void begin() {
            reductions = new Reductions();
        }

        /** Returns the notes since the last call. */
        Reductions take() {
            Reductions taken = reductions();
            reductions = new Reductions();
            return taken;
        }

        /** Returns the notes that have not been taken. */
        Reductions reductions() {
            return Objects.requireNonNull(reductions);
        }

        /** Ends the notes. */
        void end() {
            reductions = null;
        }

        /** Adds a log that has been replaced, and those that it had replaced. */
        void replace(History before) {
            before.others.each(log -> earlier.add(new WeakReference<>(log)));
            earlier.add(new WeakReference<>(before.log));
        }

        private void each(Consumer<EventLog> action) {
            if (earlier.isEmpty()) {
                return;
            }
            for (WeakReference<EventLog> each : List.copyOf(earlier)) {
                EventLog log = each.get();
                if (log == null) {
                    earlier.remove(each);
                } else {
                    action.accept(log);
                }
            }
        }
    }

    /**
     * Returns a log with the objects that write to it.
     *
     * @param appends the lock that every writer to the log holds
     */
    static History of(EventLog log, ReentrantLock appends, UuidGenerator uuids, LogWriter.Step step) {
        Lookahead lookahead = new Lookahead(log);
        return new History(
                log,
                new Admission(log, lookahead),
                new LogWriter(log, lookahead, uuids, step),
                new Optimiser(log, appends),
                new Others());
    }

    /**
     * What has been found out about an append without holding up others.
     *
     * @param condition the result of its condition, or null if it has none
     * @param repetition whether it repeats events, or null if that can be found out quickly
     * @param rule the result of the store's rule, or null if there is none
     */
    record Checked(
            @Nullable CheckedCondition condition,
            @Nullable CheckedRepetition repetition,
            AppendRule.@Nullable Check rule) {
        /** How often all this is found out anew before it is found out under the lock. */
        private static final int MOST_TRIES = 8;

        /** Finds it out; takes as long as a search and the comparison of the events with others. */
        static Checked of(EventLog log, @Nullable AppendRule rule, Append append) {
            AppendCondition condition = append.condition();
            return new Checked(
                    condition == null ? null : CheckedCondition.of(log, condition),
                    CheckedRepetition.of(log, append.events()),
                    AppendRule.checkedBy(rule, append));
        }

        /**
         * Returns whether something has come between that changes it.
         *
         * @param tries how often it has been found out; after some tries only the rule counts, which cannot be found out under
         *     the lock
         */
        boolean isOutdated(EventLog log, @Nullable AppendRule now, int tries) {
            boolean isOther = condition != null && !condition.isOf(log) || repetition != null && !repetition.isOf(log);
            return AppendRule.isOutdated(rule, now) || isOther && tries < MOST_TRIES;
        }
    }

    /**
     * Admits and writes a batch. Writer only.
     *
     * @param bytesAtMost the most bytes that the batch takes
     * @param limit the most bytes that the log may take
     * @param beyond the most that it may take with this batch; more than the limit if that must not be refused
     */
    AppendResult append(Append append, long bytesAtMost, Checked checked, long limit, long beyond, TimeSource clock) {
        AppendRule.Check held = checked.rule();
        AppendResult refusal = admission.refusal(
                append, checked.condition(), checked.repetition(), held == null ? null : held.refusal());
        if (refusal != null) {
            return refusal;
        }
        EventBatch batch = append.events();
        if (log.isFull(batch.size(), bytesAtMost, beyond)) {
            return new AppendResult.StoreFull(log.usedBytes(), limit);
        }
        if (log.usedBytes() + bytesAtMost > limit) {
            log.text.drop();
        }
        int first = log.head() + 1;
        writer.write(batch, admission, clock.epochNanos());
        return admission.appended(first, first + batch.size() - 1, false);
    }

    /**
     * Removes the oldest events of an aggregate, in steps that each hold the lock of appends for a short time.
     *
     * @param current returns the store's history; its log may be replaced between two steps
     */
    static TruncationResult truncate(Truncation truncation, ReentrantLock appends, Supplier<History> current) {
        String incarnation = null;
        long removed = 0;
        while (true) {
            appends.lock();
            try {
                History now = current.get();
                int aggregate = now.log.columns.aggregates.find(now.log.key(truncation.aggregateId()));
                TruncationResult refusal = incarnation == null ? now.refusal(aggregate, truncation) : null;
                if (refusal != null) {
                    return refusal;
                }
                boolean same = incarnation == null || incarnation.equals(now.log.incarnation);
                int step = same ? now.removeSome(aggregate, truncation) : 0;
                if (step == 0) {
                    return new TruncationResult.Removed(removed);
                }
                incarnation = now.log.incarnation;
                removed += step;
            } finally {
                appends.unlock();
            }
        }
    }

    /** Removes some events of an aggregate, here and in the other logs; returns how many, 0 at the end. */
    private int removeSome(int aggregate, Truncation truncation) {
        int head = log.head();
        int step = log.aggregates.removeSome(aggregate, truncation.before(), head);
        boolean forgets = step == 0 && truncation.forget() && log.aggregates.last(aggregate, head) == 0;
        if (forgets) {
            log.aggregates.forget(aggregate, head);
        }
        if (step > 0 || forgets) {
            int through = log.removals.through(aggregate);
            others.each(earlier -> earlier.remove(truncation.aggregateId(), through));
            if (others.reductions != null) {
                others.reductions.removed(aggregate);
            }
        }
        return step;
    }

    /**
     * Redacts events, in steps that each hold the lock of appends for a short time.
     *
     * @param incarnation the history that the positions are of; events of another one stay as they are
     * @param current returns the store's history; its log may be replaced between two steps
     */
    static long redact(
            String incarnation, long[] given, RawJson content, ReentrantLock appends, Supplier<History> current) {
        long[] positions = LongStream.of(given).distinct().toArray();
        long redacted = 0;
        for (int from = 0; from < positions.length; from += REDACTED_AT_ONCE) {
            long[] some = Arrays.copyOfRange(positions, from, Math.min(positions.length, from + REDACTED_AT_ONCE));
            appends.lock();
            try {
                History now = current.get();
                redacted += now.log.incarnation.equals(incarnation) ? now.redact(some, content) : 0;
            } finally {
                appends.unlock();
            }
        }
        return redacted;
    }

    private long redact(long[] positions, RawJson content) {
        others.each(earlier -> earlier.redact(positions, content));
        if (others.reductions != null) {
            others.reductions.redacted(positions, content);
        }
        return log.redact(positions, content);
    }

    private @Nullable TruncationResult refusal(int aggregate, Truncation truncation) {
        int version = log.aggregates.version(aggregate, log.head());
        boolean met = truncation.expected().isMetBy(version, log.incarnation, log.removals.life(aggregate));
        if (!met) {
            return new TruncationResult.Conflict(truncation.expected(), version);
        }
        return version == 0 ? new TruncationResult.Unknown() : null;
    }
}
