package dev.mayfly.projection.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.live.LiveConnection;
import dev.mayfly.http.live.LiveContent;
import dev.mayfly.projection.Snapshot;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.projection.declared.StateCursor;
import dev.mayfly.projection.declared.StateQuery;
import dev.mayfly.projection.declared.States;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The states of a projection on their way to one client: a message whenever the requested states have changed, but at
 * most one per interval.
 *
 * <p>Nothing is kept for a client that does not read: when there is room again, it gets the latest states. Runs on the
 * connection's event loop, except where {@link LiveContent} allows any thread.
 */
final class StateStream implements LiveContent {
    /** The approximate maximum size of a message in bytes; the remaining states follow at its {@code next}. */
    private static final int FRAME_BYTES = 512 * 1024;

    private static final long NO_TIMER = -1;

    private final EventStore store;
    private final Declaration declaration;
    private final StateQuery query;
    private final LiveConnection connection;
    private final Vertx vertx;
    private final long intervalNanos;
    private States.@Nullable Page shown;
    private @Nullable CompletableFuture<Snapshot<States>> change;
    private long lookedNanos;
    private long timer = NO_TIMER;
    private boolean over;
    private volatile Checkpoint written;

    StateStream(
            EventStore store,
            Declaration declaration,
            StateQuery query,
            LiveConnection connection,
            Vertx vertx,
            Duration interval) {
        this.store = store;
        this.declaration = declaration;
        this.query = query;
        this.connection = connection;
        this.vertx = vertx;
        this.intervalNanos = interval.toNanos();
        this.written = new Checkpoint(store.incarnation(), 0);
    }

    @Override
    public EventStore store() {
        return store;
    }

    @Override
    public void start() {
        look();
    }

    @Override
    public void resume() {
        if (change == null && timer == NO_TIMER) {
            look();
        }
    }

    @Override
    public Checkpoint written() {
        return written;
    }

    @Override
    public long lag() {
        return Math.max(0, store.prefix().position() - written.position());
    }

    @Override
    public void stop() {
        over = true;
        vertx.cancelTimer(timer);
        if (change != null) {
            change.cancel(false);
        }
    }

    /**
     * Writes the latest states if they have changed, and waits for the next change; does nothing while there is no
     * room.
     */
    private void look() {
        if (over || connection.isFull()) {
            return;
        }
        lookedNanos = System.nanoTime();
        Snapshot<States> now = declaration.runner().snapshot();
        States.Page page;
        try {
            page = query.of(now.state()).within(FRAME_BYTES);
        } catch (InvalidInputException keyOfAnotherDefinition) {
            connection.drain();
            return;
        }
        boolean changed =
                shown == null || !page.isSame(shown) || !now.incarnation().equals(written.incarnation());
        if (changed && !connection.hasRoom(page.jsonSizeBound())) {
            return;
        }
        shown = page;
        written = new Checkpoint(now.incarnation(), now.position());
        if (changed) {
            write(now, page);
        }
        awaitChange(now);
    }

    private void write(Snapshot<States> now, States.Page page) {
        StateCursor next = query.next(page, store.name(), now.incarnation(), declaration.name(), StateCursor.LATEST);
        JsonBuffer out = new JsonBuffer(512);
        connection.framing().open(now.incarnation(), now.position(), out);
        StatesText.of(now.position(), page, next).writeTo(out, Integer.MAX_VALUE);
        connection.framing().close(out);
        connection.write(out);
    }

    private void awaitChange(Snapshot<States> known) {
        CompletableFuture<Snapshot<States>> next = declaration.runner().changed(known);
        change = next;
        // The worker that folds completes it, so the rest is left to the event loop.
        var unused =
                next.whenComplete((snapshot, removed) -> connection.executor().execute(() -> changed(removed != null)));
    }

    private void changed(boolean removed) {
        change = null;
        if (over) {
            return;
        }
        if (removed) {
            connection.drain();
            return;
        }
        long waitNanos = intervalNanos - (System.nanoTime() - lookedNanos);
        if (waitNanos <= 0) {
            look();
        } else {
            timer = vertx.setTimer(
                    Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos)),
                    unused -> connection.executor().execute(() -> {
                        timer = NO_TIMER;
                        look();
                    }));
        }
    }
}
