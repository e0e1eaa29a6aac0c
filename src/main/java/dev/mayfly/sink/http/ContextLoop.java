package dev.mayfly.sink.http;

import dev.mayfly.sink.Loop;
import io.vertx.core.Context;
import java.util.concurrent.TimeUnit;

/** The loop of a Vert.x context. */
public final class ContextLoop implements Loop {
    private static final long MILLI_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Context context;

    /** Makes a loop from a context, whose tasks run one at a time. */
    public ContextLoop(Context context) {
        this.context = context;
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(unused -> task.run());
    }

    @Override
    public void after(long nanos, Runnable task) {
        long millis = Math.max(1, (nanos + MILLI_NANOS - 1) / MILLI_NANOS);
        // A timer fires on the context on which it was set.
        context.runOnContext(unused -> context.owner().setTimer(millis, timer -> task.run()));
    }
}
