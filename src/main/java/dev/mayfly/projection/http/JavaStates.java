package dev.mayfly.projection.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.projection.ProjectionRunner;
import dev.mayfly.projection.Replay;
import dev.mayfly.projection.Snapshot;
import dev.mayfly.projection.StoreProjections;
import dev.mayfly.projection.fold.CountedProjection;
import dev.mayfly.projection.fold.Projection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Reads the states of projections that are written in Java: the latest, or as of a point in the log. */
@Singleton
public final class JavaStates {
    private final StoreProjections projections;

    JavaStates(StoreProjections projections) {
        this.projections = projections;
    }

    /**
     * Reads a state, and sets its position on the answer. Call it on the event loop.
     *
     * @param point what to wait for, and up to where to read; with {@code asOf} a worker folds the log up to there
     * @param name the name that the projection has in every store
     * @param projection a projection of the class that has that name
     * @param answer returns the answer for the state; called on the event loop
     * @return the answer; it fails as {@link ReadPoint} says, or with a {@link StoreDeletedException}
     */
    public <V, A> Uni<A> read(
            RoutingContext http,
            EventStore store,
            ReadPoint point,
            String name,
            Projection<V> projection,
            Function<Snapshot<V>, A> answer) {
        if (point.asOf() != null) {
            return point.read(http, store, ready -> {
                LogPrefix log = point.log(ready, http);
                return ClientWork.compute(http, () -> replayed(projection, log))
                        .map(state -> answer.apply(new Snapshot<>(log.incarnation(), log.position(), state)));
            });
        }
        ProjectionRunner<V> runner = runner(store, name, projection);
        return point.read(http, () -> runner.snapshot().position(), runner::reached, () -> {
                    Snapshot<V> snapshot = runner.snapshot();
                    Answer.position(http, snapshot.position());
                    return Uni.createFrom().item(answer.apply(snapshot));
                })
                .onFailure(failure -> store.isDeleted())
                .transform(failure -> new StoreDeletedException(store.name()));
    }

    private <V> V replayed(Projection<V> projection, LogPrefix log) {
        try (CountedProjection<V> counted = projections.counted(projection)) {
            V state = Replay.of(counted, log).state();
            if (counted.isShortOfMemory()) {
                throw InvalidInputException.tooLarge(
                        "",
                        "The state takes more memory than is left of " + counted.limitBytes()
                                + " bytes (mayfly.projections.state-memory). Ask for an earlier point, or try again later.",
                        counted.limitBytes());
            }
            return state;
        }
    }

    /** Returns the runner that keeps the state; projections of one class have states of one type. */
    @SuppressWarnings("unchecked")
    private <V> ProjectionRunner<V> runner(EventStore store, String name, Projection<V> projection) {
        ProjectionRunner<?> runner = projections
                .of(store)
                .find(name)
                .filter(known -> known.projection() instanceof CountedProjection<?> counted
                        && counted.projection().getClass().equals(projection.getClass()))
                .orElseThrow(() -> store.isDeleted()
                        ? new StoreDeletedException(store.name())
                        : new IllegalStateException("a store has no projection " + name + " of this class"));
        return (ProjectionRunner<V>) runner;
    }
}
