package dev.mayfly.store;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.StoreClock;
import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.removal.TruncationResult;
import dev.mayfly.store.retention.Retention;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store with its own lifetime: it may expire when unused, and can be deleted while in use.
 *
 * <p>Reads of a deleted store can finish, because a prefix is an immutable value. Appends and waits for events fail.
 */
public final class Store extends ForwardingEventStore implements UsedStore {
    private final EventStore bare;
    private final Origin origin;
    private final StoreClock clock;
    private final MemoryBudget.Share share;
    private final Lifetime lifetime;
    private final String firstIncarnation;
    private final StoreListener listener;
    private volatile boolean begun;
    private volatile boolean deleted;
    /** Held while the history is changed. */
    private final Object changes = new Object();
    /** Null until first needed. Guarded by this. */
    private @Nullable Snapshots snapshots;

    private final Retention retention;
    private final Waits waits = new Waits();
    private volatile Instant createdAt;

    /**
     * Wraps a store.
     *
     * @param store the store for other code
     * @param bare the same store, for reads that are not counted
     * @param clock the source of the store's times
     */
    Store(
            EventStore store,
            EventStore bare,
            Origin origin,
            StoreClock clock,
            MemoryBudget.Share share,
            Lifetime lifetime,
            StoreListener listener) {
        super(store);
        this.bare = bare;
        this.origin = origin;
        this.clock = clock;
        this.share = share;
        this.lifetime = lifetime;
        this.listener = listener;
        this.retention = new Retention(this, clock);
        this.firstIncarnation = bare.incarnation();
        this.createdAt = origin.createdAt();
        share.begin(origin.layer(), bare.memory(), null);
    }

    @Override
    public StoreClock clock() {
        return clock;
    }

    /** Returns a store returned by {@link Catalogue} as the catalogue's own object. */
    public static Store of(UsedStore used) {
        return (Store) used;
    }

    /** Returns the store's retention rules. */
    public Retention retention() {
        return retention;
    }

    /** Returns the store's initial incarnation. */
    public String firstIncarnation() {
        return firstIncarnation;
    }

    @Override
    public boolean isLimited() {
        return lifetime.isLimited();
    }

    /** Returns when the store will expire if it is not used until then, by the process's clock, or empty for never. */
    public Optional<Instant> expiresAt() {
        return lifetime.expiresAt();
    }

    /** Returns the name of the store that this one is a fork of. */
    public Optional<String> parent() {
        return Optional.ofNullable(origin.parent());
    }

    /** Returns when the last event was recorded, in nanoseconds since 1970, or empty if there is none. */
    public Optional<Long> lastRecordedNanos() {
        LogPrefix log = bare.prefix();
        return log.eventCount() == 0 ? Optional.empty() : Optional.of(log.recordedAtNanos(log.position()));
    }

