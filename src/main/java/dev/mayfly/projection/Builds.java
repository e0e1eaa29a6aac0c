package dev.mayfly.projection;

import dev.mayfly.projection.fold.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The build whose state is served and, during a rebuild, its replacement.
 *
 * <p>Both are kept current. At the end of a rebuild the served build pauses until the replacement has caught up with
 * it, so readers never see an earlier position than before. For one thread at a time, except where noted.
 */
final class Builds<V> {
    private final Function<Projection<V>, Build<V>> start;
    private volatile Build<V> serving;
    private volatile @Nullable Build<V> next;
    /** The rebuild in progress if it has a follower, otherwise null. */
    private @Nullable Rebuild followed;
    /**
     * Whether the served build pauses, because the replacement is about to catch up or it cannot park another event.
     */
    private boolean servingStandsStill;

    /**
     * Makes the first build, of the projection to serve.
     *
     * @param start makes a build of a projection
     */
    Builds(Projection<V> projection, Function<Projection<V>, Build<V>> start) {
        this.start = start;
        this.serving = start.apply(projection);
    }

    /** Returns the served build. Any thread may call it. */
    Build<V> serving() {
        return serving;
    }

    /** Returns the replacement during a rebuild, otherwise the served build. Any thread may call it. */
    Build<V> newest() {
        Build<V> replacement = next;
        return replacement == null ? serving : replacement;
    }

    boolean isRebuilding() {
        return next != null;
    }

    /** Returns which event one of the builds is stuck at and why, or null if none is stuck. */
    @Nullable
    String error() {
        String error = serving.error();
        return error == null ? newest().error() : error;
    }

    /** Returns the builds that have steps to take. */
    List<Build<V>> inHand() {
        List<Build<V>> builds = new ArrayList<>(2);
        if (!servingStandsStill) {
            builds.add(serving);
        }
        Build<V> replacement = next;
        if (replacement != null) {
            builds.add(replacement);
        }
        return builds;
    }

    /**
     * Starts a rebuild, which replaces any other in progress.
     *
     * @param by the rebuild if it has a follower, otherwise null
     */
    void rebuild(Projection<V> projection, @Nullable Rebuild by) {
        unfollow(new CancellationException("Another rebuild has started."));
        followed = by;
        next = start.apply(projection);
        servingStandsStill = false;
    }

    /**
     * Reports the rebuild's progress to its follower, and abandons the rebuild if the follower says so: the served
     * state stays. A rebuild for another projection is not abandoned, but continues without a follower.
     *
     * @param head returns the head of the log
     * @return whether the rebuild was abandoned
     */
    @SuppressWarnings("ReferenceEquality")
    boolean isAbandoned(LongSupplier head) {
        Rebuild by = followed;
        CancellationException reason = by == null ? null : by.at(newest().position(), head.getAsLong());
        if (reason == null) {
            return false;
        }
        boolean sameProjection = newest().projection() == serving.projection();
        if (sameProjection) {
            next = null;
            servingStandsStill = false;
        }
        unfollow(reason);
        return sameProjection;
    }

    /** Detaches the follower, if there is one, and fails its future. */
    void unfollow(RuntimeException why) {
        Rebuild by = followed;
        followed = null;
        if (by != null) {
            by.end(why);
        }
    }

    /** Pauses the served build. */
    void holdServing() {
        servingStandsStill = true;
    }

    /** Serves the replacement if it has caught up with the served build, and returns whether it has. */
    boolean swap() {
        Build<V> replacement = next;
        if (replacement == null || replacement.position() < serving.position()) {
            return false;
        }
        serving = replacement;
        next = null;
        servingStandsStill = false;
        return true;
    }

    /** Completes the follower's future, if there is one: the new state is served and can be read. */
    void served() {
        Rebuild by = followed;
        followed = null;
        if (by != null) {
            by.served().complete(null);
        }
    }

    /**
     * Ends any rebuild and starts at the first event of the store's new history, with the projection that would have
     * been served next.
     */
    void startOver(String incarnation) {
        unfollow(new CancellationException("The store's history has been replaced."));
        Build<V> newest = newest();
        serving = newest;
        next = null;
        servingStandsStill = false;
        serving.startOver(incarnation);
    }

    /** Returns the event at a position that the served build has parked, or empty. */
    Optional<ParkedEvent> parked(long position) {
        return serving.parked().stream()
                .filter(event -> event.position() == position)
                .findFirst();
    }

    /** Abandons the rounds of both builds; what their completed steps have folded stays. */
    void abandonRounds() {
        serving.abandonRound();
        newest().abandonRound();
    }

    /** Resumes both builds, which will fold their failed events as if for the first time. */
    void forgetFailures() {
        servingStandsStill = false;
        serving.forgetFailure();
        newest().forgetFailure();
    }
}
