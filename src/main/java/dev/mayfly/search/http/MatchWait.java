package dev.mayfly.search.http;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.http.access.Admission;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.read.OpenWaits;
import dev.mayfly.http.read.WaitingRequests;
import dev.mayfly.http.share.ClientAddress;
import dev.mayfly.http.share.ClientWork;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request's wait until enough events match, without a waiting thread: it looks when the store reports an append,
 * only at events appended since its last look, and at most once every few milliseconds, or for
 * a twentieth of the time if a look takes long.
 *
 * <p>Everything runs on the request's event loop, except counting many events, which a worker does.
 */
final class MatchWait {
    /** The least time between two checks. */
    private static final long PAUSE_MILLIS = 5;

    /** How many times as long as a look the pause after it is, so that criteria of any size leave the loop to others. */
    private static final long PAUSE_RATIO = 20;

    /** The most events that are looked at on the event loop. */
    private static final long AT_ONCE_EVENTS = 5_000;

    private static final long NO_TIMER = -1;

    /**
     * The outcome of a wait.
     *
     * @param log the prefix that was checked last
     * @param satisfied whether enough events in it match
     */
    record Outcome(LogPrefix log, boolean satisfied) {}

    private final EventStore store;
    private final Criteria criteria;
    private final MinCount wanted;
    private final WaitingRequests places;
    private final String address;
    private final Admission admission;
    private final Vertx vertx;
    private final EventLoop loop;
    private final OpenWaits waits;
    private final Runnable drained = this::drain;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private String incarnation = "";
    private int revision;
    private long found;
    private long seen;
    private long lookedNanos;
    private long pauseMillis = PAUSE_MILLIS;
    private long deadline = NO_TIMER;
    private long pause = NO_TIMER;
    private @Nullable CompletableFuture<Void> reached;
    private boolean looking;
    private @Nullable Runnable place;
    private boolean expired;
    private boolean over;

    private MatchWait(
            RoutingContext http, EventStore store, Criteria criteria, MinCount wanted, WaitingRequests places) {
        this.store = store;
        this.criteria = criteria;
        this.wanted = wanted;
        this.places = places;
        this.address = ClientAddress.of(http);
        this.admission = Admission.of(http);
        this.vertx = http.vertx();
        this.loop = EventLoop.current();
        this.waits = OpenWaits.of(http.vertx());
        this.expired = wanted.atMost().isZero();
    }

    /**
     * Starts a wait. Must be called on the request's event loop.
     *
     * @return a stage that completes on that event loop, or fails if there is no place to wait; it stays as it is when
     *     the client goes away
     */
    static CompletionStage<Outcome> start(
            RoutingContext http, EventStore store, Criteria criteria, MinCount wanted, WaitingRequests places) {
        MatchWait wait = new MatchWait(http, store, criteria, wanted, places);
        Connections.whenOver(http, wait::stop);
        wait.look();
        return wait.outcome;
    }

    private void look() {
        try {
            lookNow();
        } catch (RuntimeException failure) {
            // A timer or the store may have called, and would not report it to the client.
            fail(failure);
        }
    }

    private void lookNow() {
        looking = true;
        lookedNanos = System.nanoTime();
        LogPrefix log = store.prefix();
        if (!log.incarnation().equals(incarnation) || log.revision() != revision) {
            // The matches found so far are in a history that has been replaced, or some have been removed.
            incarnation = log.incarnation();
            revision = log.revision();
            found = 0;
            seen = 0;
        }
        long missing = wanted.count() - found;
        Positions matches = log.search(criteria.startingAfter(seen), Sort.POSITION, Order.ASCENDING, 0);
        if (matches.candidates(missing) <= AT_ONCE_EVENTS) {
            looked(log, count(matches, missing));
            return;
        }
        ClientWork.run(vertx, address, () -> count(matches, missing)).onComplete(counted -> {
            if (counted.succeeded()) {
                looked(log, counted.result());
            } else {
                fail(counted.cause());
            }
        });
    }

    private static long count(Positions matches, long enough) {
        long count = 0;
        while (count < enough && matches.next() != 0) {
            count++;
        }
        return count;
    }

    private void looked(LogPrefix log, long more) {
        looking = false;
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lookedNanos);
        pauseMillis = Math.max(PAUSE_MILLIS, PAUSE_RATIO * tookMillis);
        found += more;
        seen = log.position();
        if (over) {
            return;
        }
        if (found >= wanted.count() || expired) {
            stop();
            outcome.complete(new Outcome(log, found >= wanted.count()));
        } else {
            awaitMore();
        }
    }

    private void awaitMore() {
        if (place == null) {
            try {
                place = places.enter(address);
            } catch (ProblemException full) {
                fail(full);
                return;
            }
            deadline = vertx.setTimer(Math.max(1, wanted.atMost().toMillis()), unused -> expire());
            waits.enter(drained);
            admission.whenWithdrawn(() -> fail(Admission.withdrawn().exception()));
        }
        CompletableFuture<Void> next = store.reached(seen + 1);
        reached = next;
        // Completed by the appending thread.
        var unused = next.whenComplete((none, failure) -> loop.later(() -> {
            if (failure instanceof StoreDeletedException) {
                fail(failure);
            } else if (failure == null) {
                appended();
            }
        }));
    }

    private void appended() {
        if (over || looking || pause != NO_TIMER) {
            return;
        }
        long sinceMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lookedNanos);
        if (sinceMillis >= pauseMillis) {
            look();
        } else {
            pause = vertx.setTimer(
                    pauseMillis - sinceMillis,
                    unused -> loop.later(() -> {
                        pause = NO_TIMER;
                        if (!over && !looking) {
                            look();
                        }
                    }));
        }
    }

    private void fail(Throwable failure) {
        if (!over) {
            stop();
            outcome.completeExceptionally(failure);
        }
    }

    /** Ends the wait as if it had timed out; called by the thread that stops the process. */
    private void drain() {
        loop.later(this::expire);
    }

    private void expire() {
        expired = true;
        if (!over && !looking) {
            look();
        }
    }

    /** Releases everything; the caller answers the request, if at all. */
    private void stop() {
        over = true;
        vertx.cancelTimer(deadline);
        vertx.cancelTimer(pause);
        if (reached != null) {
            reached.cancel(false);
        }
        if (place != null) {
            place.run();
            place = null;
            waits.leave(drained);
            admission.whenWithdrawn(null);
        }
    }
}
