package dev.mayfly.projection;

import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.projection.fold.FoldGate;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.fold.StoreFailure;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The result of folding part of the log once, independently of any running projection.
 *
 * @param state the state after the last event
 * @param parked the first events that could not be folded, at most 100; no event that failed is in the state
 * @param <V> the projection's state
 */
public record Replay<V>(V state, List<ParkedEvent> parked) {
    private static final ProjectionSettings SETTINGS = new ProjectionSettings(10_000, List.of(), 100, 1);

    /** Copies the list. */
    public Replay {
        parked = List.copyOf(parked);
    }

    /**
     * Returns the result of folding all matching events of a prefix. This takes as long as a rebuild, so call it on a
     * worker. Fails as the prefix does.
     */
    public static <V> Replay<V> of(Projection<V> projection, LogPrefix log) {
        return of(projection, log, 0);
    }

    /** Returns the result of folding the matching events of a prefix after a position. */
    public static <V> Replay<V> of(Projection<V> projection, LogPrefix log, long after) {
        try {
            return folded(projection, log, after);
        } catch (StoreFailure failure) {
            throw failure.reason();
        }
    }

    private static <V> Replay<V> folded(Projection<V> projection, LogPrefix log, long after) {
        Build<V> build = new Build<>(projection, "", SETTINGS, Clock.systemUTC(), new LongAdder(), FoldGate.OPEN);
        build.beginAfter(after);
        Build.Step step = Build.Step.AGAIN;
        while (step != Build.Step.AT_HEAD) {
            if (!build.isInRound()) {
                build.begin(log);
            }
            step = build.step(() -> false);
            if (step == Build.Step.FULL) {
                build.skip();
            }
        }
        return new Replay<>(build.state(), build.parked());
    }
}
