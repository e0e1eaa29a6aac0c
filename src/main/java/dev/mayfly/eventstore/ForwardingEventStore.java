package dev.mayfly.eventstore;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendRule;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.removal.TruncationResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store that delegates every call to another one; subclasses override the methods that they extend. */
public abstract class ForwardingEventStore implements EventStore {
    private final EventStore store;

    /** Makes a store that delegates to the given one. */
    protected ForwardingEventStore(EventStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public String incarnation() {
        return store.incarnation();
    }

    @Override
    public Instant createdAt() {
        return store.createdAt();
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        return store.append(append);
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return store.appendUnlessBusy(append);
    }

    @Override
    public @Nullable AppendRule rule() {
        return store.rule();
    }

    @Override
    public boolean changeRule(@Nullable AppendRule before, LongFunction<@Nullable AppendRule> next) {
        return store.changeRule(before, next);
    }

    @Override
    public boolean hasRoomFor(long moreBytes) {
        return store.hasRoomFor(moreBytes);
    }

    @Override
    public TruncationResult truncate(Truncation truncation) {
        return store.truncate(truncation);
    }

    @Override
    public long redact(String incarnation, long[] positions, RawJson content) {
        return store.redact(incarnation, positions, content);
    }

    @Override
    public LogPrefix prefix() {
        return store.prefix();
    }

    @Override
    public LogPrefix prefixAt(long position) {
        return store.prefixAt(position);
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        return store.prefixAsOf(recordedAtNanos);
    }

    @Override
    public CompletableFuture<Void> reached(long position) {
        return store.reached(position);
    }

    @Override
    public boolean isDeleted() {
        return store.isDeleted();
    }

    @Override
    public MemoryUse memory() {
        return store.memory();
    }

    @Override
    public Optimisation optimise(boolean dropTextIndex, Progress progress) {
        return store.optimise(dropTextIndex, progress);
    }

    @Override
    public long garbageBytes() {
        return store.garbageBytes();
    }

    @Override
    public void defineIndexes(UnaryOperator<Map<String, String>> change) {
        store.defineIndexes(change);
    }

    @Override
    public List<IndexReport> indexes() {
        return store.indexes();
    }

    @Override
    public void buildIndexes() {
        store.buildIndexes();
    }

    @Override
    public boolean buildSomeOfIndexes(long position) {
        return store.buildSomeOfIndexes(position);
    }

    @Override
    public void reset() {
        store.reset();
    }

    @Override
    public Optional<Import> openImport(@Nullable String incarnation) {
        return store.openImport(incarnation);
    }

    @Override
    public LogImage image(long position) {
        return store.image(position);
    }

    @Override
    public void restore(LogImage image) {
        store.restore(image);
    }
}
