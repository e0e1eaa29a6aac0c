package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The embedded engine with a fault in each append: it fails after the first step, then, asked again, after the second and
 * so on until it goes through. Behaves like an engine without faults if nothing of a failed append ever shows.
 */
public final class FailingEventStore extends ForwardingEventStore {
    /** Up to so many events an append fails at every single step; beyond, at ever rarer ones. */
    private static final int FEW_EVENTS = 8;

    private static final int MANY_EVENTS = 1_000;

    private final EmbeddedEventStore engine;
    private final Steps steps;
    private final Runnable afterFailure;
    private long failures;

    /** Makes an empty store. */
    public FailingEventStore(long limitBytes, TimeSource clock) {
        this(limitBytes, clock, () -> {});
    }

    /** Makes an empty store, and something to do after each failure. */
    FailingEventStore(long limitBytes, TimeSource clock, Runnable afterFailure) {
        this(limitBytes, clock, afterFailure, new Steps());
    }

    private FailingEventStore(long limitBytes, TimeSource clock, Runnable afterFailure, Steps steps) {
        this(
                new EmbeddedEventStore("failing", () -> limitBytes, clock, EventLog.empty(limitBytes), steps),
                afterFailure,
                steps);
    }

    private FailingEventStore(EmbeddedEventStore engine, Runnable afterFailure, Steps steps) {
        super(engine);
        this.engine = engine;
        this.afterFailure = afterFailure;
        this.steps = steps;
    }

    /** What an append fails with. */
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fault() {
            super("half-way", null, false, false);
        }
    }

    /** Counts the steps of an append and fails after so many. */
    private static final class Steps implements LogWriter.Step {
        private int left = Integer.MAX_VALUE;

        @Override
        public void taken() {
            if (left-- == 0) {
                throw new Fault();
            }
        }
    }

    /** Returns the engine, whose appends do not fail unless told to. */
    EmbeddedEventStore engine() {
        return engine;
    }

    /** Returns how many appends have failed half-way. */
    public long failures() {
        return failures;
    }

    /** Appends with a fault after so many steps; returns whether it came to that. */
    boolean failsAfter(int after, Append append) {
        return tryAppend(after, append) == null;
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        int events = append.events().size();
        int factor = events <= FEW_EVENTS ? 1 : events <= MANY_EVENTS ? 3 : 30;
        CompletionStage<AppendResult> answer = null;
        for (int after = 0; answer == null; after = factor * after + 1) {
            answer = tryAppend(after, append);
        }
        return answer;
    }

    private CompletionStage<AppendResult> tryAppend(int stepsLeft, Append append) {
        steps.left = stepsLeft;
        try {
            return super.append(append);
        } catch (Fault fault) {
            failures++;
            afterFailure.run();
            return null;
        } finally {
            steps.left = Integer.MAX_VALUE;
        }
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return Optional.of(append(append));
    }
}
