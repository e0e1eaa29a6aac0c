package dev.mayfly.http.read;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The waits of requests that have not ended, so that a stopping process can end them; one for each Vert.x
 * instance. Any thread may use it.
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

    /** Ends all waits, also those to come. */
    public void drain() {
        draining = true;
        ends.forEach(Runnable::run);
    }

    /** Enters what ends a wait, to be run once or more by any thread; at once if the process drains already. */
    public void enter(Runnable end) {
        ends.add(end);
        if (draining) {
            end.run();
        }
    }

    /** Forgets a wait. */
    public void leave(Runnable end) {
        ends.remove(end);
    }
}
