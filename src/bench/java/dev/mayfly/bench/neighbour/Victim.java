package dev.mayfly.bench.neighbour;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A client that appends an event, reads a history and asks the probe, each 50 times a second on a connection that it
 * keeps. It prints a line for each: the millisecond at which it was due, the microseconds from then to its answer, and
 * its status, 0 if there was none.
 */
public final class Victim {
    private static final String ADDRESS = "127.0.0.3";
    private static final long PERIOD_NANOS = 20_000_000;

    private final int port;
    private final PrintStream out;
    private final AtomicInteger late = new AtomicInteger();

    private Victim(int port, PrintStream out) {
        this.port = port;
        this.out = out;
    }

    /** Runs it against a port for so many seconds. */
    public static void main(String[] arguments) throws InterruptedException {
        Victim victim = new Victim(Integer.parseInt(arguments[0]), System.out);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1]));
        List<Thread> threads = new ArrayList<>();
        threads.add(victim.asking(
                end,
                i -> Wire.request(
                        "POST",
                        "/stores/default/aggregates/victim-" + i % 500 + "/events",
                        "{\"eventType\":\"VictimSeen\",\"data\":{\"n\":" + i + "}}")));
        threads.add(
                victim.asking(end, i -> Wire.request("GET", "/stores/default/aggregates/fill-7/events?limit=10", "")));
        threads.add(victim.asking(end, i -> Wire.request("GET", "/q/health/live", "")));
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Thread asking(long endNanos, IntFunction<byte[]> requests) {
        Thread thread = new Thread(() -> ask(endNanos, requests));
        thread.start();
        return thread;
    }

    private void ask(long endNanos, IntFunction<byte[]> requests) {
        long due = System.nanoTime() + late.getAndIncrement() * PERIOD_NANOS / 3;
        Wire wire = null;
        for (int i = 0; due < endNanos; i++, due += PERIOD_NANOS) {
            long early = due - System.nanoTime();
            if (early > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(early);
            }
            int status = 0;
            try {
                if (wire == null) {
                    wire = new Wire(ADDRESS, port, 0);
                }
                wire.send(requests.apply(i));
                status = wire.answer();
            } catch (IOException failure) {
                Wire.end(wire);
                wire = null;
            }
            long now = System.nanoTime();
            long dueMillis = System.currentTimeMillis() - (now - due) / 1_000_000;
            out.println(dueMillis + " " + (now - due) / 1_000 + " " + status);
        }
        Wire.end(wire);
    }
}
