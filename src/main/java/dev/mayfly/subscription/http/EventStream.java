package dev.mayfly.subscription.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.fault.FaultEffect;
import dev.mayfly.fault.FaultInjection;
import dev.mayfly.fault.FaultPoint;
import dev.mayfly.fault.FaultRule;
import dev.mayfly.http.live.LiveConnection;
import dev.mayfly.http.live.LiveConnections;
import dev.mayfly.http.live.LiveContent;
import dev.mayfly.http.live.Notice;
import dev.mayfly.subscription.Step;
import dev.mayfly.subscription.Subscriber;
import dev.mayfly.subscription.Subscription;
import dev.mayfly.subscription.Subscriptions;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A live answer that sends the events of a subscription to one client.
 *
 * <p>It requests more from the subscription when everything received has been written, writes only while the connection
 * is not full, and renders an event only when it is written. Data therefore waits only in the connection.
 *
 * <p>Everything runs on the connection's event loop, except reading the events' contents to select them, which a worker does.
 */
final class EventStream implements LiveContent, Subscriber {
    /** The approximate number of bytes written at once, before other tasks on the event loop get their turn. */
    private static final int CHUNK_BYTES = 32 * 1024;

    private static final int FIRST_BYTES = 512;
    private static final int FIRST_POSITIONS = 16;

    private static final Logger LOG = Logger.getLogger(EventStream.class);

    private final EventStore store;
    private final FaultInjection injection;
    private final LiveConnection connection;
    private final LiveConnections connections;
    private final boolean readsOnWorker;
    private final Subscription subscription;
    /** The step whose events are being written. */
    private @Nullable Pending pending;
    /** The position of the next pending event, if it was taken and not written; otherwise 0. */
    private long putBack;
    /** Whether the next pending event is large and there is no room for it at the moment. */
    private boolean waitsForRoom;
    /** The event that is held back until a fault's delay is over. */
    private @Nullable Held held;
    /** Whether that delay is running. */
    private boolean holding;
    /** Whether to request more from the subscription when the connection has room. */
    private boolean wantsMore;

    private boolean over;
    private volatile Checkpoint written;

    /** An event that is subject to a fault. */
    private record Held(long position, FaultRule fault) {}

    /** A slice, and its events that have not been written. */
    private record Pending(Step.Slice slice, Positions rest) {}

    /**
     * Makes the stream of a store's events to a connection.
     *
     * @param workers where the events' contents are read to select them
     * @param injection the faults that the events are subject to
     */
    EventStream(
            EventStore store,
            SubscriptionRequest wanted,
            Subscriptions subscriptions,
            LiveConnections connections,
            LiveConnection connection,
            Executor workers,
            FaultInjection injection) {
        this.store = store;
        this.injection = injection;
        this.connection = connection;
        this.connections = connections;
        this.readsOnWorker = wanted.criteria().readsContents();
        this.written = wanted.after();
        this.subscription = subscriptions.open(
                store, wanted.criteria(), wanted.after(), this, readsOnWorker ? workers : connection.executor());
    }

    @Override
    public EventStore store() {
        return store;
    }

    @Override
    public void start() {
        subscription.request();
    }

    @Override
    public void resume() {
        if (wantsMore) {
            wantsMore = false;
            subscription.request();
        } else {
            writeOn();
        }
    }

    /** Returns the client's checkpoint, or the head for a client whose checkpoint is beyond it. */
    @Override
    public Checkpoint written() {
        Checkpoint at = written;
        LogPrefix log = store.prefix();
        boolean ahead = log.incarnation().equals(at.incarnation()) && log.position() < at.position();
        return ahead ? at.at(log.position()) : at;
    }

    @Override
    public long lag() {
        Checkpoint at = written;
        long head = store.prefix().position();
        return at.incarnation().equals(store.incarnation()) ? Math.max(0, head - at.position()) : head;
    }

    @Override
    public void stop() {
        over = true;
        pending = null;
        var unused = subscription.close();
    }

