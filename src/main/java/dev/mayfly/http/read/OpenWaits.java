package dev.mayfly.http.read;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open waits of requests, so that a stopping process can end them; one instance for each Vert.x instance. Any
 * thread may use it.
 */
public final class OpenWaits implements Shareable {
    private static final String NAME = OpenWaits.class.getName();

    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    private OpenWaits() {}

    /** Returns the waits of the requests that a Vert.x instance handles. */
    public static OpenWaits of(Vertx vertx) {
        return vertx.sharedData().<String, OpenWaits>getLocalMap(NAME).computeIfAbsent(NAME, unused -> new OpenWaits());
    }

    /** Ends all waits, including later ones. */
    public void drain() {
        draining = true;
        ends.forEach(Runnable::run);
    }

    /**
     * Registers an action that ends a wait. Any thread may run it, once or more; it runs at once if the process is
     * already draining.
     */
    public void enter(Runnable end) {
        ends.add(end);
        if (draining) {
            end.run();
        }
    }

    /** Removes a wait. */
    public void leave(Runnable end) {
        ends.remove(end);
    }
}
