package dev.mayfly.projection.http;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.read.WaitingRequests;
import dev.mayfly.http.route.Workers;
import dev.mayfly.projection.ProjectionRunner;
import dev.mayfly.projection.Replay;
import dev.mayfly.projection.Snapshot;
import dev.mayfly.projection.StoreProjections;
import dev.mayfly.projection.fold.Projection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Reads the states of projections that are written in Java: as they follow the log, or as the log stood at a point. */
@Singleton
public final class JavaStates {
    private final StoreProjections projections;
    private final WaitingRequests places;

    JavaStates(StoreProjections projections, WaitingRequests places) {
        this.projections = projections;
        this.places = places;
    }

    /**
     * Reads a state, and sets its position on the answer. Must be called on the event loop.
     *
     * @param point when and where to look; with {@code asOf} a worker folds the log up to there
     * @param name the name that the projection has in every store
     * @param projection a projection of the class that is registered under that name
     * @param answer makes the answer, on the event loop
     */
    public <V, A> Uni<A> read(
            RoutingContext http,
            EventStore store,
            ReadPoint point,
            String name,
            Projection<V> projection,
            Function<Snapshot<V>, A> answer) {
        if (point.asOf() != null) {
            return point.read(store, ready -> {
                LogPrefix log = point.log(ready, http);
                return Workers.compute(http, () -> Replay.of(projection, log).state())
                        .map(state -> answer.apply(new Snapshot<>(log.incarnation(), log.position(), state)));
            });
        }
        ProjectionRunner<V> runner = runner(store, name, projection);
        return point.read(() -> runner.snapshot().position(), runner::reached, places, () -> {
                    Snapshot<V> snapshot = runner.snapshot();
                    Answer.position(http, snapshot.position());
                    return Uni.createFrom().item(answer.apply(snapshot));
                })
                .onFailure(failure -> store.isDeleted())
                .transform(failure -> new StoreDeletedException(store.name()));
    }

    /** Returns what keeps the state; projections of one class have states of one type. */
    @SuppressWarnings("unchecked")
    private <V> ProjectionRunner<V> runner(EventStore store, String name, Projection<V> projection) {
        ProjectionRunner<?> runner = projections
                .of(store)
                .find(name)
                .filter(known -> known.projection().getClass().equals(projection.getClass()))
                .orElseThrow(() -> store.isDeleted()
                        ? new StoreDeletedException(store.name())
                        : new IllegalStateException("a store has no projection " + name + " of this class"));
        return (ProjectionRunner<V>) runner;
    }
}
