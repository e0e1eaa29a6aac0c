package dev.mayfly.fault;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.EventBatch;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A store whose appends are subject to the faults injected for its name. */
public final class FaultyEventStore extends ForwardingEventStore {
    private final FaultInjection injection;
    private final Supplier<EventStore> scratch;
    private final Executor workers;

    /**
     * Makes a store around another.
     *
     * @param scratch makes an empty store, in which to check what an append would match before it is made
     * @param workers where delayed appends continue
     */
    public FaultyEventStore(
            EventStore store, FaultInjection injection, Supplier<EventStore> scratch, Executor workers) {
        super(store);
        this.injection = injection;
        this.scratch = scratch;
        this.workers = workers;
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        if (!append.authority().meetsFaults()) {
            return super.append(append);
        }
        return injection
                .of(name(), FaultPoint.APPEND)
                .flatMap(faults -> faults.meet(FaultPoint.APPEND, criteria -> matches(criteria, append)))
                .map(rule -> faulty(rule, append))
                .orElseGet(() -> super.append(append));
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        // Finding out what matches takes a while, and a delayed append may have to wait for others, so both need a
        // worker.
        return append.authority().meetsFaults()
                        && injection.of(name(), FaultPoint.APPEND).isPresent()
                ? Optional.empty()
                : super.appendUnlessBusy(append);
    }

    private CompletionStage<AppendResult> faulty(FaultRule rule, Append append) {
        if (rule.delay().isZero()) {
            return effect(rule, append);
        }
        Executor later = CompletableFuture.delayedExecutor(rule.delay().toNanos(), TimeUnit.NANOSECONDS, workers);
        return CompletableFuture.supplyAsync(() -> effect(rule, append), later).thenCompose(stage -> stage);
    }

    private CompletionStage<AppendResult> effect(FaultRule rule, Append append) {
        return switch (rule.effect()) {
            case CONFLICT -> CompletableFuture.completedStage(conflict(append));
            case UNAVAILABLE -> CompletableFuture.failedStage(InjectedFaultException.unavailable());
            case LOST_RESPONSE ->
                super.append(append)
                        .thenCompose(stored -> CompletableFuture.failedStage(InjectedFaultException.unanswered()));
            case DROP_CONNECTION -> CompletableFuture.failedStage(InjectedFaultException.unanswered());
            case LATENCY, DUPLICATE_DELIVERY -> super.append(append);
        };
    }

    /** Returns the conflict that would occur if another client had appended to the first aggregate just before. */
    private AppendResult conflict(Append append) {
        List<Expectation> expectations = append.expectations();
        String aggregateId = expectations.isEmpty()
                ? Objects.requireNonNull(append.events().text(0, EventBatch.Field.AGGREGATE_ID))
                : expectations.get(0).aggregateId();
        long version = super.prefix().version(aggregateId);
        ExpectedVersion expected = expectations.isEmpty()
                ? new ExpectedVersion.Exactly(version)
                : expectations.get(0).version();
        return new AppendResult.VersionConflict(aggregateId, expected, version + 1, true);
    }

    /** Returns whether criteria match any of the events, as if the store contained nothing else. */
    private boolean matches(Criteria criteria, Append append) {
        EventStore store = scratch.get();
        store.append(Append.of(append.events()).by(append.authority()));
        LogPrefix log = store.prefix();
        return log.search(criteria, Sort.POSITION, Order.ASCENDING, 0).next() != 0;
    }
}
