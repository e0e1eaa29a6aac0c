package dev.mayfly.http.share;

import dev.mayfly.http.quarkus.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The work of requests that takes a processor for a while: for each processor, two pieces of one client's and three of all
 * clients' run at once, and the clients, by their addresses, take turns. It must not wait for other work. Any thread may use
 * it.
 */
public final class ClientWork {
    private static final int WORKERS_PER_PROCESSOR = 2;

    /** Made at the first use, because a native executable is built on another machine. */
    private static volatile @Nullable ClientTurns turns;

    private ClientWork() {}

    /** Does a client's work on a worker, and delivers its result on the caller's event loop. */
    public static <T> Future<T> run(Vertx vertx, String address, Callable<T> work) {
        ClientTurns order = turns();
        return Workers.run(vertx, task -> order.run(address, task, Workers::execute), work);
    }

    /** Computes a value on a worker when subscribed to, and delivers it on the request's event loop. */
    public static <T> Uni<T> compute(RoutingContext http, Callable<T> work) {
        return Uni.createFrom().completionStage(() -> stage(http, work));
    }

    /** Computes a value on a worker, from now on, and delivers it on the request's event loop. */
    public static <T> CompletionStage<T> stage(RoutingContext http, Callable<T> work) {
        return run(http.vertx(), ClientAddress.of(http), work).toCompletionStage();
    }

    /** Does a client's work on a worker without waiting for its end. */
    public static void execute(String address, Runnable work) {
        turns().run(address, work, Workers::execute);
    }

    /** Does work of a client that is not known on a worker, as that of one client, without waiting for its end. */
    public static void execute(Runnable work) {
        execute("", work);
    }

    /** Returns an executor that gives a request's client turns. Those of one client are equal. */
    public static Executor turnsOf(RoutingContext http) {
        return new Turns(ClientAddress.of(http));
    }

    /** Returns an executor that gives turns to work of no client, which take turns as one. */
    public static Executor turnsOfOwn() {
        return new Turns("");
    }

    /** The turns of a client. */
    private record Turns(String address) implements Executor {
        @Override
        public void execute(Runnable work) {
            ClientWork.execute(address, work);
        }
    }

    private static ClientTurns turns() {
        ClientTurns known = turns;
        if (known == null) {
            synchronized (ClientWork.class) {
                known = turns;
                if (known == null) {
                    int processors = Runtime.getRuntime().availableProcessors();
                    known = new ClientTurns(
                            WORKERS_PER_PROCESSOR * processors + processors, WORKERS_PER_PROCESSOR * processors);
                    turns = known;
                }
            }
        }
        return known;
    }
}
