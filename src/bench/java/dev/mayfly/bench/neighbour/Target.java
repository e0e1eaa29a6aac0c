package dev.mayfly.bench.neighbour;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The server that is attacked, from one address, for a time. For many threads. */
final class Target {
    /** The store that attacks prepare and use. */
    static final String STORE = "attacked";

    private static final String ADDRESS = "127.0.0.2";
    private static final int SMALL_BUFFER_BYTES = 4 * 1024;
    private static final int REFUSED_PAUSE_MILLIS = 5;

    private final int port;
    private final long endNanos;
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();

    Target(int port, long endNanos) {
        this.port = port;
        this.endNanos = endNanos;
    }

    boolean over() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** Returns how many answers with a status below 400 there were. */
    long answered() {
        return answered.sum();
    }

    /** Returns how many answers with another status, and ended connections, there were. */
    long refused() {
        return refused.sum();
    }

    Wire wire() throws IOException {
        return new Wire(ADDRESS, port, 0);
    }

    /** Counts an answer. */
    void count(int status) {
        (status > 0 && status < 400 ? answered : refused).increment();
    }

    /** Sends a request to the store and reads its answer, which must be a good one. */
    void must(String method, String target, String body, String... headers) throws IOException {
        try (Wire wire = wire()) {
            wire.must(Wire.request(method, target, body, headers));
        }
    }

    /** Makes the store anew. */
    void store() throws IOException {
        try (Wire wire = wire()) {
            wire.send(Wire.request("DELETE", "/stores/" + STORE, ""));
            wire.answer();
        }
        must("PUT", "/stores/" + STORE, "{}");
    }

    /** One request after another, each as soon as the last is answered. */
    void loop(Requests requests) {
        Wire wire = null;
        for (long i = 0; !over(); i++) {
            try {
                if (wire == null) {
                    wire = wire();
                }
                wire.send(requests.at(i));
                count(wire.answer());
            } catch (IOException ended) {
                refused.increment();
                Wire.end(wire);
                wire = null;
                pause(REFUSED_PAUSE_MILLIS);
            }
        }
        Wire.end(wire);
    }

    /** As many connections as it gets, up to a number, on each of which a request is sent and nothing read. */
    void unread(int most, Requests requests) {
        List<Wire> open = new ArrayList<>();
        for (int i = 0; i < most && !over(); i++) {
            open(open, requests.at(i));
        }
        while (!over()) {
            pause(10);
        }
        open.forEach(Wire::end);
    }

    /** Adds a connection on which a request is sent and nothing read, if it gets one. */
    void open(List<Wire> open, byte[] request) {
        try {
            Wire wire = new Wire(ADDRESS, port, SMALL_BUFFER_BYTES);
            open.add(wire);
            wire.send(request);
            answered.increment();
        } catch (IOException ended) {
            refused.increment();
            pause(1);
        }
    }

    /** A connection on which a request is sent over and over, and nothing read; anew when it is ended. */
    void flood(byte[] request) {
        while (!over()) {
            try (Wire wire = new Wire(ADDRESS, port, SMALL_BUFFER_BYTES)) {
                while (!over()) {
                    wire.send(request);
                    answered.increment();
                }
            } catch (IOException ended) {
                refused.increment();
                pause(REFUSED_PAUSE_MILLIS);
            }
        }
    }

    /** Connections that send a beginning and then a piece each now and then, anew when they are ended. */
    void dribble(int connections, Requests beginnings, String piece, int everyMillis) {
        List<Wire> open = new ArrayList<>();
        long began = 0;
        while (!over()) {
            open.removeIf(wire -> !sent(wire, piece));
            try {
                while (open.size() < connections && !over()) {
                    Wire wire = wire();
                    open.add(wire);
                    wire.send(beginnings.at(began++));
                    answered.increment();
                }
            } catch (IOException ended) {
                refused.increment();
            }
            pause(everyMillis);
        }
        open.forEach(Wire::end);
    }

    private boolean sent(Wire wire, String piece) {
        try {
            wire.send(piece);
            return true;
        } catch (IOException ended) {
            refused.increment();
            Wire.end(wire);
            return false;
        }
    }

    static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests by their number. */
    @FunctionalInterface
    interface Requests {
        byte[] at(long number);
    }
}
