package dev.mayfly.http.live;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.EventLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * One client's connection during a live answer.
 *
 * <p>Written data waits in the connection's write queue until the client reads it. The content stops writing when the
 * connection {@link #isFull()}, so a client that does not read costs no more than the buffer and the last write. Such a
 * client neither skips events nor blocks others: it resumes where it stopped, or is disconnected after a while.
 *
 * <p>For the connection's event loop, except where noted.
 */
public final class LiveConnection implements Answer.Live.Events {
    private static final long NO_TIMER = -1;
    private static final int CROWDED_CHUNK_BYTES = 4 * 1024;
    /** The size of a text from which on there must be room for it. */
    private static final long LARGE_BYTES = 64 * 1024;
    /** How long a large text waits before it looks again whether there is room. */
    private static final long ROOM_MILLIS = 50;
    /** The time that a client not known to be stalled has to read its goodbye. */
    private static final long GOODBYE_MILLIS = 2_000;

    private final LiveConnections connections;
    private final RoutingContext http;
    private final String address;
    private final HttpServerResponse response;
    private final EventLoop loop;
    private final Framing framing;
    private final LiveContent content;
    private final AtomicLong bufferedBytes = new AtomicLong();
    /** Whether the content waits for this client to read everything, because too much waits for all clients. */
    private boolean crowded;
    /** When the client last read something, or had nothing to read. */
    private long readNanos;

    private long heartbeatTimer = NO_TIMER;
    /** The timer after which a large text looks again whether there is room for it. */
    private long roomTimer = NO_TIMER;

    private long fullSinceNanos;
    private boolean started;
    private boolean over;

    LiveConnection(
            LiveConnections connections,
            RoutingContext http,
            String address,
            EventLoop loop,
            Framing framing,
            Function<LiveConnection, LiveContent> content) {
        this.connections = connections;
        this.http = http;
        this.address = address;
        this.response = http.response();
        this.loop = loop;
        this.framing = framing;
        this.content = content.apply(this);
    }

    /** Returns the client's address. */
    String address() {
        return address;
    }

    /** Returns the answer's framing. Any thread may call it. */
    public Framing framing() {
        return framing;
    }

    /**
     * Returns an executor that runs tasks later on this connection's event loop. Any thread may call this and use it.
     */
    public Executor executor() {
        return loop::later;
    }

    /** Returns whether the client's buffer is full. If so, {@link LiveContent#resume()} will be called later. */
    public boolean isFull() {
        if (!over
                && !response.writeQueueFull()
                && bufferedBytes.get() > 0
                && connections.queues().isCrowded()) {
            crowded = true;
            return true;
        }
        return over || response.writeQueueFull();
    }

    /**
     * Returns how many bytes should be written at once: fewer than usual while much waits for all clients.
     *
     * @param usual the usual number
     */
    public int chunkBytes(int usual) {
        return connections.queues().isCrowded() ? Math.min(usual, CROWDED_CHUNK_BYTES) : usual;
    }

    /**
     * Returns whether a text of so many bytes may be written. If it is large and there is no room among all that waits for
     * clients, {@link LiveContent#resume()} will be called a little later.
     */
    public boolean hasRoom(long bytes) {
        if (bytes <= LARGE_BYTES || connections.queues().hasRoom(address, bytes)) {
            return true;
        }
        if (roomTimer == NO_TIMER) {
            roomTimer = http.vertx()
                    .setTimer(
                            ROOM_MILLIS,
                            unused -> loop.later(() -> {
                                roomTimer = NO_TIMER;
                                if (!over) {
                                    content.resume();
                                }
                            }));
        }
        return false;
    }

    /** Writes a text; the buffer must not be written to again. */
    public void write(JsonBuffer text) {
        if (over) {
            return;
        }
        int size = text.size();
        if (bufferedBytes.getAndAdd(size) == 0) {
            readNanos = System.nanoTime();
        }
        connections.queues().add(address, size);
        response.write(Connections.wrapped(text)).onComplete(written -> read(size));
        if (response.writeQueueFull()) {
            fullSinceNanos = System.nanoTime();
        }
    }

    private void read(int size) {
        connections.queues().remove(address, size);
        readNanos = System.nanoTime();
        if (bufferedBytes.addAndGet(-size) == 0 && crowded) {
            crowded = false;
            loop.later(() -> {
                if (!over) {
                    content.resume();
                }
            });
        }
    }

    /** Writes a notice with the checkpoint up to which the content has been written. */
    public void write(Notice notice) {
        JsonBuffer text = new JsonBuffer(160);
        framing.notice(notice, content.written(), text);
        write(text);
    }

    /** Cuts the answer off, because it cannot continue. */
    public void cut() {
        if (!over) {
            finish();
            response.reset();
        }
    }

    @Override
    public boolean isOver() {
        return over || Connections.isGone(http);
    }

    /** Returns the store of the answer. Any thread may call it. */
    EventStore store() {
        return content.store();
    }

    /** Returns how many bytes are waiting for the client. Any thread may call it. */
    long bufferedBytes() {
        return bufferedBytes.get();
    }

    /** Returns the client's lag, in positions. Any thread may call it. */
    long lag() {
        return content.lag();
    }

    @Override
    public void start() {
        if (over) {
            return;
        }
        started = true;
        LiveLimits limits = connections.limits();
        response.setChunked(true);
        response.setWriteQueueMaxSize(limits.bufferBytes());
        response.drainHandler(unused -> {
            if (!over) {
                content.resume();
            }
        });
        if (connections.isDraining() || content.store().isDeleted()) {
            goodbye();
            return;
        }
        heartbeatTimer = http.vertx().setPeriodic(limits.heartbeat().toMillis(), unused -> heartbeat());
        content.start();
        if (!response.headWritten()) {
            // Sends the head, so the client knows at once that it is being served.
            response.write(Buffer.buffer());
        }
    }

    /** Sends a goodbye and ends the answer; a client that does not read is disconnected. Any thread may call it. */
    public void drain() {
        loop.later(this::goodbye);
    }

    /** Releases everything once the client has gone or the answer has ended. */
    void finish() {
        if (!over) {
            over = true;
            http.vertx().cancelTimer(heartbeatTimer);
            http.vertx().cancelTimer(roomTimer);
            connections.leave(this);
            content.stop();
        }
    }

    private void goodbye() {
        if (over || !started) {
            return;
        }
        if (response.writeQueueFull()) {
            disconnect();
            return;
        }
        write(Notice.GOODBYE);
        finish();
        long patience = http.vertx().setTimer(GOODBYE_MILLIS, unused -> Connections.cut(http));
        response.end().onComplete(taken -> http.vertx().cancelTimer(patience));
    }

    private void heartbeat() {
        long now = System.nanoTime();
        boolean waiting = bufferedBytes.get() > 0;
        if (waiting
                && connections.queues().isCrowded()
                && now - readNanos > connections.queues().stallNanos()) {
            disconnect();
        } else if (!response.writeQueueFull()) {
            if (!waiting || !connections.queues().isCrowded()) {
                write(Notice.HEARTBEAT);
            }
        } else if (now - fullSinceNanos > connections.limits().stallTimeout().toNanos()) {
            disconnect();
        }
    }

    /**
     * Closes the connection at once. Vert.x's own close would first write the waiting data, to a client that reads
     * nothing.
     */
    private void disconnect() {
        finish();
        Connections.cut(http);
    }
}
