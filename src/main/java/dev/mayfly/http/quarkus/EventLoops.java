package dev.mayfly.http.quarkus;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** All event loops of the process, individually. */
public final class EventLoops {
    private EventLoops() {}

    /** Returns the event loops of a Vert.x instance, always in the same order. Any thread may use them. */
    @SuppressWarnings("deprecation") // Vert.x has no other way to reach each of its event loops
    public static List<Executor> of(Vertx vertx) {
        List<Executor> loops = new ArrayList<>();
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            loops.add(loop);
        }
        return loops;
    }
}
