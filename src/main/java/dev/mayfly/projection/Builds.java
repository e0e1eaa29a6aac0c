package dev.mayfly.projection;

import dev.mayfly.projection.fold.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of a projection that is served and, during a rebuild, the one that takes its place.
 *
 * <p>Both are kept up to date. At the end of a rebuild the one that is served pauses, so that the other one overtakes
 * it and readers never see an earlier position than before. For one thread at a time, where nothing else is said.
 */
final class Builds<V> {
    private final Function<Projection<V>, Build<V>> start;
    private volatile Build<V> serving;
    private volatile @Nullable Build<V> next;
    /** The follower of the rebuild, or null. */
    private @Nullable Rebuild followed;
    /** Whether the one that is served pauses, because the other one is about to overtake it or it is full. */
    private boolean servingStandsStill;

    /** Starts with a projection to serve; a function starts its builds. */
    Builds(Projection<V> projection, Function<Projection<V>, Build<V>> start) {
        this.start = start;
        this.serving = start.apply(projection);
    }

    /** Returns the one that is served; any thread may ask. */
    Build<V> serving() {
        return serving;
    }

    /** Returns the one that is furthest from the first event and will be served in the end; any thread may ask. */
    Build<V> newest() {
        Build<V> replacement = next;
        return replacement == null ? serving : replacement;
    }

    boolean isRebuilding() {
        return next != null;
    }

    /** Returns why one of them waits before it tries an event again, or null if none does. */
    @Nullable
    String error() {
        String error = serving.error();
        return error == null ? newest().error() : error;
    }

    /** Returns those that are to be worked on. */
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
     * Starts a rebuild, and replaces one that may be running.
     *
     * @param by its follower, or null
     */
    void rebuild(Projection<V> projection, @Nullable Rebuild by) {
        unfollow(new CancellationException("Another rebuild has started."));
        followed = by;
        next = start.apply(projection);
        servingStandsStill = false;
    }

    /**
     * Reports the rebuild's progress to its follower, and abandons it on request: the served state stays. A rebuild for
     * another projection continues without a follower.
     *
     * @param head returns the head of the log
     * @return whether it was abandoned
     */
    @SuppressWarnings("ReferenceEquality")
    boolean isGivenUp(LongSupplier head) {
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

    /** Tells the follower of a rebuild, if there is one, that its state will not be served. */
    void unfollow(RuntimeException why) {
        Rebuild by = followed;
        followed = null;
        if (by != null) {
            by.end(why);
        }
    }

    /** Pauses the one that is served. */
    void holdServing() {
        servingStandsStill = true;
    }

    /** Serves the new one if it has come as far as the old one, and returns whether it has. */
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

    /** Tells the follower of a rebuild that its state is served and can be read. */
    void served() {
        Rebuild by = followed;
        followed = null;
        if (by != null) {
            by.served().complete(null);
        }
    }

    /**
     * Forgets all events: the store has another history. The projection that was to be served next is served from now
     * on.
     */
    void startOver(String incarnation) {
        unfollow(new CancellationException("The store's history has been replaced."));
        Build<V> newest = newest();
        serving = newest;
        next = null;
        servingStandsStill = false;
        serving.startOver(incarnation);
    }

    /** Gives up what has been folded and not been kept. */
    void abandonRounds() {
        serving.abandonRound();
        newest().abandonRound();
    }

    /** Tries events that failed from the beginning. */
    void forgetFailures() {
        servingStandsStill = false;
        serving.forgetFailure();
        newest().forgetFailure();
    }
}
