package dev.mayfly.eventstore.log;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.MemoryLimit;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendRule;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.append.UnfitImportException;
import dev.mayfly.eventstore.removal.GoneAggregates;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An import that fills a log invisible to readers, which then replaces an empty one. */
final class LogImport implements Import {
    /** How many removed positions take a byte, at the least. */
    private static final int POSITIONS_OF_BYTE = 2;

    private final History history;
    private final EventLog log;
    private final MemoryLimit limitBytes;
    private final Supplier<@Nullable AppendRule> rule;
    private final Commit commit;
    private final Runnable whenClosed;
    private boolean committed;
    /** How many events the aggregates had of which only the version was added. */
    private long goneEvents;

    private boolean closed;
    /** The rule that the events have been checked by. */
    private @Nullable AppendRule checkedBy;

    /** The outcome of replacing the store's log. */
    enum Change {
        /** It has been replaced. */
        DONE,
        /** It has events. */
        NOT_EMPTY,
        /** The store has another rule. */
        OTHER_RULE
    }

    /** What replaces the store's own log with a history, whose events have been checked by a rule. */
    interface Commit {
        Change replaceBy(History history, @Nullable AppendRule checkedBy);
    }

    /**
     * Makes an import.
     *
     * @param history an empty log that is used nowhere else
     * @param limitBytes returns the most bytes that it and its indexes may take
     * @param rule returns the rule that the store's new events must meet
     * @param commit replaces the store's own log with it
     * @param whenClosed called once
     */
    LogImport(
            History history,
            MemoryLimit limitBytes,
            Supplier<@Nullable AppendRule> rule,
            Commit commit,
            Runnable whenClosed) {
        this.history = history;
        this.log = history.log();
        this.limitBytes = limitBytes;
        this.rule = rule;
        this.checkedBy = rule.get();
        this.commit = commit;
        this.whenClosed = whenClosed;
    }

    @Override
    public void countFrom(int revision) {
        log.removals.countFrom(revision);
    }

    @Override
    public @Nullable Refusal add(EventBatch events) {
        Append append = Append.of(events).ofImport();
        AppendRule.Check held = AppendRule.checkedBy(checkedBy, append);
        AppendResult refusal = history.admission().refusal(append, null, null, held == null ? null : held.refusal());
        if (refusal != null) {
            return refusal(events, refusal);
        }
        long bytesAtMost = LogWriter.bytesAtMost(events);
        long limit = limitBytes.forUse(log.usedBytes() + bytesAtMost);
        if (log.isFull(events.size(), bytesAtMost, limit)) {
            return new Refusal(0, new AppendResult.StoreFull(log.usedBytes(), limit));
        }
        int head = log.head();
        history.writer().write(events, history.admission(), Long.MIN_VALUE);
        return wrongVersion(events, head);
    }

    @Override
    public @Nullable Refusal skip(long from, long to) {
        long bytes = (to - from) / POSITIONS_OF_BYTE;
        long limit = limitBytes.forUse(log.usedBytes() + bytes);
        if (to > EventLog.MAX_EVENTS || log.usedBytes() + bytes > limit) {
            return new Refusal(0, new AppendResult.StoreFull(log.usedBytes(), limit));
        }
        history.writer().skip((int) to);
        return null;
    }

    @Override
    public boolean version(String digest, long version) {
        byte[] id = GoneAggregates.parseDigest(digest);
        if (id == null || version < 1 || version > log.removals.countUpTo(log.head()) - goneEvents) {
            return false;
        }
        goneEvents += version;
        log.removals.gone().keep(id, (int) version);
        return true;
    }

    @Override
    public @Nullable Refusal overrun() {
        long limit = limitBytes.forUse(log.usedBytes());
        return log.usedBytes() > limit ? new Refusal(0, new AppendResult.StoreFull(log.usedBytes(), limit)) : null;
    }

    @Override
    public long usedBytes() {
        return committed ? 0 : log.usedBytes();
    }

    @Override
    public boolean commit() {
        Change change = commit.replaceBy(history, checkedBy);
        while (change == Change.OTHER_RULE) {
            AppendRule now = rule.get();
            AppendResult.Unfit unfit = now == null ? null : now.misfits(new Prefix(log, log.head()));
            if (unfit != null) {
                throw new UnfitImportException(unfit);
            }
            checkedBy = now;
            change = commit.replaceBy(history, checkedBy);
        }
        committed = change == Change.DONE;
        return committed;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            whenClosed.run();
        }
    }

    /**
     * Returns the refusal with the event that it applies to. A repetition of stored events is an error here, because no
     * log contains an event twice.
     */
    private static Refusal refusal(EventBatch events, AppendResult refusal) {
        if (refusal instanceof AppendResult.Appended repeated) {
            return new Refusal(0, new AppendResult.DuplicateEvent(id(events, 0), repeated.firstPosition()));
        }
        if (refusal instanceof AppendResult.DuplicateEvent duplicate) {
            int index = 0;
            while (!duplicate.eventId().equals(events.text(index, Field.EVENT_ID))) {
                index++;
            }
            return new Refusal(index, refusal);
        }
        if (refusal instanceof AppendResult.RepeatedEventId repeated) {
            return new Refusal(repeated.index(), refusal);
        }
        if (refusal instanceof AppendResult.Unfit unfit) {
            return new Refusal((int) unfit.misfits().get(0).place(), refusal);
        }
        return new Refusal(refusal instanceof AppendResult.TypeMismatch other ? other.index() : 0, refusal);
    }

    private @Nullable Refusal wrongVersion(EventBatch events, int head) {
        for (int i = 0; i < events.size(); i++) {
            long version = log.aggregates.versionAt(head + 1 + i);
            if (version != events.version(i)) {
                String aggregate = String.valueOf(events.text(i, Field.AGGREGATE_ID));
                ExpectedVersion expected = new ExpectedVersion.Exactly(Math.max(0, events.version(i) - 1));
                return new Refusal(i, new AppendResult.VersionConflict(aggregate, expected, version - 1));
            }
        }
        return null;
    }

    private static String id(EventBatch events, int index) {
        return String.valueOf(events.text(index, Field.EVENT_ID));
    }
}
