package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.Append;
import dev.mayfly.eventstore.AppendResult;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogPrefix;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The embedded engine with a fault in each append: it fails after the first step, then, asked again, after the second and
 * so on until it goes through. Behaves like an engine without faults if nothing of a failed append ever shows.
 */
public final class FailingEventStore implements EventStore {
    /** Up to so many events an append fails at every single step; beyond, at ever rarer ones. */
    private static final int FEW_EVENTS = 8;

    private static final int MANY_EVENTS = 1_000;

    private final EmbeddedEventStore engine;
    private final Runnable afterFailure;
    private int stepsLeft = Integer.MAX_VALUE;
    private long failures;

    /** Makes an empty store. */
    public FailingEventStore(long limitBytes, TimeSource clock) {
        this(limitBytes, clock, () -> {});
    }

    /** Makes an empty store, and something to do after each failure. */
    FailingEventStore(long limitBytes, TimeSource clock, Runnable afterFailure) {
        this.afterFailure = afterFailure;
        this.engine = new EmbeddedEventStore("failing", limitBytes, clock, this::step);
    }

    /** What an append fails with. */
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fault() {
            super("half-way", null, false, false);
        }
    }

    private void step() {
        if (stepsLeft-- == 0) {
            throw new Fault();
        }
    }

    /** Returns how many appends have failed half-way. */
    public long failures() {
        return failures;
    }

    /** Appends with a fault after so many steps; returns whether it came to that. */
    boolean failsAfter(int steps, Append append) {
        return tryAppend(steps, append) == null;
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        int events = append.events().size();
        int factor = events <= FEW_EVENTS ? 1 : events <= MANY_EVENTS ? 3 : 30;
        CompletionStage<AppendResult> answer = null;
        for (int steps = 0; answer == null; steps = factor * steps + 1) {
            answer = tryAppend(steps, append);
        }
        return answer;
    }

    private CompletionStage<AppendResult> tryAppend(int steps, Append append) {
        stepsLeft = steps;
        try {
            return engine.append(append);
        } catch (Fault fault) {
            failures++;
            afterFailure.run();
            return null;
        } finally {
            stepsLeft = Integer.MAX_VALUE;
        }
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return Optional.of(append(append));
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public String incarnation() {
        return engine.incarnation();
    }

    @Override
    public Instant createdAt() {
        return engine.createdAt();
    }

    @Override
    public LogPrefix prefix() {
        return engine.prefix();
    }

    @Override
    public LogPrefix prefixAt(long position) {
        return engine.prefixAt(position);
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        return engine.prefixAsOf(recordedAtNanos);
    }

    @Override
    public CompletableFuture<Void> reached(long position) {
        return engine.reached(position);
    }

    @Override
    public MemoryUse memory() {
        return engine.memory();
    }
}