    @Override
    public void next(Step step) {
        if (!readsOnWorker) {
            take(step, step instanceof Step.Slice slice ? slice.positions() : Positions.NONE);
            return;
        }
        Positions found = step instanceof Step.Slice slice ? read(slice.positions()) : Positions.NONE;
        connection.executor().execute(() -> take(step, found));
    }

    @Override
    public void passed(Checkpoint checkpoint) {
        // Called only while a request to the subscription is open, and so while nothing is being written.
        written = checkpoint;
    }

    @Override
    public void failed(Throwable failure) {
        LOG.error("A subscription failed", failure);
        connection.executor().execute(connection::cut);
    }

    private void take(Step step, Positions positions) {
        if (over) {
            return;
        }
        if (step instanceof Step.Slice slice) {
            pending = new Pending(slice, positions);
            writeOn();
            return;
        }
        written = step.checkpoint();
        connection.write(step instanceof Step.Reset ? Notice.RESET : Notice.CAUGHT_UP);
        askForMore();
    }

    /** Writes a chunk of the pending events, if there is room, and schedules the rest. */
    private void writeOn() {
        Pending now = pending;
        if (now == null || holding || connection.isFull()) {
            return;
        }
        waitsForRoom = false;
        Checkpoint end = now.slice().checkpoint();
        LogPrefix log = now.slice().log();
        JsonBuffer out = new JsonBuffer(FIRST_BYTES);
        int enough = connection.chunkBytes(CHUNK_BYTES);
        int events = 0;
        long last = 0;
        Held waited = held;
        held = null;
        long position = waited == null ? next(now) : waited.position();
        FaultRule fault = waited == null ? fault(log, position) : waited.fault();
        boolean cut = false;
        while (position != 0 && !cut) {
            if (fault != null && waited == null && !fault.delay().isZero()) {
                hold(new Held(position, fault));
                break;
            }
            long bytes = log.jsonSizeBound(position);
            if (!connection.hasRoom(bytes)) {
                held = waited;
                putBack = waited == null ? position : 0;
                waitsForRoom = true;
                break;
            }
            cut = fault != null && fault.effect() == FaultEffect.DROP_CONNECTION;
            boolean twice = fault != null && fault.effect() == FaultEffect.DUPLICATE_DELIVERY;
            for (int copy = cut ? 2 : twice ? 0 : 1; copy < 2; copy++) {
                connection.framing().open(end.incarnation(), position, out);
                log.writeJson(position, out);
                connection.framing().close(out);
                events++;
                last = position;
            }
            waited = null;
            position = out.size() < enough ? next(now) : 0;
            fault = fault(log, position);
        }
        if (events > 0) {
            written = end.at(last);
            connection.write(out);
            connections.sent(events);
        }
        if (cut) {
            connection.cut();
        } else if (holding || waitsForRoom) {
            return;
        } else if (out.size() < enough) {
            pending = null;
            written = end;
            askForMore();
        } else if (!connection.isFull()) {
            connection.executor().execute(this::writeOn);
        }
    }

    private long next(Pending pendingEvents) {
        long position = putBack != 0 ? putBack : pendingEvents.rest().next();
        putBack = 0;
        return position;
    }

    private @Nullable FaultRule fault(LogPrefix log, long position) {
        return position == 0 || !injection.isActive()
                ? null
                : injection
                        .meet(store.name(), FaultPoint.SUBSCRIPTION, log, position)
                        .orElse(null);
    }

    private void hold(Held event) {
        held = event;
        holding = true;
        CompletableFuture.delayedExecutor(event.fault().delay().toNanos(), TimeUnit.NANOSECONDS, connection.executor())
                .execute(() -> {
                    holding = false;
                    writeOn();
                });
    }

    private void askForMore() {
        if (connection.isFull()) {
            wantsMore = true;
        } else {
            subscription.request();
        }
    }

    /** Returns all positions, read to the end. */
    private static Positions read(Positions positions) {
        long[] found = new long[FIRST_POSITIONS];
        int count = 0;
        for (long position = positions.next(); position != 0; position = positions.next()) {
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
            }
            found[count++] = position;
        }
        return Positions.of(found, count);
    }
}