    /** Returns the current log, without counting as a read. */
    public LogPrefix glance() {
        return bare.prefix();
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    /** Returns the settings to keep besides the store's events. */
    public KeptSettings keptSettings() {
        EffectiveSettings settings = origin.settings();
        return new KeptSettings(
                createdAt,
                origin.parent(),
                settings.ttl(),
                settings.ttl() == null ? null : lifetime.left(),
                share.isWhole(settings.limitBytes()) ? 0 : settings.limitBytes(),
                settings.clock(),
                clock.reading().setting(),
                bare.indexPaths(),
                retention.kept());
    }

    /** Completes {@link Catalogue#bringBack}: from now on, the store has its kept settings. */
    public void settle(KeptSettings kept) {
        createdAt = kept.createdAt();
        clock.set(kept.clock());
        bare.defineIndexes(none -> kept.indexes());
        retention.bringBack(kept.retention());
        if (kept.ttlLeft() != null) {
            lifetime.leave(kept.ttlLeft());
        }
    }

    @Override
    public boolean isDeleted() {
        return deleted;
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        return deleted ? gone() : super.append(append).thenApply(this::appended);
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return deleted
                ? Optional.of(gone())
                : super.appendUnlessBusy(append).map(stage -> stage.thenApply(this::appended));
    }

    @Override
    public TruncationResult truncate(Truncation truncation) {
        TruncationResult result = super.truncate(truncation);
        listener.reduced(this);
        return result;
    }

    @Override
    public long redact(String incarnation, long[] positions, RawJson content) {
        long redacted = super.redact(incarnation, positions, content);
        if (redacted > 0) {
            listener.redacted(this);
        }
        return redacted;
    }

    @Override
    public CompletableFuture<Void> reached(long position) {
        CompletableFuture<Void> reached = super.reached(position);
        if (!reached.isDone() && !waits.add(reached)) {
            reached.completeExceptionally(new StoreDeletedException(name()));
        }
        return reached;
    }

    @Override
    public MemoryUse memory() {
        MemoryUse use = super.memory();
        share.tell(use);
        return new MemoryUse(use.usedBytes(), use.copiedBytes(), share.limitBytes());
    }

    @Override
    public Optimisation optimise(boolean dropTextIndex, Progress progress) {
        OptimisationAccount account = new OptimisationAccount(bare, share, progress);
        try {
            return super.optimise(dropTextIndex, account);
        } finally {
            listener.rewritten(this);
            account.tell();
        }
    }

    /** Returns how many bytes it would give back of what was removed or redacted, other than what forks and snapshots share. */
    public long garbageOfItsOwn() {
        return Math.max(0, bare.garbageBytes() - share.bytesOfOthers());
    }

    @Override
    public Optional<Import> openImport(@Nullable String incarnation) {
        requireThere();
        return super.openImport(incarnation).map(filling -> new StoreImport(this, bare, share, filling));
    }

    @Override
    public void reset() {
        change(before -> {
            super.reset();
            share.begin(null, bare.memory(), before);
        });
    }

    @Override
    public void restore(LogImage image) {
        change(before -> {
            super.restore(image);
            share.begin(null, bare.memory(), before);
        });
    }

    /**
     * Keeps an image under a name, and replaces an existing one.
     *
     * @param image takes an image of this store; not called if it cannot be kept
     */
    public SnapshotResult keep(String name, Supplier<LogImage> image) {
        requireThere();
        int limit = origin.settings().snapshots();
        SnapshotResult refusal = snapshots().refusal(name, limit, share.shortage());
        return refusal == null
                ? snapshots().put(new Snapshot(name, image.get(), clock.epochNanos(), shared()), limit)
                : refusal;
    }

    /** Keeps what a store holds up to a position as a snapshot that was taken of this one earlier, at that time by its clock. */
    public void bringBack(String name, long atNanos, Store source, long position) {
        snapshots().put(new Snapshot(name, source.image(position), atNanos, source.shared()), Integer.MAX_VALUE);
    }

    /** Returns the snapshot with that name. */
    public Optional<Snapshot> snapshot(String name) {
        return snapshots().find(name);
    }

    /** Returns all snapshots, by name. */
    public List<Snapshot> allSnapshots() {
        return snapshots().all();
    }

    /** Removes a snapshot, and returns whether there was one. */
    public boolean removeSnapshot(String name) {
        return snapshots().remove(name);
    }

    /** Starts a new history with the events of a snapshot, and returns whether there is such a snapshot. */
    public boolean restore(String name) {
        Optional<Snapshot> held = snapshots().held(name);
        held.ifPresent(snapshot -> change(before -> {
            super.restore(snapshot.image());
            share.begin(snapshot.layer(), bare.memory(), before);
        }));
        return held.isPresent();
    }

    /** Returns the memory that this store uses now as a shared layer, held for the caller. */
    MemoryBudget.Layer shared() {
        return share.share(bare.memory());
    }

    /** Returns whether the store was made with these settings. */
    boolean isMadeWith(EffectiveSettings settings) {
        return origin.settings().equals(settings);
    }

    @Override
    public void leave() {
        lifetime.leave();
    }

    Lifetime lifetime() {
        return lifetime;
    }

    void account() {
        share.tell(bare.memory());
    }

    /** Releases a store that was never visible; its snapshots elsewhere stay. */
    public void discard() {
        share.close(null);
    }

    /** Deletes it for good; its lifetime must already be over. */
    void delete() {
        synchronized (this) {
            deleted = true;
        }
        share.close(glance().root());
        snapshots().close();
        waits.close().forEach(wait -> wait.completeExceptionally(new StoreDeletedException(name())));
        listener.deleted(this);
    }

    private AppendResult appended(AppendResult result) {
        account();
        if (result instanceof AppendResult.Appended) {
            begin();
        }
        return share.explain(result);
    }

    /** Replaces the current history, one replacement at a time, by an action that takes the root of the one before. */
    private void change(Consumer<Object> how) {
        String before;
        synchronized (changes) {
            requireThere();
            before = incarnation();
            how.accept(glance().root());
        }
        told(before);
    }

    /** Notifies the store's followers of its new history. */
    private void told(String before) {
        listener.historyChanged(this, before);
        if (glance().position() > 0) {
            begin();
        }
    }

    private void requireThere() {
        if (deleted) {
            throw new StoreDeletedException(name());
        }
    }

    private synchronized Snapshots snapshots() {
        if (snapshots == null) {
            snapshots = new Snapshots();
        }
        if (deleted) {
            snapshots.close();
        }
        return snapshots;
    }

    /** Notifies listeners of the first events, if that has not been done yet. */
    void begin() {
        if (!begun) {
            begun = true;
            listener.begun(this);
        }
    }

    private CompletionStage<AppendResult> gone() {
        return CompletableFuture.failedStage(new StoreDeletedException(name()));
    }

    boolean commit(Import filling) {
        String before;
        boolean committed;
        synchronized (changes) {
            requireThere();
            before = incarnation();
            committed = filling.commit();
        }
        account();
        if (committed) {
            told(before);
        }
        return committed;
    }
}
