package dev.mayfly.http.live;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.quarkus.EventLoop;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** The open live answers, up to a limit. Any thread may use it. */
@Singleton
public class LiveConnections {
    private static final int RETRY_AFTER_SECONDS = 5;

    private final LiveLimits limits;
    private final Set<LiveConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger();
    private final LongAdder eventsSent = new LongAdder();
    private volatile boolean draining;

    /** Makes the places that the limits allow. */
    public LiveConnections(LiveLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes a place for an answer to a request, on whose event loop this is called.
     *
     * @param content makes what is to be written to the connection
     * @return the answer
     * @throws dev.mayfly.http.problem.ProblemException {@code throttled} if there is no place
     */
    public Answer answer(RoutingContext http, Framing framing, Function<LiveConnection, LiveContent> content) {
        if (places.incrementAndGet() > limits.maxCount()) {
            places.decrementAndGet();
            throw Problem.throttled(
                            "The maximum number of subscriptions is open (mayfly.subscription.max-count). Close one, or try again later.",
                            RETRY_AFTER_SECONDS)
                    .exception();
        }
        LiveConnection connection;
        try {
            connection = new LiveConnection(this, http, EventLoop.current(), framing, content);
        } catch (RuntimeException refused) {
            places.decrementAndGet();
            throw refused;
        }
        connections.add(connection);
        http.addEndHandler(ended -> connection.finish());
        if (connection.isOver()) {
            connection.finish();
        }
        return Answer.live(connection, framing.format())
                .with(HttpHeaders.VARY, "Accept")
                .with(HttpHeaders.CACHE_CONTROL, "no-store")
                // Proxies of the nginx kind would hold back what is sent.
                .with("X-Accel-Buffering", "no");
    }

    /** Says goodbye to all clients, also to those to come. */
    public void drain() {
        draining = true;
        connections.forEach(LiveConnection::drain);
    }

    /** Says goodbye to the clients of a store, which has gone. */
    public void end(EventStore store) {
        for (LiveConnection connection : connections) {
            if (connection.store().equals(store)) {
                connection.drain();
            }
        }
    }

    /** Counts events that were written to a client. */
    public void sent(int events) {
        eventsSent.add(events);
    }

    /** Returns how many answers are being given. */
    public int count() {
        return connections.size();
    }

    /** Returns how many events have been written to clients so far. */
    public long eventsSent() {
        return eventsSent.sum();
    }

    /** Returns how many bytes wait for clients that have not taken them yet. */
    public long bufferedBytes() {
        return connections.stream().mapToLong(LiveConnection::bufferedBytes).sum();
    }

    /** Returns how many positions the slowest client is behind its log. */
    public long slowestLag() {
        return connections.stream().mapToLong(LiveConnection::lag).max().orElse(0);
    }

    LiveLimits limits() {
        return limits;
    }

    boolean isDraining() {
        return draining;
    }

    void leave(LiveConnection connection) {
        if (connections.remove(connection)) {
            places.decrementAndGet();
        }
    }
}
