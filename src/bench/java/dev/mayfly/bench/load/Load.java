package dev.mayfly.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * A load on one server of this machine: some connections driven by the thread that calls, each of which has at most one
 * request under way.
 */
public final class Load implements AutoCloseable {
    private static final int IN_BYTES = 1 << 18;
    private static final long STALLED_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long PAUSE_NANOS = 20_000;

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(IN_BYTES);
    private Histogram latencies = newHistogram();
    private int busy;
    private long events;
    private long requests;
    private boolean looping;
    private long endNanos;
    private long eventsLeft;

    /**
     * What a load came to.
     *
     * @param events how many events or operations were answered
     * @param requests how many requests they took
     * @param nanos from the first request to the last answer
     * @param latencies nanoseconds a request
     */
    public record Outcome(long events, long requests, long nanos, Histogram latencies) {
        /** Returns events a second. */
        public double eventsPerSecond() {
            return events * 1e9 / nanos;
        }

        /** Returns the mean time of a request in microseconds. */
        public double meanMicros() {
            return latencies.getMean() / 1e3;
        }

        /** Returns the median time of a request in microseconds. */
        public double medianMicros() {
            return latencies.getValueAtPercentile(50) / 1e3;
        }
    }

    private final class Connection {
        private final SocketChannel channel;
        private final Dialogue dialogue;
        private final ByteBuffer out;
        private final SelectionKey key;
        private long sinceNanos;
        private int underWay;

        Connection(int port, Dialogue dialogue) throws IOException {
            this.dialogue = dialogue;
            this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            dialogue.open(channel.socket().getInputStream(), channel.socket().getOutputStream());
            channel.configureBlocking(false);
            this.key = channel.register(selector, SelectionKey.OP_READ, this);
            this.out = ByteBuffer.allocateDirect(dialogue.largestBytes() + 512);
        }

        void send(long dueNanos) throws IOException {
            out.clear();
            underWay = dialogue.request(out);
            out.flip();
            sinceNanos = dueNanos;
            busy++;
            write();
        }

        void write() throws IOException {
            channel.write(out);
            int wanted = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            if (key.interestOps() != wanted) {
                key.interestOps(wanted);
            }
        }

        /** Returns whether the answer is complete. */
        boolean read() throws IOException {
            in.clear();
            if (channel.read(in) < 0) {
                throw new IOException("The server closed the connection");
            }
            in.flip();
            return dialogue.answered(in);
        }
    }

    private Load() throws IOException {
        this.selector = Selector.open();
    }

    /** Opens so many connections, each with the dialogue of its number, counted from 0. */
    public static Load connect(int port, int connections, IntFunction<Dialogue> dialogues) throws IOException {
        Load load = new Load();
        try {
            for (int i = 0; i < connections; i++) {
                load.connections.add(load.new Connection(port, dialogues.apply(i)));
            }
        } catch (IOException | RuntimeException failure) {
            load.close();
            throw failure;
        }
        return load;
    }

    private static Histogram newHistogram() {
        return new Histogram(Duration.ofMinutes(1).toNanos(), 3);
    }

    /** Keeps every connection busy for so long. */
    public Outcome during(Duration time) throws IOException {
        return closed(System.nanoTime() + time.toNanos(), Long.MAX_VALUE);
    }

    /** Keeps every connection busy until so many events, or a few more, were sent. */
    public Outcome until(long count) throws IOException {
        return closed(Long.MAX_VALUE, count);
    }

    private Outcome closed(long until, long count) throws IOException {
        long start = begin();
        looping = true;
        endNanos = until;
        eventsLeft = count;
        for (Connection connection : connections) {
            next(connection);
        }
        while (busy > 0) {
            if (selector.select(this::ready, STALLED_NANOS / 1_000_000) == 0) {
                throw new IOException("No answer in time");
            }
        }
        return outcome(start);
    }

    /**
     * Sends requests at a fixed rate, whether or not the earlier ones are answered. Each latency counts from the moment at
     * which the request was due, so that a server that halts is charged for all who would have waited.
     */
    public Outcome at(double requestsPerSecond, Duration time) throws IOException {
        long start = begin();
        looping = false;
        idle.clear();
        idle.addAll(connections);
        double gapNanos = 1e9 / requestsPerSecond;
        long all = (long) (time.toNanos() / gapNanos);
        long sent = 0;
        long heardNanos = start;
        while (sent < all || busy > 0) {
            long now = System.nanoTime();
            boolean quiet = true;
            while (sent < all && !idle.isEmpty() && start + (long) (sent * gapNanos) <= now) {
                idle.poll().send(start + (long) (sent * gapNanos));
                sent++;
                quiet = false;
            }
            if (selector.selectNow(this::ready) > 0) {
                heardNanos = System.nanoTime();
            } else if (quiet) {
                if (busy > 0 && now - heardNanos > STALLED_NANOS) {
                    throw new IOException("No answer in time");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return outcome(start);
    }

    private long begin() {
        latencies = newHistogram();
        events = 0;
        requests = 0;
        return System.nanoTime();
    }

    private Outcome outcome(long startNanos) {
        return new Outcome(events, requests, System.nanoTime() - startNanos, latencies);
    }

    private void next(Connection connection) throws IOException {
        long now = System.nanoTime();
        if (now < endNanos && eventsLeft > 0) {
            connection.send(now);
            eventsLeft -= connection.underWay;
        }
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.write();
            }
            if (key.isReadable() && connection.read()) {
                busy--;
                events += connection.underWay;
                requests++;
                latencies.recordValue(
                        Math.min(System.nanoTime() - connection.sinceNanos, latencies.getHighestTrackableValue()));
                if (looping) {
                    next(connection);
                } else {
                    idle.add(connection);
                }
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }
}
