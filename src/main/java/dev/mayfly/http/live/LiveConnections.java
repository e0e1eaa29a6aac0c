package dev.mayfly.http.live;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.access.Admission;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.SendQueues;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.share.ClientAddress;
import dev.mayfly.http.share.Refusal;
import dev.mayfly.http.share.Shares;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** The open live answers, up to a limit that clients share by their addresses. Any thread may use it. */
@Singleton
public class LiveConnections {
    private static final Refusal REFUSAL = new Refusal(
            "The maximum number of subscriptions for one client is open (mayfly.subscription.max-count). "
                    + "Close one, or try again later.",
            "The maximum number of subscriptions is open (mayfly.subscription.max-count). Try again later.",
            5);

    private final LiveLimits limits;
    private final SendQueues queues;
    private final Set<LiveConnection> connections = ConcurrentHashMap.newKeySet();
    private final Shares places;
    private final LongAdder eventsSent = new LongAdder();
    private volatile boolean draining;

    /** Makes an empty set of connections with the given limits. */
    public LiveConnections(LiveLimits limits, SendQueues queues) {
        this.limits = limits;
        this.queues = queues;
        this.places = new Shares(limits.maxCount());
    }

    /**
     * Opens a live answer to a request. Must be called on the request's event loop.
     *
     * @param content makes the content of the connection
     * @return the answer
     * @throws dev.mayfly.http.problem.ProblemException {@code throttled} if the client's address has its share of the
     *     answers, or too much waits for it already, {@code unavailable} if others have all
     */
    public Answer answer(RoutingContext http, Framing framing, Function<LiveConnection, LiveContent> content) {
        String address = ClientAddress.of(http);
        queues.admit(address);
        REFUSAL.check(places.take(address, 1));
        LiveConnection connection;
        try {
            connection = new LiveConnection(this, http, address, EventLoop.current(), framing, content);
        } catch (RuntimeException refused) {
            places.giveBack(address, 1);
            throw refused;
        }
        connections.add(connection);
        Connections.whenOver(http, connection::finish);
        Admission.of(http).whenWithdrawn(connection::drain);
        return Answer.live(connection, framing.format())
                .with(HttpHeaders.VARY, "Accept")
                .with(HttpHeaders.CACHE_CONTROL, "no-store")
                // Proxies such as nginx would otherwise buffer the answer.
                .with("X-Accel-Buffering", "no");
    }

    /** Sends a goodbye to all clients, including later ones. */
    public void drain() {
        draining = true;
        connections.forEach(LiveConnection::drain);
    }

    /** Sends a goodbye to the clients of a store that has been deleted. */
    public void end(EventStore store) {
        for (LiveConnection connection : connections) {
            if (connection.store().equals(store)) {
                connection.drain();
            }
        }
    }

    /** Counts events written to a client. */
    public void sent(int events) {
        eventsSent.add(events);
    }

    /** Returns the number of open answers. */
    public int count() {
        return connections.size();
    }

    /** Returns how many events have been written to clients so far. */
    public long eventsSent() {
        return eventsSent.sum();
    }

    /** Returns how many bytes are waiting for clients to read them. */
    public long bufferedBytes() {
        return connections.stream().mapToLong(LiveConnection::bufferedBytes).sum();
    }

    /** Returns the lag of the slowest client, in positions. */
    public long slowestLag() {
        return connections.stream().mapToLong(LiveConnection::lag).max().orElse(0);
    }

    LiveLimits limits() {
        return limits;
    }

    SendQueues queues() {
        return queues;
    }

    boolean isDraining() {
        return draining;
    }

    void leave(LiveConnection connection) {
        if (connections.remove(connection)) {
            places.giveBack(connection.address(), 1);
        }
    }
}
