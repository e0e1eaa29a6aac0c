package dev.mayfly.eventstore.log;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.IndexReport;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.MemoryLimit;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendRule;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.append.Waiters;
import dev.mayfly.eventstore.index.UuidGenerator;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.removal.TruncationResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An event store that keeps its log in this process's memory.
 *
 * <p>Appends run one at a time, under one lock held briefly: each is admitted or refused before anything is written,
 * then written, then made visible at once.
 */
public final class EmbeddedEventStore implements EventStore {
    private static final long PATIENCE_NANOS = 50_000;
    /** How often an append on an event loop waits for others before a worker does. */
    private static final int MOST_WAITS = 20;

    /** What logs that were forked from this store's know it by, which keeps nothing of it. */
    private final Object identity = new Object();

    private final String name;
    private final MemoryLimit limitBytes;
    private final TimeSource clock;
    private final Instant createdAt;
    private final UuidGenerator uuids;
    private final LogWriter.Step step;
    private final Waiters waiters = new Waiters();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger largeBatches = new AtomicInteger();
    private final AtomicBoolean importing = new AtomicBoolean();
    private final Rewrite rewrite;
    /** Replaced under the lock. */
    private volatile History history;
    /** Replaced under the lock. */
    private volatile @Nullable AppendRule rule;

    /** Makes an empty store, whose events and indexes may take a number of bytes. */
    public EmbeddedEventStore(String name, long limitBytes, TimeSource clock) {
        this(name, () -> limitBytes, clock, EventLog.empty(limitBytes), LogWriter.Step.NONE);
    }

    /** Makes an empty store with a limit that is read at each append. */
    EmbeddedEventStore(String name, MemoryLimit limitBytes, TimeSource clock) {
        this(name, limitBytes, clock, EventLog.empty(limitBytes.getAsLong()), LogWriter.Step.NONE);
    }

    /**
     * Makes a store that starts with the events of an image, in its own history: a fork of the store that the image was
     * taken from.
     */
    public EmbeddedEventStore(String name, long limitBytes, TimeSource clock, LogImage image) {
        this(name, () -> limitBytes, clock, image);
    }

    /** Makes such a store with a limit that is read at each append. */
    EmbeddedEventStore(String name, MemoryLimit limitBytes, TimeSource clock, LogImage image) {
        this(name, limitBytes, clock, ((EmbeddedImage) image).newLog(limitBytes.getAsLong()), LogWriter.Step.NONE);
    }

