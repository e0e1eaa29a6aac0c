package dev.mayfly.http.access;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The log of requests with a token that is not valid. The first one is told at once, all others of the next minute at its
 * end: ten addresses, and how many there were. Any thread may use it.
 */
final class FailedTries {
    private static final Logger LOG = Logger.getLogger("dev.mayfly.access");
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10;

    private final Consumer<String> log;
    private final Later later;
    private final Set<String> addresses = new LinkedHashSet<>();
    private long count;
    private boolean counting;

    /** Runs something once a time has passed. */
    interface Later {
        /** Runs a task after a delay, on any thread. */
        void run(Duration delay, Runnable task);
    }

    FailedTries() {
        this(
                LOG::warn,
                (delay, task) -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(task));
    }

    FailedTries(Consumer<String> log, Later later) {
        this.log = log;
        this.later = later;
    }

    /** Counts a request from an address. */
    synchronized void add(String address) {
        if (!counting) {
            counting = true;
            log.accept("A request from " + address + " had a token that is not valid.");
            later.run(PERIOD, this::tell);
            return;
        }
        count++;
        if (addresses.size() < MOST_ADDRESSES) {
            addresses.add(address);
        }
    }

    private synchronized void tell() {
        if (count == 0) {
            counting = false;
            return;
        }
        log.accept("Requests with a token that is not valid in the last minute: " + count + ", from "
                + String.join(", ", addresses) + (addresses.size() == MOST_ADDRESSES ? " and maybe others." : "."));
        count = 0;
        addresses.clear();
        later.run(PERIOD, this::tell);
    }
}