    EmbeddedEventStore(String name, MemoryLimit limitBytes, TimeSource clock, EventLog log, LogWriter.Step step) {
        this.name = name;
        this.limitBytes = limitBytes;
        this.clock = clock;
        this.createdAt = Rfc3339.instant(clock.epochNanos());
        this.uuids = new UuidGenerator(UUID.randomUUID().getLeastSignificantBits());
        this.step = step;
        this.history = historyOf(log);
        this.rewrite = new Rewrite(lock, limitBytes, () -> history, this::historyOf, next -> history = next);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String incarnation() {
        return history.log().incarnation;
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        AppendResult reserved = reserved(append);
        if (reserved != null) {
            return CompletableFuture.completedStage(reserved);
        }
        long bytesAtMost = LogWriter.bytesAtMost(append.events());
        boolean large = LogWriter.isLarge(append);
        if (large) {
            largeBatches.incrementAndGet();
        }
        try {
            History.Checked checked = History.Checked.of(history.log(), rule, append);
            lock.lock();
            for (int tries = 1; checked.isOutdated(history.log(), rule, tries); tries++) {
                lock.unlock();
                checked = History.Checked.of(history.log(), rule, append);
                lock.lock();
            }
            return appendLocked(append, bytesAtMost, checked);
        } finally {
            if (large) {
                largeBatches.decrementAndGet();
            }
        }
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        AppendResult reserved = reserved(append);
        if (reserved != null) {
            return Optional.of(CompletableFuture.completedStage(reserved));
        }
        long bytesAtMost = LogWriter.bytesAtMost(append.events());
        AppendCondition condition = append.condition();
        CheckedCondition checked = condition == null ? null : CheckedCondition.ofFew(history.log(), condition);
        if (condition != null && checked == null
                || LogWriter.expectsMany(append)
                || CheckedRepetition.isLong(history.log(), append.events())) {
            return Optional.empty();
        }
        AppendRule current = rule;
        AppendRule.Check held = current == null ? null : current.checkBriefly(append);
        if (current != null && held == null) {
            return Optional.empty();
        }
        try {
            int waits = 0;
            while (!lock.tryLock() && !lock.tryLock(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
                if (largeBatches.get() > 0 || ++waits == MOST_WAITS) {
                    return Optional.empty();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        History.Checked found = new History.Checked(checked, null, held);
        if (found.isOutdated(history.log(), rule, 1)) {
            lock.unlock();
            return Optional.empty();
        }
        return Optional.of(appendLocked(append, bytesAtMost, found));
    }

    @Override
    public @Nullable AppendRule rule() {
        return rule;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean changeRule(@Nullable AppendRule before, LongFunction<@Nullable AppendRule> next) {
        lock.lock();
        try {
            if (rule != before) {
                return false;
            }
            rule = next.apply(history.log().head());
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasRoomFor(long moreBytes) {
        long wantedBytes = memory().usedBytes() - rewrite.copyBytes() + moreBytes;
        return wantedBytes <= limitBytes.forUse(wantedBytes);
    }

    @Override
    public TruncationResult truncate(Truncation truncation) {
        return History.truncate(truncation, lock, () -> history);
    }

    @Override
    public long redact(String incarnation, long[] positions, RawJson content) {
        return History.redact(incarnation, positions, content, lock, () -> history);
    }

    @Override
    public LogPrefix prefix() {
        EventLog log = history.log();
        return new Prefix(log, log.head());
    }

    @Override
    public LogPrefix prefixAt(long position) {
        EventLog log = history.log();
        return new Prefix(log, checked(position, log.head()));
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        EventLog log = history.log();
        return new Prefix(log, log.positionAsOf(recordedAtNanos));
    }

    @Override
    public CompletableFuture<Void> reached(long position) {
        return waiters.reached(position, () -> history.log().head());
    }

    @Override
    public MemoryUse memory() {
        EventLog log = history.log();
        AppendRule held = rule;
        long otherBytes = rewrite.copyBytes() + (held == null ? 0 : held.sizeBytes());
        return new MemoryUse(log.usedBytes() + otherBytes, log.copiedBytes(), limitBytes.getAsLong());
    }

    @Override
    public Optimisation optimise(boolean dropTextIndex, Progress progress) {
        long removed = rewrite.run(progress);
        return history.optimiser().optimise(dropTextIndex, progress).after(removed, garbageBytes());
    }

    @Override
    public long garbageBytes() {
        return history.log().removals.garbageBytes();
    }

    /** Returns what rewrites its logs. */
    Rewrite rewrite() {
        return rewrite;
    }

    @Override
    public void reset() {
        change(EventLog.empty(limitBytes.getAsLong()));
    }

    @Override
    public Optional<Import> openImport(@Nullable String incarnation) {
        if (!importing.compareAndSet(false, true)) {
            return Optional.empty();
        }
        long limit = limitBytes.getAsLong();
        History draft =
                historyOf(incarnation == null ? EventLog.empty(limit) : EventLog.continuing(incarnation, limit));
        return Optional.of(new LogImport(draft, limitBytes, this::rule, this::changeEmpty, () -> importing.set(false)));
    }

    /** Replaces the current history if it is empty, unless the rule is another than the one given by now. */
    @SuppressWarnings("ReferenceEquality")
    private LogImport.Change changeEmpty(History next, @Nullable AppendRule checkedBy) {
        lock.lock();
        try {
            if (history.log().head() != 0) {
                return LogImport.Change.NOT_EMPTY;
            }
            if (rule != checkedBy) {
                return LogImport.Change.OTHER_RULE;
            }
            next.log().defineIndexes(none -> history.log().values.definitions());
            history = next;
        } finally {
            lock.unlock();
        }
        waiters.signal(next.log().head());
        return LogImport.Change.DONE;
    }

    @Override
    public LogImage image(long position) {
        lock.lock();
        try {
            EventLog log = history.log();
            int head = log.head();
            return new EmbeddedImage(log.fork(head, limitBytes.getAsLong()), log.incarnation, checked(position, head));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void restore(LogImage image) {
        change(((EmbeddedImage) image).newLog(limitBytes.getAsLong()));
    }

    /** Replaces the current log, which continues to serve its existing readers. */
    private void change(EventLog log) {
        History next = historyOf(log);
        lock.lock();
        try {
            log.defineIndexes(none -> history.log().values.definitions());
            history = next;
        } finally {
            lock.unlock();
        }
        waiters.signal(log.head());
    }

    @Override
    public void defineIndexes(UnaryOperator<Map<String, String>> change) {
        lock.lock();
        try {
            history.log().defineIndexes(change);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<IndexReport> indexes() {
        EventLog log = history.log();
        return log.values.reports(log.head());
    }

    @Override
    public void buildIndexes() {
        EventLog log = history.log();
        log.values.build(log.head());
    }

    @Override
    public boolean buildSomeOfIndexes(long position) {
        EventLog log = history.log();
        return log.values.buildSome((int) Math.min(position, log.head()));
    }

    private History historyOf(EventLog log) {
        log.lineage.belongTo(identity);
        return History.of(log, lock, uuids, step);
    }

    /** Appends, and releases the lock that the caller has taken. */
    private CompletionStage<AppendResult> appendLocked(Append append, long bytesAtMost, History.Checked checked) {
        AppendResult result;
        try {
            long wantedBytes = history.log().usedBytes() + bytesAtMost;
            long limit = limitBytes.forUse(wantedBytes);
            rewrite.makeWay(wantedBytes);
            long beyond = append.authority().mayExceedLimit() ? limitBytes.beyond() : limit;
            result = history.append(append, bytesAtMost, checked, limit, beyond, clock);
        } finally {
            lock.unlock();
        }
        if (result instanceof AppendResult.Appended appended && !appended.replayed()) {
            waiters.signal(appended.lastPosition());
        }
        return CompletableFuture.completedStage(result);
    }

    private static @Nullable AppendResult reserved(Append append) {
        return append.authority().mayWriteReserved() ? null : ReservedAggregates.refusal(append.events());
    }

    private static int checked(long position, int head) {
        if (position < 0 || position > head) {
            throw new IllegalArgumentException("position " + position + " is not between 0 and " + head);
        }
        return (int) position;
    }
}
